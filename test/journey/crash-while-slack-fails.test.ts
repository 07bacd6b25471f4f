import { describe, it } from 'vitest';
import type { FaultSpec } from '../../simulator/fakes/start.ts';
import { crashSeed, expectNothingLostNothingTwice, stormWithKills } from './scene/crash-storm.ts';
import type { Journey } from './scene/journey.ts';

describe(`kill -9 at 20 random moments of a storm in which Slack accepts posts and then fails (seed ${crashSeed})`, () => {
  it('loses nothing that was answered 202, pages once and shows one message', async () => {
    const slack = { service: 'slack' as const, method: 'chat.postMessage' };
    const faults: readonly FaultSpec[] = [
      // A storm needs few posts: that some of them are hit must not be up to chance.
      { target: slack, window: { count: 2 }, fault: { kind: 'accept-then-fail', answer: 500 } },
      { target: slack, toxicity: 0.25, fault: { kind: 'accept-then-fail', answer: 'internal_error' } },
      { target: slack, toxicity: 0.2, fault: { kind: 'timeout' } },
      { target: slack, toxicity: 0.2, fault: { kind: 'reset', when: 'after' } },
      { target: { service: 'pagerduty' }, toxicity: 0.3, fault: { kind: 'accept-then-fail', answer: 502 } },
    ];
    const reached = ({ fakes }: Journey): boolean =>
      fakes.observed().slack.calls.some((call) => call.fault !== null && call.stored);
    const crashed = await stormWithKills({ faults, reached });
    await expectNothingLostNothingTwice(crashed);
  });
});
