import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../../../simulator/fakes/slack/block-kit.ts';
import { visibleText } from '../../../../simulator/fakes/slack/block-text.ts';
import { callSlack, started } from '../started.ts';

const text = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const section = (length: number) => ({ type: 'section', text: text(length) });
const button = (more: Record<string, unknown>) => ({
  type: 'actions',
  elements: [{ type: 'button', text: plain(5), action_id: 'a', ...more }],
});

describe('blocks within the limits', () => {
  it.each([
    ['a section of 3000', [section(3000)]],
    ['a header of 150', [{ type: 'header', text: plain(150) }]],
    ['10 fields of 2000', [{ type: 'section', fields: Array.from({ length: 10 }, () => text(2000)) }]],
    ['10 context elements', [{ type: 'context', elements: Array.from({ length: 10 }, () => text(5)) }]],
    [
      '25 actions',
      [
        {
          type: 'actions',
          elements: Array.from({ length: 25 }, () => ({ type: 'button', text: plain(75) })),
        },
      ],
    ],
    ['50 dividers', Array.from({ length: 50 }, () => ({ type: 'divider' }))],
    ['a full button', [button({ value: 'v'.repeat(2000), url: 'u'.repeat(3000), style: 'danger' })]],
  ])('%s', (_what, blocks) => {
    expect(checkBlocks(blocks)).toEqual([]);
  });
});

