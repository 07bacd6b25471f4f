import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../../simulator/fakes/slack/block-kit.ts';
import type {
  HandlingShown,
  LiveMessage,
  MessageProjection,
  PagingShown,
  TroubleShown,
} from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, pageShown, stormMessage } from '../../notifiers/example-projections.ts';
import { allText, problemsOf } from './rendered-text.ts';

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.constantFrom(
        '<!channel>',
        '<@U1>',
        '<https://evil.example|Sentry>',
        '@here',
        '```',
        '`',
        '&lt;',
        '\n\n',
        '\u202E',
        '😀'.repeat(90),
        '&'.repeat(2000),
        '|',
        '^',
        'x'.repeat(5000),
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const some = <T>(value: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(value, { maxLength });
const count = fc.integer({ min: 0, max: 2_000_000_000 });
const moment = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom(0, 8.64e15, 9e15));
const href = maybe(
  fc.oneof(
    fc.constant('https://acme.sentry.io/issues/1/?a=1&b=<x>|y'),
    hostile,
    fc.constant('http://acme.sentry.io/'),
  ),
);

const issue = fc.record({
  title: hostile,
  shortId: maybe(hostile),
  link: href,
  service: hostile,
  alerts: count,
  events: count,
});

const drills = maybe(
  fc.record({
    id: hostile,
    subject: fc.record({
      service: hostile,
      environment: hostile,
      release: maybe(hostile),
      by: maybe(hostile),
    }),
    end: maybe(
      fc.record({
        result: fc.constantFrom('passed' as const, 'failed', 'cancelled', 'expired'),
        summary: hostile,
      }),
    ),
  }),
);

const head = {
  surface: fc.constant('message' as const),
  incident: hostile,
  title: hostile,
  severity: fc.constantFrom('critical' as const, 'error', 'warning', 'info'),
  link: href,
  shortId: maybe(hostile),
  drill: drills,
};

const troubles: fc.Arbitrary<TroubleShown> = fc.record({
  ...head,
  storm: maybe(fc.record({ cause: hostile, since: moment, unnamed: fc.boolean() })),
  what: fc.record({
    type: maybe(hostile),
    message: hostile,
    culprit: maybe(hostile),
    about: fc.array(fc.record({ name: hostile, value: hostile }), { maxLength: 5 }),
    frame: maybe(
      fc.record({
        function: maybe(hostile),
        filename: maybe(hostile),
        module: maybe(hostile),
        line: maybe(count),
      }),
    ),
    seenIn: maybe(hostile),
  }),
  where: fc.record({
    environments: some(hostile, 8),
    releases: some(hostile, 8),
    transaction: maybe(hostile),
  }),
  quoted: maybe(issue),
  services: some(fc.record({ name: hostile, alerts: count, events: count, issues: count }), 50),
  moreServices: count,
  issues: some(issue, 12),
  issueCount: count,
  guests: maybe(fc.record({ count, shown: some(issue, 9), newest: hostile })),
  since: moment,
  showFrom: moment,
  lastAlertAt: moment,
  alerts: count,
  events: count,
  trend: maybe(
    fc.record({
      counts: some(count, 8),
      direction: fc.constantFrom('rising' as const, 'steady', 'falling'),
    }),
  ),
  sentryCount: maybe(count),
  users: maybe(count),
  rule: maybe(hostile),
  tags: some(fc.tuple(hostile, hostile), 20),
  deploys: some(
    fc.record({
      service: hostile,
      version: maybe(hostile),
      at: moment,
      by: maybe(hostile),
      what: maybe(hostile),
      compareUrl: maybe(hostile),
    }),
    8,
  ),
  changes: some(fc.record({ version: hostile, service: hostile, firstAt: moment }), 8),
  assignee: maybe(hostile),
  previous: maybe(hostile),
});

const pagings: fc.Arbitrary<PagingShown> = fc.oneof(
  fc.record({
    page: fc.record({
      at: moment,
      reason: hostile,
      generation: count,
      again: fc.nat(5),
      joined: maybe(hostile),
      standing: fc.constantFrom(
        'due' as const,
        'waiting',
        'sending',
        'unsure',
        'trying',
        'in-doubt',
        'given-up',
      ),
    }),
  }),
  fc.record({ page: fc.constant(null), notPaged: maybe(hostile) }),
);

const open = { quietSince: maybe(moment), notices: some(hostile, 6) };
const handlings: fc.Arbitrary<HandlingShown> = fc.oneof(
  fc.record({ state: fc.constant('open' as const), ...open }),
  fc.record({
    state: fc.constant('acknowledged' as const),
    acknowledgedBy: maybe(hostile),
    acknowledgedAt: maybe(moment),
    ...open,
  }),
  fc.record({
    state: fc.constant('resolved' as const),
    resolution: fc.record({
      at: moment,
      by: hostile,
      who: maybe(hostile),
      reason: hostile,
      bare: fc.boolean(),
    }),
    stillArriving: count,
    acknowledged: fc.record({ by: maybe(hostile), at: moment }),
  }),
);

const live: fc.Arbitrary<LiveMessage> = fc
  .tuple(troubles, pagings, handlings)
  .map(([trouble, paging, handling]) => ({ ...trouble, ...paging, ...handling }));

const projections: fc.Arbitrary<MessageProjection> = fc.oneof(
  { weight: 6, arbitrary: live },
  fc.record({
    ...head,
    state: fc.constant('part-of' as const),
    partOf: fc.record({ incident: hostile, title: hostile }),
  }),
);

const relayUrl = 'https://relay.example/';
const forms = fc.constantFrom({ plain: true }, { plain: false }, { plain: false, has: () => true });

describe('any projection at all', () => {
  it("stays within Slack's limits and lets no text of an error ping, link or break out", () => {
    fc.assert(
      fc.property(projections, maybe(hostile), forms, (projection, lag, form) => {
        const rendered = renderMessage(projection, { now: brokeAt, lag, relayUrl, ...form });
        expect(problemsOf(rendered)).toEqual([]);
        expect(checkBlocks(rendered.blocks, new Set(['data_table', 'card']))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps one of each fact, however long the others are', () => {
    const trouble = {
      storm: null,
      services: [{ name: 'checkout', alerts: 3, issues: 60 }],
      title: `T-${'t'.repeat(5000)}`,
      what: {
        type: `Y-${'y'.repeat(5000)}`,
        message: `M-${'m'.repeat(50_000)}`,
        culprit: `C-${'c'.repeat(5000)}`,
        frame: { function: 'f'.repeat(5000), filename: `F-${'f'.repeat(5000)}`, module: null, line: 7 },
        about: [],
        seenIn: null,
      },
      where: {
        environments: [`E-${'e'.repeat(999)}`],
        releases: [`R-${'r'.repeat(999)}`],
        transaction: `X-${'x'.repeat(999)}`,
      },
      rule: `U-${'u'.repeat(999)}`,
      tags: [[`K-${'k'.repeat(999)}`, 'v'.repeat(999)]] as const,
      changes: [{ version: `V-${'v'.repeat(999)}`, service: `S-${'s'.repeat(999)}`, firstAt: brokeAt }],
      assignee: `G-${'g'.repeat(999)}`,
      previous: `Q-${'q'.repeat(999)}`,
    };
    const long = stormMessage(trouble, pageShown({ joined: `P-${'p'.repeat(999)}` }), {
      state: 'acknowledged',
      acknowledgedBy: `A-${'a'.repeat(999)}`,
      notices: [`N-${'n'.repeat(999)}`],
      quietSince: brokeAt,
    });
    const rendered = renderMessage(long, {
      now: brokeAt,
      lag: `L-${'l'.repeat(999)}`,
      plain: false,
      relayUrl: null,
    });
    for (const letter of 'TYMCFERXUKVSPAGNQL') expect(allText(rendered), letter).toContain(`${letter}-`);
    expect(problemsOf(rendered)).toEqual([]);
  });
});
