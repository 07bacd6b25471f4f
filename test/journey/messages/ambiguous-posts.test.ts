import { describe, expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import { expectBalance, expectNoMessageTwice, roots } from '../scene/seen.ts';
import { silent, type Fault } from '../scene/silent-faults.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 31;
const speed = 20;

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
