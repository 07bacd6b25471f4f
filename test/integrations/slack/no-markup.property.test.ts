import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  HandlingShown,
  LiveMessage,
  PagingShown,
  ThreadProjection,
  TroubleShown,
} from '../../../src/domain/sending/projection.ts';
import type { Rendered } from '../../../src/integrations/slack/render/blocks.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { itemsToTell, renderThread } from '../../../src/integrations/slack/render/render-thread.ts';
import {
  brokeAt,
  pageShown,
  partOfMessage,
  stormMessage,
  thread,
} from '../../notifiers/example-projections.ts';
import { liveIn, liveInMessage } from './mrkdwn-reader.ts';

/** Bits of text that are marks to Slack, alone or beside the right neighbour. */
const marks = [
  '*', '*b*', '＊b＊', '_', '_i_', '__i__', '＿i＿', '~', '~s~', '`', '`c`', '```', '｀', ':fire:', ':fire', 'fire:', ':', '：火：',
  '<!channel>', '<@U1>', '<#C1|c>', '<https://e.example|Sentry>', '<!date^1^{date}|now>', '&lt;!here&gt;', '&', '@here',
  '@channel', 'https://e.example/', '>', '> q', '＞', '>>> q', '- l', '* l', '• l', '1. l', ' ', '\n', '\n> q', '\n- l',
  '\u200B', '|', ':white_check_mark:', 'snake_case_name', '10.0.0.1:6379: x', ':8080', 'a:1234: x', ':100', '*Resolved* by',
]; // prettier-ignore
const some = fc.array(fc.constantFrom(...marks), { maxLength: 4 }).map((parts) => parts.join(''));
/** Around a word of its own, so that no part of a message is left out. */
const hostile = fc.record({ before: some, after: some });

type Say = (n: number) => string;

interface Told {
  readonly over?: Partial<TroubleShown>;
  readonly paging?: PagingShown;
  readonly handling?: HandlingShown;
}

/** A message in which every text that comes from outside is said by `say`. */
function messageOf(say: Say, { over = {}, paging, handling }: Told = {}): LiveMessage {
  const trouble: Partial<TroubleShown> = {
    title: say(1),
    storm: null,
    what: {
      type: say(3),
      message: say(4),
      culprit: say(5),
      frame: { function: say(6), filename: say(7), module: null, line: 3 },
      about: [
        { name: say(8), value: say(9) },
        { name: say(10), value: `${say(11)} ${'and many other words '.repeat(9)}` },
      ],
      seenIn: null,
    },
    where: { environments: [say(12), say(13)], releases: [say(14)], transaction: say(15) },
    services: [16, 17].map((n) => ({ name: say(n), alerts: 2, issues: 1 })),
    issues: [18, 19].map((n) => ({
      title: say(n),
      shortId: say(n + 2),
      link: 'https://acme.sentry.io/1/',
      service: say(n + 4),
      alerts: 1,
    })),
    quoted: {
      title: say(70),
      shortId: say(71),
      link: 'https://acme.sentry.io/3/',
      service: say(72),
      alerts: 1,
    },
    guests: {
      count: 9,
      shown: [42, 43].map((n) => ({
        title: say(n),
        shortId: say(n + 2),
        link: 'https://acme.sentry.io/2/',
        service: say(n + 4),
        alerts: 1,
      })),
      newest: 'sentry:acme/43',
    },
    rule: say(24),
    tags: [[say(25), say(26)]],
    shortId: say(27),
    deploys: [
      {
        service: say(28),
        version: say(29),
        at: brokeAt - 60_000,
        by: say(30),
        what: say(31),
        compareUrl: null,
      },
    ],
    changes: [{ version: say(32), service: say(33), firstAt: brokeAt - 90_000 }],
    assignee: say(38),
    previous: say(40),
    ...over,
  };
  const page = pageShown({ reason: say(34), generation: 2, joined: say(35) });
  return stormMessage(trouble, paging ?? page, handling ?? acknowledged(say));
}

const acknowledged = (say: Say): HandlingShown => {
  const also = [{ by: say(90), at: brokeAt }];
  return { state: 'acknowledged', acknowledgedBy: say(37), also, quietSince: null, notices: [say(41)] };
};

const resolved = (say: Say): HandlingShown => {
  const resolution = { at: brokeAt, by: 'human', who: say(73), reason: say(39) };
  return { state: 'resolved', resolution, stillArriving: 2, acknowledged: { by: say(37), at: brokeAt } };
};

const unpaged = (say: Say): PagingShown => {
  return { page: null, notPaged: say(36) };
};

const options = { now: brokeAt + 60_000, relayUrl: null };

