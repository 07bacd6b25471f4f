import { describe, expect, it } from 'vitest';
import type { PagerDutyCall } from '../../../simulator/observed.ts';
import { journey, until, type Journey } from '../scene/journey.ts';
import { asked, expectNoSecondPage, pages } from '../scene/seen.ts';
import type { Fault } from '../scene/silent-faults.ts';
import { stored } from '../scene/stored.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 31;
const speed = 20;

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
