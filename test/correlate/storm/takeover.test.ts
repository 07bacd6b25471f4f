import { describe, expect, it } from 'vitest';
import { joinInstead } from '../../../src/correlate/storm/takeover.ts';
import type { Voter } from '../../../src/correlate/state/heard.ts';
import { stormOf, voter } from '../voices.ts';

const weak = stormOf('inc-weak', [
  voter('a', 'cart', 'Error: bad zip'),
  voter('b', 'orders', 'Error: bad zap'),
]);
const named = stormOf('inc-redis', [
  voter('c', 'cart', 'Error: connect ECONNREFUSED 10.0.0.7:6379'),
  voter('d', 'orders', 'Error: connect ECONNREFUSED 10.0.0.7:6379'),
]);

function rootFor(
  voters: readonly Voter[],
  storms: Parameters<typeof joinInstead>[2],
  now = 20_000,
): string | null {
  const first = voters[0];
  const cause = first?.evidence.named ?? ({ kind: 'service', key: 'service:x', title: '' } as const);
  return joinInstead({ cause, issues: voters.map((one) => one.issue) }, voters, storms, now)?.root ?? null;
}

const dnsIn = (...services: readonly string[]): Voter[] =>
  services.map((service) => voter(service, service, 'Error: getaddrinfo ENOTFOUND x'));

describe('no second page for one outage', () => {
  it('a named cause takes over a weak storm that shares half of its services, and names it', () => {
    const voters = dnsIn('cart', 'ledger', 'search');
    const finding = { cause: voters[0]!.evidence.named!, issues: voters.map((one) => one.issue) };
    expect(joinInstead(finding, voters, [weak], 20_000)).toMatchObject({
      root: 'inc-weak',
      cause: { key: 'mode:dns' },
    });
    expect(rootFor(dnsIn('ledger', 'search', 'pricing'), [weak])).toBeNull();
  });

  it('a weak finding joins a named storm that holds half of its services', () => {
    const inBoth = ['cart', 'ledger'].map((service) => voter(service, service, 'Error: bad zip'));
    expect(rootFor(inBoth, [named])).toBe('inc-redis');
    const mostlyElsewhere = ['cart', 'ledger', 'search'].map((service) =>
      voter(service, service, 'Error: bad zip'),
    );
    expect(rootFor(mostlyElsewhere, [named])).toBeNull();
  });

  it('a release finding stays a trouble of its own', () => {
    const voters = [voter('a', 'cart', 'Error: bad zip')];
    const cause = { kind: 'release', key: 'release:3', title: '' } as const;
    expect(joinInstead({ cause, issues: ['a'] }, voters, [named], 20_000)).toBeNull();
  });

  it('a host that is part of a storm does not open another', () => {
    const callers = ['webshop', 'admin', 'mobile'].map((service) =>
      voter(service, service, 'Error: timeout calling orders'),
    );
    expect(rootFor(callers, [named])).toBe('inc-redis');
    const elsewhere = ['webshop', 'admin', 'mobile'].map((service) =>
      voter(service, service, 'Error: timeout calling ledger'),
    );
    expect(rootFor(elsewhere, [named])).toBeNull();
  });

  it('what a service says joins the storm of those who cannot reach it, and gives it the better name', () => {
    const host = stormOf('inc-host', [voter('a', 'webshop', 'Error: timeout calling orders')]);
    const voters = dnsIn('orders', 'search', 'ledger');
    const finding = { cause: voters[0]!.evidence.named!, issues: voters.map((one) => one.issue) };
    expect(joinInstead(finding, voters, [host], 20_000)).toMatchObject({
      root: 'inc-host',
      cause: { key: 'mode:dns' },
    });
  });

  it('two named causes stay two storms', () => {
    expect(rootFor(dnsIn('cart', 'orders', 'search'), [named])).toBeNull();
  });

  it('a storm that has not grown for three minutes takes nothing over', () => {
    expect(rootFor(dnsIn('cart', 'orders', 'search'), [weak], 200_000)).toBeNull();
  });
});

describe('a name for a surge', () => {
  const members = (count: number, text: string, name: string, from = 0): Voter[] =>
    Array.from({ length: count }, (_, n) =>
      voter(`${name}${n}`, `s${from + n}`, text, { partOf: 'inc-surge' }),
    );
  const surge = (voters: readonly Voter[]): ReturnType<typeof stormOf> =>
    stormOf('inc-surge', voters, { cause: { kind: 'surge', key: 'surge', title: '' } });
  const redis = 'Error: connect ECONNREFUSED 10.0.0.7:6379';
  const joins = (named: readonly Voter[], rest: readonly Voter[]): ReturnType<typeof joinInstead> => {
    const finding = { cause: named[0]!.evidence.named!, issues: named.map((one) => one.issue) };
    const known = [...named, ...rest].filter(({ partOf }) => partOf !== null);
    return joinInstead(finding, [...named, ...rest], [surge(known)], 20_000);
  };

  it('that half of its members share is what it is about', () => {
    const joined = joins(members(4, redis, 'r'), members(4, 'Error: bad zip', 'z', 4));
    expect(joined).toMatchObject({ root: 'inc-surge', cause: { key: 'dependency:redis' } });
  });

  it('that very few of it share is none: they are part of it', () => {
    const joined = joins(members(3, redis, 'r'), members(10, 'Error: bad zip', 'z', 4));
    expect(joined).toMatchObject({ root: 'inc-surge', cause: { kind: 'surge' } });
  });

  it('that a minority shares, in services of its own, is a second trouble', () => {
    expect(joins(members(4, redis, 'r'), members(5, 'Error: bad zip', 'z', 4))).toBeNull();
  });

  it('that a minority shares, in the services of the rest, is what it is about', () => {
    expect(joins(members(4, redis, 'r'), members(5, 'Error: bad zip', 'z', 3))?.root).toBe('inc-surge');
  });

  it('that is shared mostly outside of it is none for it', () => {
    const outside = members(5, redis, 'o', 20).map((one) => ({ ...one, partOf: null }));
    const inside = members(1, redis, 'r');
    expect(joins([...outside, ...inside], members(3, 'Error: bad zip', 'z', 1))).toBeNull();
  });

  it('is never lost to a surge: one that follows in its services joins the named storm', () => {
    const finding = { cause: { kind: 'surge', key: 'surge', title: '' } as const, issues: ['a', 'b'] };
    const voters = [voter('a', 'cart', 'Error: bad zip'), voter('b', 'ledger', 'Error: bad zap')];
    expect(joinInstead(finding, voters, [named], 20_000)).toMatchObject({
      root: 'inc-redis',
      cause: { key: 'dependency:redis' },
    });
  });
});