describe('blocks beyond the limits', () => {
  it.each([
    [
      '3001 characters',
      [section(3001)],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty section', [section(0)], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a section without text',
      [{ type: 'section' }],
      'missing required field: text [json-pointer:/blocks/0]',
    ],
    [
      'a header of 151',
      [{ type: 'header', text: plain(151) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['a mrkdwn header', [{ type: 'header', text: text(5) }], '/blocks/0/text/type'],
    [
      '11 fields',
      [{ type: 'section', fields: Array.from({ length: 11 }, () => text(1)) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    ['a field of 2001', [{ type: 'section', fields: [text(2001)] }], '/blocks/0/fields/0/text'],
    [
      '11 context elements',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => text(1)) }],
      'no more than 10 items',
    ],
    [
      '26 actions',
      [{ type: 'actions', elements: Array.from({ length: 26 }, () => ({ type: 'button', text: plain(1) })) }],
      'no more than 25 items',
    ],
    [
      '51 blocks',
      Array.from({ length: 51 }, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    ['a button of 76', [button({ text: plain(76) })], '/blocks/0/elements/0/text/text'],
    ['a value of 2001', [button({ value: 'v'.repeat(2001) })], 'must be less than 2001 characters'],
    ['a url of 3001', [button({ url: 'u'.repeat(3001) })], '/blocks/0/elements/0/url'],
    ['an action_id of 256', [button({ action_id: 'i'.repeat(256) })], '/blocks/0/elements/0/action_id'],
    ['a block_id of 256', [{ type: 'divider', block_id: 'i'.repeat(256) }], '/blocks/0/block_id'],
    [
      'one block_id twice',
      [
        { type: 'divider', block_id: 'i' },
        { type: 'divider', block_id: 'i' },
      ],
      'already exists',
    ],
    ['an unknown type', [{ type: 'sparkles' }], 'unsupported type: sparkles [json-pointer:/blocks/0/type]'],
    ['not an object', ['text'], 'must be an object [json-pointer:/blocks/0]'],
  ])('%s', (_what, blocks, complaint) => {
    expect(checkBlocks(blocks).join('\n')).toContain(complaint);
  });
});

describe('chat.postMessage', () => {
  async function tryBlocks(blocks: unknown) {
    const { fakes } = await started();
    const { body } = await callSlack(fakes, 'chat.postMessage', {
      channel: fakes.connection.slack.channel,
      text: 'hi',
      blocks,
    });
    return { body, messages: fakes.observed().slack.messages.length };
  }

  it('answers invalid_blocks with both forms of Slack’s complaint', async () => {
    const { body, messages } = await tryBlocks([section(3001)]);
    expect(body).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(body['errors']).toContain('must be less than 3001 characters [json-pointer:/blocks/0/text/text]');
    expect(JSON.stringify(body['response_metadata'])).toContain('[ERROR] must be less than 3001 characters');
    expect(messages).toBe(0);
  });

  it('answers msg_blocks_too_long above 13,200 characters in all', async () => {
    const { body } = await tryBlocks([
      section(3000),
      section(3000),
      section(3000),
      section(3000),
      section(1201),
    ]);
    expect(body).toEqual({ ok: false, error: 'msg_blocks_too_long' });
    expect(
      (await tryBlocks([section(3000), section(3000), section(3000), section(3000), section(1200)])).body[
        'ok'
      ],
    ).toBe(true);
  });

  it('answers invalid_blocks_format for what is not a list', async () => {
    expect((await tryBlocks('{not json')).body).toEqual({ ok: false, error: 'invalid_blocks_format' });
    expect((await tryBlocks({ type: 'divider' })).body).toEqual({
      ok: false,
      error: 'invalid_blocks_format',
    });
  });
});

describe('what is seen of blocks', () => {
  it('is their text, and where their buttons lead', () => {
    const blocks = [section(3), button({ url: 'https://acme.sentry.io/issues/1/' })];
    expect(visibleText(blocks)).toBe('xxx\nxxxxx\nhttps://acme.sentry.io/issues/1/');
  });
});

describe('new blocks', () => {
  const has = new Set(['data_table', 'card']);
  const raw = (text: string) => ({ type: 'raw_text', text });
  const table = (rows: readonly unknown[], more: Record<string, unknown> = {}) => {
    return { type: 'data_table', caption: 'Services', rows, ...more };
  };
  const heads = [raw('Service'), raw('Events')];
  const number = { type: 'raw_number', value: 3, text: '3' };
  const rich = (...elements: readonly unknown[]) => {
    return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
  };
  const link = { type: 'link', url: 'https://acme.sentry.io/1/', text: 'CART-1' };
  const body = [heads, [raw('cart'), number]];

  it.each([
    ['a table', [table(body, { page_size: 100, row_header_column_index: 1, block_id: 'b' })]],
    ['rich text in a cell', [table([heads, [raw('cart'), rich(link, { type: 'text', text: ' x' })]])]],
    ['201 rows', [table([heads, ...Array.from({ length: 200 }, () => [raw('a'), number])])]],
    ['20 columns', [table([Array(20).fill(raw('h')), Array(20).fill(raw('c'))])]],
    ['10,000 characters', [table([[raw('x'.repeat(5_000))], [raw('x'.repeat(5_000))]])]],
    ['a card', [{ type: 'card', title: text(150), subtitle: text(150), body: text(200) }]],
    ['a card of buttons', [{ type: 'card', actions: [{ type: 'button', text: plain(5) }] }]],
  ])('%s', (_what, blocks) => {
    expect(checkBlocks(blocks, has)).toEqual([]);
  });

  it.each([
    ['no rows', [table([])], 'at least 2 items [json-pointer:/blocks/0/rows]'],
    ['heads only', [table([heads])], 'at least 2 items [json-pointer:/blocks/0/rows]'],
    ['202 rows', [table(Array.from({ length: 202 }, () => heads))], 'no more than 201'],
    ['21 columns', [table([Array(21).fill(raw('h')), Array(21).fill(raw('c'))])], 'no more than 20'],
    ['rows of different length', [table([heads, [raw('cart')]])], 'same number of cells'],
    ['an empty cell', [table([heads, [raw(''), number]])], '/blocks/0/rows/1/0/text'],
    ['rich text as a head', [table([[raw('a'), rich(link)], heads])], 'not allowed in a header'],
    ['a number that is none', [table([heads, [raw('a'), { ...number, value: '3' }]])], '/rows/1/1/value'],
    ['no caption', [{ type: 'data_table', rows: body }], 'missing required field: caption'],
    ['a page of 101', [table(body, { page_size: 101 })], '/blocks/0/page_size'],
    ['a column that is none', [table(body, { row_header_column_index: 2 })], '/row_header_column_index'],
    ['an unknown property', [table(body, { title: 'x' })], 'invalid additional property: title'],
    ['10,001 characters', [table([[raw('x'.repeat(5_000))], [raw('x'.repeat(5_001))]])], '10000 characters'],
    [
      'two tables of 5,001',
      [1, 2].map(() => table([[raw('x')], [raw('x'.repeat(5_000))]])),
      '10000 characters',
    ],
    ['an empty card', [{ type: 'card', subtitle: text(5) }], 'must have one of'],
    ['a title of 151', [{ type: 'card', title: text(151) }], '/blocks/0/title'],
    ['a body of 201', [{ type: 'card', body: text(201) }], '/blocks/0/body'],
    [
      'a menu in a card',
      [{ type: 'card', actions: [{ type: 'overflow', options: [] }] }],
      'must be a button',
    ],
  ])('not: %s', (_what, blocks, problem) => {
    expect(checkBlocks(blocks, has).join('\n')).toContain(problem);
  });

  it('are unknown where Slack has not brought them, and what they say is seen where it has', async () => {
    expect(checkBlocks([table(body)])).toEqual([
      'unsupported type: data_table [json-pointer:/blocks/0/type]',
    ]);
    expect(checkBlocks([table(body)], new Set(['card']))).toHaveLength(1);
    const shown = visibleText([table([heads, [raw('cart'), rich(link)]]), { type: 'card', body: text(3) }]);
    expect(shown.split('\n')).toEqual(['Services', 'Service', 'Events', 'cart', 'CART-1', 'xxx']);
    const { fakes } = await started({ newBlocks: ['data_table'] });
    const { channel } = fakes.connection.slack;
    const post = async () =>
      (await callSlack(fakes, 'chat.postMessage', { channel, blocks: [table(body)] })).body;
    expect(await post()).toMatchObject({ ok: true });
    fakes.slack.setNewBlocks([]);
    expect(await post()).toMatchObject({ ok: false, error: 'invalid_blocks' });
  });
});