const forms: readonly (readonly [string, (say: Say) => Rendered])[] = [
  ['full', (say) => renderMessage(messageOf(say), { ...options, lag: say(50), plain: false })],
  ['full, of what is over', (say) => renderMessage(messageOf(say, { handling: resolved(say) }), { ...options, lag: null, plain: false })],
  ['full, of one service', (say) => renderMessage(messageOf(say, { over: { services: [{ name: say(16), alerts: 1, issues: 1 }] } }), { ...options, lag: null, plain: false })],
  ['full, of a storm', (say) => renderMessage(messageOf(say, { over: { storm: { cause: say(2), since: brokeAt, unnamed: false } } }), { ...options, lag: null, plain: false })],
  ['full, of a storm without a name', (say) => renderMessage(messageOf(say, { over: { storm: { cause: say(2), since: brokeAt, unnamed: true } } }), { ...options, lag: null, plain: false })],
  ['full, in a table', (say) => renderMessage(messageOf(say, { over: { services: [16, 17, 22, 23].map((n) => ({ name: say(n), alerts: 2, issues: 1 })) } }), { ...options, lag: null, plain: false, has: () => true })],
  ['full, without a page', (say) => renderMessage(messageOf(say, { paging: unpaged(say) }), { ...options, lag: null, plain: false })],
  ['plain', (say) => renderMessage(messageOf(say), { ...options, lag: say(50), plain: true })],
  ['plain, of what is over', (say) => renderMessage(messageOf(say, { handling: resolved(say) }), { ...options, lag: null, plain: true })],
  ['plain, without a page', (say) => renderMessage(messageOf(say, { paging: unpaged(say) }), { ...options, lag: null, plain: true })],
  ['part of', (say) => renderMessage(partOfMessage({ title: say(1), partOf: { incident: say(2), title: say(3) }, shortId: say(4) }), { ...options, lag: null, plain: false })],
  ['part of, plain', (say) => renderMessage(partOfMessage({ title: say(1), partOf: { incident: say(2), title: say(3) } }), { ...options, lag: null, plain: true })],
  ['thread', (say) => renderThread(told(say, [1, 2]), { now: brokeAt + 60_000, plain: false })],
  ['thread, one line', (say) => renderThread(told(say, [1]), { now: brokeAt, plain: false })],
  ['thread, in a card', (say) => renderThread(summedUp(say), { now: brokeAt, plain: false, has: () => true })],
  ['thread, plain', (say) => renderThread(told(say, [1]), { now: brokeAt, plain: true })],
  ['drill', (say) => renderMessage(drillOf(say), { ...options, lag: null, plain: false })],
  ['drill, plain', (say) => renderMessage(drillOf(say), { ...options, lag: null, plain: true })],
]; // prettier-ignore

function told(say: Say, numbers: readonly number[]): NonNullable<ReturnType<typeof itemsToTell>> {
  const items = numbers.map((n): ThreadProjection['items'][number] => {
    return { n, at: brokeAt, text: say(n), channel: true };
  });
  return itemsToTell(thread({ items }), 0)!;
}

function summedUp(say: Say): NonNullable<ReturnType<typeof itemsToTell>> {
  const item = { n: 1, at: brokeAt, text: say(1), lines: [say(2), say(3)], channel: false };
  return itemsToTell(thread({ items: [item] }), 0)!;
}

function drillOf(say: Say): LiveMessage {
  const subject = { service: say(60), environment: say(61), release: say(62), by: say(63) };
  const end = { result: 'failed', summary: say(65) } as const;
  return messageOf(say, { over: { drill: { id: say(64), subject, end } } });
}

/** Kinds of what is live, code apart: what stands in code is what code is for. */
function kindsIn(rendered: Rendered): readonly string[] {
  const kinds = liveInMessage(rendered).map((one) => one.replace(/:.*/s, ''));
  return kinds.filter((kind) => kind !== 'code').sort();
}

describe('text of an error', () => {
  it.each(forms)('is no markup in any place of a message: %s', (_name, form) => {
    const usual = kindsIn(form((n) => `q${n}q`));
    fc.assert(
      fc.property(hostile, ({ before, after }) => {
        const rendered = form((n) => `${before}q${n}q${after}`);
        expect(kindsIn(rendered)).toEqual(usual);
      }),
      { numRuns: 200 },
    );
  });

  it('is not struck out, set in bold or turned into a sign by an error that says so', () => {
    const forged =
      ':white_check_mark: *Resolved by Ana* ~old~ _note_ connect ECONNREFUSED rates.internal:8080';
    for (const [, form] of forms) {
      const live = liveInMessage(form(() => forged));
      expect(live.filter((one) => /^(emoji|struck|italic|quote|mention|address)/.test(one))).toEqual([]);
      expect(live.filter((one) => one.startsWith('bold: Resolved by'))).toEqual([]);
    }
  });
});

describe('the reader of these tests', () => {
  it.each([
    ['*b*', 'bold: b'],
    ['a _i_ b', 'italic: i'],
    ['~s~', 'struck: s'],
    ['`c`', 'code: c'],
    ['a:fire:b', 'emoji: fire'],
    ['&gt; q', 'quote: >'],
    ['a\n- l', 'list: -'],
    ['<!channel>', 'link: !channel'],
    ['<https://e.example|*b*>', 'bold: b'],
    ['@here', 'mention: here'],
    ['see https://e.example', 'address: https://e.example'],
  ])('finds what is live in %s', (text, live) => {
    expect(liveIn(text)).toContain(live);
  });

  it('finds nothing in code, in names and in sums', () => {
    expect(liveIn('snake_case_name of 3 at 14:02:11, a > b')).toEqual([]);
    expect(liveIn('`*b* :fire:`')).toEqual(['code: *b* :fire:']);
  });
});
