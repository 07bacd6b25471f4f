import { describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../simulator/fakes/start.ts';
import type { PagerDutyCall } from '../../simulator/observed.ts';
import { journey, until, type Journey } from './journey.ts';
import {
  asked,
  expectBalance,
  expectNoMessageTwice,
  expectNoSecondPage,
  pages,
  replies,
  roots,
  rootsOf,
  shown,
} from './seen.ts';
import { stored } from './stored.ts';
import { throwIt, troubles, unrelated } from './trouble.ts';

const seed = 31;
const speed = 20;

type Fault = FaultSpec['fault'];

/** Ways to take a request and not to say so. */
const silent: readonly (readonly [string, Fault])[] = [
  ['answers HTTP 500', { kind: 'accept-then-fail', answer: 500 }],
  ['answers internal_error', { kind: 'accept-then-fail', answer: 'internal_error' }],
  ['never answers', { kind: 'timeout' }],
  ['resets the connection', { kind: 'reset', when: 'after' }],
  ['says that it did not (429)', { kind: 'rate-limit', retryAfter: 2, form: 'header', stored: true }],
  ['answers with a web page', { kind: 'html', takesEffect: true }],
];

/** Three incidents that have nothing to do with each other. */
async function threeIncidents(of: Journey): Promise<void> {
  const make = troubles(of, seed);
  for (const [n, service] of ['invoices', 'coupons', 'profiles'].entries())
    await throwIt(of.fakes, make(service, unrelated[n]!).event());
}

const firstPosts = { count: 3 };

describe('Slack takes a post and', () => {
  for (const [name, fault] of silent) {
    it(`${name}: no message appears twice, none is missing`, async () => {
      const of = await journey({ seed, speed });
      await of.start();
      const target = { service: 'slack' as const, method: 'chat.postMessage' };
      of.fakes.faults.add({ target, window: firstPosts, fault });
      await threeIncidents(of);
      await until('three messages', () => roots(of).length >= 3);
      await of.rest();
      expect(roots(of)).toHaveLength(3);
      expectNoMessageTwice(of);
      await expectBalance(of);
      const hit = of.fakes.observed().slack.calls.filter((call) => call.fault !== null);
      expect(hit.map((call) => call.stored)).toEqual([true, true, true]);
    });
  }
});

describe('Slack does not take a post and', () => {
  const lost: readonly (readonly [string, Fault])[] = [
    ['never answers', { kind: 'timeout', takesEffect: false }],
    ['resets the connection', { kind: 'reset', when: 'before' }],
    ['answers HTTP 503', { kind: 'status', status: 503 }],
  ];
  for (const [name, fault] of lost) {
    it(`${name}: it is looked for and then posted once`, async () => {
      const of = await journey({ seed, speed });
      await of.start();
      const target = { service: 'slack' as const, method: 'chat.postMessage' };
      of.fakes.faults.add({ target, window: firstPosts, fault });
      await threeIncidents(of);
      await until('three messages', () => roots(of).length >= 3);
      await of.rest();
      expect(roots(of)).toHaveLength(3);
      expectNoMessageTwice(of);
      await expectBalance(of);
    });
  }
});

describe('a reply in a thread that Slack takes and', () => {
  for (const [name, fault] of silent) {
    it(`${name} is there once`, async () => {
      const of = await journey({ seed, speed });
      await of.start();
      const make = troubles(of, seed);
      await throwIt(of.fakes, make('invoices', unrelated[0]!).event());
      await until('the message', () => roots(of).length === 1);
      await of.rest();
      const incident = (await of.api.incidents())[0]!.id;
      const target = { service: 'slack' as const, method: 'chat.postMessage' };
      of.fakes.faults.add({ target, window: { count: 1 }, fault });
      await of.api.post(`incidents/${incident}/acknowledge`, { who: 'Robin' });
      await until('the reply', () => replies(of).length > 0);
      await of.rest();
      await of.api.post(`incidents/${incident}/resolve`, { who: 'Robin' });
      await until('the end of the story', () => shown(replies(of).at(-1)).includes('Resolved by Robin'));
      await of.rest();
      const told = replies(of).map(shown);
      expect(told.filter((text) => text.includes('Acknowledged by Robin'))).toHaveLength(1);
      expect(told.filter((text) => text.includes('Resolved by Robin'))).toHaveLength(1);
      expect(rootsOf(of, incident)).toHaveLength(1);
      expect(shown(roots(of)[0])).toMatch(/resolved/i);
    });
  }
});

describe('PagerDuty takes an event and', () => {
  const mute: readonly (readonly [string, Fault])[] = [
    ['answers HTTP 500', { kind: 'accept-then-fail', answer: 500 }],
    ['never answers', { kind: 'timeout' }],
    ['resets the connection', { kind: 'reset', when: 'after' }],
  ];
  const events = { service: 'pagerduty' as const };

  async function fatal(of: Journey): Promise<ReturnType<ReturnType<typeof troubles>>> {
    const trouble = troubles(of, seed)('ledger', unrelated[4]!);
    await throwIt(of.fakes, trouble.event({ level: 'fatal' }));
    return trouble;
  }

  const resolved = (of: Journey) =>
    pages(of).length > 0 && pages(of).every((one) => one.status === 'resolved');

  for (const [name, fault] of mute) {
    it(`${name}: the trigger opens one incident and no more`, async () => {
      const of = await journey({ seed, speed });
      await startAsked(of);
      of.fakes.faults.add({ target: events, window: { count: 2 }, fault });
      const trouble = await fatal(of);
      await until('the trigger is answered', () => calls(of, 'trigger').some((call) => call.status === 202));
      await resolve(of, trouble);
      await until('the page is resolved', () => resolved(of));
      await of.rest();
      expect(pages(of)).toHaveLength(1);
      expect(calls(of, 'trigger').filter((call) => call.effect === 'opened')).toHaveLength(1);
      expectNoSecondPage(of);
    });

    it(`${name}: after a resolve nothing is triggered again`, async () => {
      const of = await journey({ seed, speed });
      await of.start();
      const trouble = await fatal(of);
      await until('the page', () => pages(of).length === 1);
      await of.rest();
      of.fakes.faults.add({ target: events, window: { count: 2 }, fault });
      await resolve(of, trouble);
      await until('the resolve is answered', () => calls(of, 'resolve').some((call) => call.status === 202));
      await of.rest();
      expect(asked(of.fakes.observed(), 'resolve')).toBeGreaterThan(1);
      expect(pages(of).map((one) => one.status)).toEqual(['resolved']);
      expectNoSecondPage(of);
    });
  }

  it('never answers, and it is over meanwhile: the resolve waits until a late trigger has surfaced', async () => {
    const of = await journey({ seed, speed });
    await startAsked(of);
    of.fakes.faults.add({ target: events, window: { count: 1 }, fault: { kind: 'timeout' } });
    const trouble = await fatal(of);
    await until('the trigger left', () => calls(of, 'trigger').length === 1);
    await resolve(of, trouble);
    await until('the page is resolved', () => resolved(of));
    await of.rest();
    const [trigger, resolve_] = [calls(of, 'trigger')[0]!, calls(of, 'resolve')[0]!];
    expect(calls(of, 'trigger')).toHaveLength(1);
    expect(resolve_.at - trigger.at).toBeGreaterThan(30_000);
    expectNoSecondPage(of);
    await of.stop();
    expect(stored(of).open).toEqual([]);
  });

  /** At its start the relay asks whether its key works, by a resolve of a key that nothing was triggered under. */
  const isQuestion = ({ dedupKey }: PagerDutyCall): boolean => dedupKey === 'stormrelay:probe';

  /** Starts the relay and lets it ask, so that a fault meets what the test is about. */
  async function startAsked(of: Journey): Promise<void> {
    await of.start();
    await until('the key was asked', () => of.fakes.observed().pagerduty.calls.some(isQuestion));
  }

  function calls(of: Journey, action: string): readonly PagerDutyCall[] {
    return of.fakes.observed().pagerduty.calls.filter((call) => call.action === action && !isQuestion(call));
  }

  async function resolve(of: Journey, trouble: Awaited<ReturnType<typeof fatal>>): Promise<void> {
    const at = Math.round(of.clock.now());
    await of.fakes.sentry.send(of.fakes.sentry.issueWebhook('resolved', trouble.newest(), { at }));
  }
});
