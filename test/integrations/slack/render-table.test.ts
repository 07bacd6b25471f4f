import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../../simulator/fakes/slack/block-kit.ts';
import type { Block } from '../../../src/integrations/slack/render/blocks.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { renderThread } from '../../../src/integrations/slack/render/render-thread.ts';
import { brokeAt, singleMessage, stormMessage } from '../../notifiers/example-projections.ts';
import { allText, problemsOf, textsOf } from './rendered-text.ts';

const has = (): boolean => true;
const options = { now: brokeAt + 175_000, lag: null, plain: false, relayUrl: null, has };
const known = new Set(['data_table', 'card']);

function tableOf(blocks: readonly Block[]) {
  return blocks.find((block) => block.type === 'data_table');
}

describe('a storm in a table', () => {
  const rendered = renderMessage(stormMessage(), options);
  const table = tableOf(rendered.blocks)!;

  it('has a row for every service, the first to fail in front, with its events and its loudest error', () => {
    const { services, issues } = stormMessage();
    expect(table.rows.slice(1).map(([name]) => name)).toEqual(
      services.map(({ name }) => ({ type: 'raw_text', text: name })),
    );
    const [first] = services;
    expect(table.rows[1]?.[1]).toEqual({
      type: 'raw_number',
      value: first!.alerts,
      text: String(first!.alerts),
    });
    const issue = issues.find(({ service }) => service === first!.name)!;
    const [section] = (table.rows[1]?.[2] as { elements: readonly { elements: readonly unknown[] }[] })
      .elements;
    expect(section?.elements[0]).toEqual({ type: 'link', url: issue.link, text: issue.shortId });
  });

  it('has the error of a service that is quieter than others, and of an older relay how many there are', () => {
    const last = stormMessage().services.at(-1)!;
    const services = [...stormMessage().services.slice(0, -1), { ...last, issues: 2 }];
    const quiet = { title: 'Gone away', shortId: 'UI-7', link: null, service: last.name, alerts: 1 };
    const cellOf = (quieter: readonly (typeof quiet)[]): unknown => {
      const { blocks } = renderMessage(
        stormMessage({ services, issues: [], quoted: null, quieter }),
        options,
      );
      return tableOf(blocks)!.rows.at(-1)?.[2];
    };
    expect(JSON.stringify(cellOf([quiet]))).toMatch(/UI-7.*Gone away/);
    expect(cellOf([])).toEqual({ type: 'raw_text', text: '2 issues' });
  });

  it('names below it who is not on its first page', () => {
    const below = rendered.blocks[rendered.blocks.indexOf(table) + 1]!;
    const names = stormMessage().services.map(({ name }) => name);
    expect(textsOf(below)).toEqual([`and ${names.slice(5).join(', ')}`]);
  });

  it('says nothing twice: neither the list of services nor that of issues is there', () => {
    expect(allText(rendered)).not.toContain('Top 5 of');
    expect(allText(rendered)).not.toContain(' · cart ');
  });

  it('is what the fake Slack takes, whatever its services are called, and however many there are', () => {
    expect(checkBlocks(rendered.blocks, known)).toEqual([]);
    const services = Array.from({ length: 50 }, (_, n) => {
      return { name: n === 0 ? '' : `${n} <!channel> :fire: ${'x'.repeat(90)}`, alerts: n, issues: 1 };
    });
    const issues = services.map(({ name }) => {
      return { title: '', shortId: null, link: 'javascript:alert(1)', service: name, alerts: 1 };
    });
    const many = renderMessage(stormMessage({ services, issues, moreServices: 40 }), options);
    expect(checkBlocks(many.blocks, known)).toEqual([]);
    expect(problemsOf(many)).toEqual([]);
    expect(JSON.stringify(tableOf(many.blocks))).not.toMatch(/javascript|<!channel/);
    expect(allText(many)).toContain('… and ');
  });

  it('stands for no fewer than three services, and for nothing that is over', () => {
    const two = stormMessage().services.slice(0, 2);
    for (const message of [
      stormMessage({ services: two, moreServices: 0 }),
      singleMessage(),
      stormMessage(
        {},
        { page: null, notPaged: null },
        {
          state: 'resolved',
          resolution: { at: brokeAt, by: 'sentry', reason: '', bare: true },
          stillArriving: 0,
        },
      ),
    ])
      expect(tableOf(renderMessage(message, options).blocks)).toBeUndefined();
  });
});

describe('what it came to, in a thread', () => {
  const summed = {
    n: 9,
    at: brokeAt,
    text: 'Resolved by Bo.',
    lines: [
      'It lasted 3 min 24 s: at least 592 users, 1,290 events.',
      '12 services failed, basket-api first.',
      'Paged once; Bo acknowledged it after 40 s.',
    ],
    channel: false,
  };
  const joined = { n: 8, at: brokeAt, text: 'ui joined.', channel: false };
  const told = { items: [joined, summed], upto: 9, broadcast: false };

  it('is a card above what else is told', () => {
    const { blocks } = renderThread(told, { now: brokeAt, plain: false, has });
    expect(blocks.map(({ type }) => type)).toEqual(['card', 'section']);
    const [lasted, ...others] = summed.lines;
    expect(textsOf(blocks[0]!)).toEqual([summed.text, lasted, others.join(' ')]);
    expect(checkBlocks(blocks, known)).toEqual([]);
  });

  it('is told in lines, and whole, where a card has no room for it or there are no cards', () => {
    const long = { ...summed, lines: [summed.lines[0]!, 'so much '.repeat(30)] };
    for (const [items, knows] of [
      [[joined, long], has],
      [[joined, summed], () => false],
    ] as const) {
      const { blocks } = renderThread({ ...told, items }, { now: brokeAt, plain: false, has: knows });
      expect(blocks.map(({ type }) => type)).toEqual(['section', 'section']);
    }
    expect(allText(renderThread({ ...told, items: [long] }, { now: brokeAt, plain: false, has }))).toContain(
      'so much so much',
    );
  });
});
