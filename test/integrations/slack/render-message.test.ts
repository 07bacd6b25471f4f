import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import {
  brokeAt,
  pageShown,
  partOfMessage,
  singleMessage,
  stillOpen,
  stormMessage,
} from '../../notifiers/example-projections.ts';
import { allText, problemsOf, textsOf } from './rendered-text.ts';

const options = { now: brokeAt + 175_000, lag: null, plain: false, relayUrl: null };

/** The lines of the first section: what is to be seen at once. */
function topLines(message: LiveMessage, now = options.now): readonly string[] {
  return textsOf(renderMessage(message, { ...options, now }).blocks[1]!)[0]!.split('\n');
}

describe('the message of one incident', () => {
  const rendered = renderMessage(singleMessage(), options);
  const text = allText(rendered);

  it('is four lines: what and where, for whom and how much, what changed, who is on it', () => {
    expect(rendered.blocks[0]).toMatchObject({
      text: {
        text: '🔴 checkout (production): TypeError: Cannot read properties of undefined (reading "total")',
      },
    });
    expect(topLines(singleMessage())).toEqual([
      '*at least 17 users* · *3 events* (41 in Sentry) · since <!date^1773496931^{time_secs}|14:02:11 UTC>, for 2 min 55 s',
      '🚀 `checkout@2.4.1` was first seen 4 min before it broke',
      '🔕 Not paged: it meets no condition for paging · nobody has acknowledged it here',
    ]);
  });

  it('has everything else in small print: the line of code, the transaction, the rule, the tags', () => {
    expect(rendered.blocks.slice(2).map(({ type }) => type)).toEqual(['context', 'context']);
    expect(textsOf(rendered.blocks[2]!)).toEqual([
      '`src/orders/price.ts:88 in priceOf` · `POST /orders` · alert rule “Errors in production” · `browser: Firefox 131` · `handled: no`',
    ]);
  });

  it('names a release that nothing else tells of', () => {
    expect(allText(renderMessage(singleMessage({ changes: [] }), options))).toContain(
      '`POST /orders` · `checkout@2.4.1` · alert rule',
    );
  });

  it('quotes the words of an error that its headline has no room for', () => {
    const message = `total is no number in ${'a very long order '.repeat(12)}`;
    const title = `TypeError: ${message}`;
    const long = singleMessage({ title, what: { ...singleMessage().what, message } });
    expect(allText(renderMessage(long, options))).toMatch(
      /\n💬 `TypeError: total is no number in .* order`\n/,
    );
    expect(text).not.toContain('💬');
  });

  it('tells a release that several services run as one change', () => {
    const version = 'shop@2026.9.1';
    const changes = [
      { version, service: 'cart', firstAt: brokeAt + 30_000 },
      { version, service: 'checkout', firstAt: brokeAt + 2_000 },
    ];
    const shared = allText(renderMessage(singleMessage({ changes }), options));
    expect(shared).toContain('🚀 checkout, cart `shop@2026.9.1` was first seen as it broke\n');
    expect(shared.match(/🚀/g)).toHaveLength(1);
  });

  it('links to Sentry, by a link and not by a button, and says how old it is', () => {
    expect(textsOf(rendered.blocks[3]!)).toEqual([
      '<https://acme.sentry.io/issues/4501/|View in Sentry (CHECKOUT-1A)> · Incident inc-7f3a-12' +
        ' · updated <!date^1773497106^{time_secs}|14:05:06 UTC>',
    ]);
    expect(rendered.blocks.map(({ type }) => type)).not.toContain('actions');
  });

  it('links to the place where the relay opens this incident, and not to its first page', () => {
    const { blocks } = renderMessage(singleMessage(), { ...options, relayUrl: 'https://relay.example/ops/' });
    expect(blocks.flatMap(textsOf).join('\n')).toContain(
      '<https://relay.example/ops/incidents/inc-7f3a-12|Incident inc-7f3a-12>',
    );
  });

  it('leaves out figures that say nothing: no user, no event, and a count of Sentry that is older than ours', () => {
    const stale = renderMessage(singleMessage({ users: 0, events: 50, sentryCount: 12 }), options);
    expect(allText(stale)).not.toMatch(/0 users|in Sentry\)/);
    expect(stale.text).not.toContain('0 users');
    const metric = singleMessage({ users: null, events: 0, sentryCount: null });
    expect(topLines(metric)[0]).toMatch(/^Since <!date/);
    expect(renderMessage(metric, options).text).toMatch(/"total"\) · since 14:02:11 UTC$/);
  });

  it('says of one user that there is one so far, and at least one once it is over', () => {
    expect(topLines(singleMessage({ users: 1 }))[0]).toMatch(/^\*1 user so far\* · /);
    const resolution = { at: brokeAt + 60_000, by: 'human', reason: '' };
    const over = { state: 'resolved', resolution, stillArriving: 0 } as const;
    expect(topLines(singleMessage({ users: 1 }, pageShown(), over))[0]).toContain(' · at least 1 user · ');
  });

  it('has a short text for notifications, in the same order', () => {
    expect(rendered.text).toMatch(
      /^🔴 checkout \(production\): TypeError: Cannot read .* · at least 17 users · 3 events since 14:02:11 UTC$/,
    );
  });

  it('leaves out what is not known', () => {
    const bare = singleMessage({
      title: 'Out of memory',
      what: { type: null, message: '', culprit: null, frame: null, about: [], seenIn: null },
      where: { environments: [], releases: [], transaction: null },
      services: [],
      tags: [],
      rule: null,
      link: null,
      shortId: null,
      changes: [],
      users: null,
      sentryCount: null,
      lastAlertAt: brokeAt,
    });
    const blocks = renderMessage(bare, options);
    expect(blocks.blocks).toHaveLength(3);
    expect(allText(blocks)).not.toMatch(/null|undefined|💬|🚀|Sentry|, for/);
    expect(problemsOf(blocks)).toEqual([]);
  });
});

