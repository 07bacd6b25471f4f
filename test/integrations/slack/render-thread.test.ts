import { describe, expect, it } from 'vitest';
import { itemsToTell, renderThread } from '../../../src/integrations/slack/render/render-thread.ts';
import { brokeAt, thread } from '../../notifiers/example-projections.ts';

const options = { now: brokeAt + 175_000, plain: false };

describe('replies in the thread', () => {
  it('tell what was not told yet, and to the channel when one of them asks for it', () => {
    expect(itemsToTell(thread(), 0)).toMatchObject({ upto: 7, broadcast: true });
    expect(itemsToTell(thread(), 2)).toMatchObject({ upto: 7, broadcast: false });
    expect(itemsToTell(thread(), 7)).toBeNull();
  });

  it('cover a range in one reply, oldest first, each line with its time', () => {
    const rendered = renderThread(itemsToTell(thread(), 0)!, options);
    expect(rendered.blocks).toHaveLength(1);
    const lines = JSON.stringify(rendered.blocks).split(String.raw`\n`);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/14:02:15 UTC> This is a storm now/);
    expect(rendered.text).toBe('This is a storm now: redis unreachable (cache-main). (and 2 more)');
  });

  it('say from when to when, where one line stands for several', () => {
    const joined = {
      n: 5,
      at: brokeAt + 300_000,
      since: brokeAt + 4_000,
      text: '12 services joined.',
      channel: false,
    };
    const told = itemsToTell(thread({ items: [joined, { ...joined, n: 6, since: joined.at }] }), 0)!;
    const lines = renderThread(told, { now: brokeAt + 300_000, plain: true }).text.split('\n');
    expect(lines).toEqual([
      '14:02:15 UTC–14:07:11 UTC 12 services joined.',
      '14:07:11 UTC 12 services joined.',
    ]);
  });

  it('begin with the end and what it came to, once it is over, and so does a phone', () => {
    const joined = { n: 8, at: brokeAt + 60_000, text: 'ui joined.', channel: false };
    const lines = ['It lasted 3 min.', '<cart> failed.', 'Nobody was paged.'];
    const end = { ...joined, n: 9, at: brokeAt + 175_000, text: 'Resolved by Ada.', lines };
    const told = itemsToTell(thread({ items: [joined, end] }), 0)!;
    const { text } = renderThread(told, { ...options, plain: true });
    expect(text.split('\n')).toEqual([
      '14:05:06 UTC *Resolved by Ada.*',
      'It lasted 3 min.',
      '&lt;cart&gt; failed.',
      'Nobody was paged.',
      '14:03:11 UTC ui joined.',
    ]);
    expect(renderThread(told, options).text).toBe('Resolved by Ada. It lasted 3 min. (and 1 more)');
  });

  it('say a single fresh line without its time, which Slack shows by itself', () => {
    const rendered = renderThread(itemsToTell(thread(), 4)!, options);
    expect(rendered).toMatchObject({ text: 'Resolved: every issue is resolved in Sentry.' });
    expect(JSON.stringify(rendered.blocks)).not.toContain('<!date');
  });

  it('escape their texts and stay within the limits, twenty long ones too', () => {
    const items = Array.from({ length: 20 }, (_, index) => ({
      n: index + 1,
      at: brokeAt,
      text: `<!channel> ${'&'.repeat(3000)}`,
      channel: false,
    }));
    for (const plain of [false, true]) {
      const { text, blocks } = renderThread(itemsToTell(thread({ items }), 0)!, { ...options, plain });
      expect(text.length).toBeLessThanOrEqual(4000);
      expect(JSON.stringify([text, blocks])).not.toContain('<!channel>');
      const lengths = blocks.map((block) => (block.type === 'section' ? block.text.text.length : 0));
      expect(lengths.every((length) => length <= 3000)).toBe(true);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(12_000);
    }
  });
});
