import { expect, it } from 'vitest';
import type { Voter } from '../../../../src/correlate/state/heard.ts';
import { rarityOf, type Group, type UsualHere } from '../../../../src/correlate/storm/surge/rarity.ts';
import { usualBy, voter } from '../../voices.ts';

const redis = 'RedisError: connect ECONNREFUSED redis-main:6379';
const here = usualBy(() => 0);

function redisDown(rest: Partial<Voter> = {}): Group {
  const voters = ['cart', 'auth', 'search'].map((service) => voter(`redis-${service}`, service, redis, rest));
  const cause = voters[0]?.evidence.named;
  if (cause == null) throw new Error('The text names no cause.');
  return { cause, voters };
}

function odd(count: number, rest: Partial<Voter> = {}): readonly Voter[] {
  return Array.from({ length: count }, (_, n) =>
    voter(`odd-${n}`, `s${n % 9}`, `ValueError: odd ${n}`, rest),
  );
}

function chanceOf(group: Group, others: readonly Voter[], usual: UsualHere = here): number {
  return rarityOf(group, others, usual).chance;
}

it('a named cause is no surprise where a noisy day has just begun', () => {
  const group = redisDown();
  expect(chanceOf(group, group.voters)).toBeLessThan(1e-4);
  expect(chanceOf(group, [...group.voters, ...odd(25)])).toBeGreaterThan(1e-3);
});

it('another outage beside it says nothing of what is usual', () => {
  const group = redisDown();
  const loud = odd(25, { burst: 3, loud: true, alerts: 3 });
  const sameHost = odd(25).map((one) =>
    voter(one.issue, one.service, 'Error: getaddrinfo ENOTFOUND pg-orders'),
  );
  expect(chanceOf(group, loud)).toBeLessThan(1e-4);
  expect(chanceOf(group, sameHost)).toBeLessThan(1e-4);
  expect(chanceOf(group, odd(25, { partOf: 'inc-1' }))).toBeLessThan(1e-4);
});

it('what is loud is as rare as it is among all that breaks out, however much breaks out at this moment', () => {
  const noisy: UsualHere = { ...here, any: (burst) => (burst === 1 ? 25 : 0.001) };
  const often: UsualHere = { ...noisy, share: (burst) => (burst === 1 ? 1 : 0.25) };
  const seldom: UsualHere = { ...noisy, share: (burst) => (burst === 1 ? 1 : 0.01) };
  const group = redisDown({ burst: 2, alerts: 2 });
  expect(chanceOf(group, [], often)).toBeGreaterThan(1e-3);
  expect(chanceOf(group, [], seldom)).toBeLessThan(1e-4);
});

it('where much cannot reach something all day, that alone supports no name', () => {
  const [naming, ...others] = redisDown().voters;
  if (naming === undefined) throw new Error('Somebody names it.');
  const support = others.map(({ issue, service }) => voter(issue, service, 'Error: socket hang up'));
  expect(support.every(({ evidence }) => evidence.unreachable)).toBe(true);
  const group: Group = { cause: redisDown().cause, voters: [naming, ...support] };
  const daily = usualBy((key) => (key === 'unreachable' ? 2 : 0));
  expect(chanceOf(group, group.voters)).toBeLessThan(1e-4);
  expect(chanceOf(group, group.voters, daily)).toBeGreaterThan(1e-2);
  // Little is known of it yet: a tenth of all that breaks out here may be so.
  const any: UsualHere = { ...here, any: () => 5 };
  expect(rarityOf(group, group.voters, any).expected).toBeCloseTo(0.5);
  expect(rarityOf(redisDown(), group.voters, any).expected).toBeCloseTo(0.1);
});