describe('the states of a message', () => {
  it('shows who acknowledged and who is assigned', () => {
    const message = stormMessage({ assignee: 'Bo' }, pageShown(), {
      ...stillOpen,
      state: 'acknowledged',
      acknowledgedBy: 'Ana Silva',
    });
    expect(allText(renderMessage(message, options))).toMatch(/^👀 redis unreachable/);
    expect(topLines(message).at(-1)).toBe('👀 *Acknowledged by Ana Silva* · 👤 assigned to Bo · 📟 *Paged*');
  });

  const resolution = {
    at: brokeAt + 204_000,
    by: 'sentry',
    who: null,
    reason: 'Every Sentry issue of it is resolved.',
    bare: true,
  };
  const resolved = { state: 'resolved', resolution, stillArriving: 0 } as const;

  it('is three lines when it is over, with the names of the services below', () => {
    const message = stormMessage({}, pageShown(), resolved);
    const { blocks } = renderMessage(message, options);
    expect(textsOf(blocks[0]!)).toEqual([
      '✅ Resolved: redis unreachable (cache-main): 12 services were failing in production',
    ]);
    expect(topLines(message)).toEqual([
      '*Resolved by Sentry* <!date^1773497135^{time_secs}|14:05:35 UTC> · down for 3 min 24 s · at least 312 users · 1,290 events',
      '🚀 `checkout@2.4.1` was first seen 4 min before it broke',
      '📟 *Paged*',
    ]);
    expect(blocks).toHaveLength(4);
    expect(textsOf(blocks[2]!)[0]).toMatch(/^checkout, cart, .* gateway$/);
  });

  it('says who had taken what is over', () => {
    const acknowledged = { by: 'Bo', at: brokeAt + 60_000 };
    const message = stormMessage({}, pageShown(), { ...resolved, acknowledged });
    expect(topLines(message).at(-1)).toMatch(
      /^👀 \*Acknowledged by Bo\* <!date\^\d+\^\S+ UTC> · 📟 \*Paged\*$/,
    );
  });

  it('has a green sign only where something says that it recovered: what a person closed may go on', () => {
    const signOf = (change: object): string => {
      const ended = { ...resolved, resolution: { ...resolution, ...change } };
      const { text } = renderMessage(singleMessage({}, pageShown(), ended), options);
      return text.slice(0, 2).trim();
    };
    expect([{ by: 'human' }, { by: 'sentry', closed: true }].map(signOf)).toEqual(['⚪', '⚪']);
    expect([{ by: 'sentry' }, { by: 'quiet' }, { by: 'human', closed: false }].map(signOf)).toEqual([
      '✅',
      '✅',
      '✅',
    ]);
  });

  it.each([
    [{ by: 'human', who: 'Ana Silva' }, '*Closed by Ana Silva* after 3 min 24 s · last error <!date'],
    [{ by: 'human', who: null }, '*Closed by hand* after 3 min 24 s · last error <!date'],
    [
      { by: 'sentry', who: 'Bo', bare: false, closed: true, reason: 'Archived in Sentry by Bo.' },
      '*Archived in Sentry by Bo* after 3 min 24 s · last error <!date',
    ],
    [{ by: 'sentry', who: 'Bo' }, '*Resolved by Bo in Sentry* <!date'],
    [
      { by: 'quiet', bare: false, reason: 'Silent for 2 h.' },
      '*It went quiet by itself* <!date^1773497135^{time_secs}|14:05:35 UTC>: Silent for 2 h.',
    ],
    [{ bare: false, reason: 'It is back.' }, '*Over, as Sentry tells* <!date'],
    [{ by: 'root', bare: false, reason: 'Its storm ended.' }, '*Over* <!date'],
    [{ at: brokeAt + 100 * 3_600_000 }, '*Resolved by Sentry* <!date^1773856931^{date_short_pretty} at'],
  ])('says how it ended: %j', (change, told) => {
    const message = singleMessage({}, pageShown(), { ...resolved, resolution: { ...resolution, ...change } });
    expect(topLines(message)[0]).toMatch(/ · (lasted \d|last error <)/);
    expect(topLines(message)[0]?.startsWith(told)).toBe(true);
  });

  it('says what came after it was resolved, and that it happened before', () => {
    const message = stormMessage({ previous: 'inc-7f3a-3' }, pageShown(), { ...resolved, stillArriving: 4 });
    expect(topLines(message)[0]).toBe('⚠️ *4 more came after it was resolved*: is it really over?');
    expect(allText(renderMessage(message, options))).toContain('🔁 it happened before: incident inc-7f3a-3');
  });

  it('says for how long until it was brought up to date, in seconds as both clocks show them', () => {
    const extent = (now: number, change: Partial<LiveMessage>): string =>
      topLines(stormMessage({ since: brokeAt + 900, trend: null, ...change }), now)[0] ?? '';
    const came = brokeAt + 54_100;
    // 14:02:11.9 until 14:03:07.1: clocks show 56 s, of which 55.2 s have passed.
    expect(extent(brokeAt + 56_100, { lastAlertAt: came })).toMatch(/, for 56 s$/);
    expect(extent(brokeAt + 600_000, { lastAlertAt: came })).toMatch(/, the last <!date\S+ UTC>$/);
    const trend = { counts: [9, 0], direction: 'falling', quietSince: came } as const;
    expect(extent(brokeAt + 600_000, { lastAlertAt: came, trend })).toMatch(/quiet since .*, for 54 s$/);
    expect(extent(brokeAt + 600_000, { lastAlertAt: brokeAt + 950 })).toMatch(/UTC>$/);
  });

  it('puts trouble with pages where nobody can miss it', () => {
    const notices = ['Pages are not getting through to pagerduty/0a1b.'];
    expect(topLines(stormMessage({}, pageShown(), { ...stillOpen, notices }))[0]).toBe(
      '⚠️ *Pages are not getting through to pagerduty/0a1b.*',
    );
  });

  it('tells a second page, a joined page and a long quiet', () => {
    const page = pageShown({ reason: 'Grew.', generation: 2, joined: 'inc-7f3a-40' });
    const lines = topLines(stormMessage({}, page, { ...stillOpen, quietSince: brokeAt }));
    expect(lines.at(-2)).toMatch(/^📟 \*Paged again\*, on one page with others \(incident inc-7f3a-40\)/);
    expect(lines.at(-1)).toMatch(/^💤 Quiet since/);
  });

  it('is one line for a child that became part of a storm', () => {
    const part = renderMessage(partOfMessage(), options);
    expect(part.blocks).toHaveLength(1);
    expect(allText(part)).toMatch(
      /^↪️ Part of \*redis unreachable \(cache-main\)\* \(incident inc-7f3a-9\): TypeError: [^\n]+$/,
    );
  });

  it('is text alone in plain mode, in the same order', () => {
    const plain = renderMessage(stormMessage(), { ...options, plain: true });
    expect(plain.blocks).toEqual([]);
    expect(plain.text.split('\n').map((line) => line.slice(0, 24))).toEqual(
      [
        '🔥 redis unreachable (cac',
        '*at least 312 users* · *',
        '🚀 `checkout@2.4.1` was ',
        '📟 *Paged* · nobody has ',
        'Services: checkout, cart',
        '💬 *checkout*: `MaxRetri',
        'View in Sentry: <https:/',
        'Incident inc-7f3a-12',
      ].map((line) => line.slice(0, 24)),
    );
  });
});
