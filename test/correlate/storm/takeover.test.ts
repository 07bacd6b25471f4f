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

  it('a surge belongs to a storm that was recognised late, or still grew when it began', () => {
    const cause = { kind: 'surge', key: 'surge', title: '' } as const;
    const creeping = { ...named, since: 200_000, firstBreakoutAt: 0, lastBreakoutAt: 260_000 };
    const rootOf = (breakoutAt: number, storm = creeping): string | undefined => {
      const voters = ['mail', 'tax'].map((one) => voter(one, one, 'Error: bad zip', { breakoutAt }));
      return joinInstead({ cause, issues: ['mail', 'tax'] }, voters, [storm], 350_000)?.root;
    };
    expect(rootOf(40_000)).toBe('inc-redis');
    expect(rootOf(300_000)).toBe('inc-redis');
    expect(rootOf(300_000, { ...creeping, lastBreakoutAt: 200_000 })).toBeUndefined();
    expect(rootOf(340_000)).toBeUndefined();
  });

  it('who joined a surge later for saying the same as one of its first makes them no trouble of their own', () => {
    const cause = { kind: 'surge', key: 'surge', title: '' } as const;
    const inSurge = { partOf: 'inc-surge' };
    const first = ['cart', 'mail', 'tax', 'web', 'admin'].map((one) =>
      voter(one, one, 'Error: bad zip', inSurge),
    );
    const storm = stormOf('inc-surge', first, { cause, since: 5_000 });
    const rootOf = (breakoutAt: number): string | undefined => {
      const certain = ['ledger', 'search', 'stock'].map((one, n) =>
        voter(one, one, 'Error: certificate has expired', {
          ...inSurge,
          breakoutAt: n === 0 ? 0 : breakoutAt,
        }),
      );
      const finding = { cause: certain[0]!.evidence.named!, issues: certain.map(({ issue }) => issue) };
      return joinInstead(finding, [...certain, ...first], [storm], 20_000)?.root;
    };
    expect(rootOf(10_000)).toBe('inc-surge');
    expect(rootOf(1_000)).toBeUndefined();
  });

  it('two named causes stay two storms', () => {
    expect(rootFor(dnsIn('cart', 'orders', 'search'), [named])).toBeNull();
  });

  it('a named cause that strikes far more takes no release over that failed in one of its services', () => {
    const release = { kind: 'release', key: 'release:3', title: '' } as const;
    const deployed = stormOf('inc-release', [voter('a', 'cart', 'Error: bad zip')], { cause: release });
    expect(rootFor(dnsIn('cart', 'ledger', 'search'), [deployed])).toBeNull();
    expect(rootFor(dnsIn('cart', 'ledger'), [deployed])).toBe('inc-release');
  });

  it('a release that had run in peace when a named storm began is not what broke', () => {
    const cause = { kind: 'release', key: 'release:3', title: '' } as const;
    const began = 300_000;
    const storm = { ...named, since: began, firstBreakoutAt: began, lastBreakoutAt: began };
    const rootOf = (releasedAt: number): string | undefined => {
      const voters = [voter('a', 'mail', 'Error: bad zip', { breakoutAt: began + 5_000, releasedAt })];
      return joinInstead({ cause, issues: ['a'] }, voters, [storm], began + 6_000)?.root;
    };
    expect(rootOf(began - 200_000)).toBe('inc-redis');
    expect(rootOf(began - 100_000)).toBeUndefined();
    expect(rootOf(began + 4_000)).toBeUndefined();
  });

  it('releases that a surge brought together are told apart again', () => {
    const blamed = { kind: 'release', key: 'release:3', title: '' } as const;
    const storm = stormOf('inc-release', dnsIn('cart', 'mail'), { cause: blamed });
    const cause = { kind: 'release', key: 'release:4', title: '' } as const;
    const inside = [voter('a', 'mail', 'Error: bad zip', { partOf: 'inc-release' })];
    expect(joinInstead({ cause, issues: ['a'] }, inside, [storm], 20_000)).toBeNull();
    const outside = [voter('a', 'mail', 'Error: bad zip')];
    expect(joinInstead({ cause, issues: ['a'] }, outside, [storm], 20_000)?.root).toBe('inc-release');
  });

  it('an identifier and a wording that began together are one only where one speaks of the other or they struck one service', () => {
    const cause = { kind: 'template', key: 'template:x', title: '' } as const;
    const sql = { kind: 'template', key: 'template:bad SQL [select rate from tax]', title: '' } as const;
    const wording = stormOf('inc-wording', dnsIn('web', 'shop'), { cause });
    const code = { kind: 'code', key: 'code:tax_rate', title: '' } as const;
    const found = (services: readonly string[]): string | undefined =>
      joinInstead(
        { cause: code, issues: services },
        services.map((service) => voter(service, service, 'Error: no tax_rate')),
        [wording],
        20_000,
      )?.root;
    expect(found(['shop', 'cart', 'ledger'])).toBe('inc-wording');
    expect(found(['mail', 'cart', 'ledger'])).toBeUndefined();
    const finding = { cause: code, issues: ['m'] };
    const mail = [voter('m', 'mail', 'Error: no tax_rate')];
    expect(joinInstead(finding, mail, [{ ...wording, cause: sql }], 20_000)?.root).toBe('inc-wording');
  });

  it('several that cannot reach something belong to the young storm of what cannot be reached', () => {
    const cut = ['mail', 'stock', 'geo'].map((service) =>
      voter(service, service, 'Error: 14 UNAVAILABLE: No connection established. Last error: reset'),
    );
    expect(cut.every(({ evidence }) => evidence.unreachable)).toBe(true);
    expect(rootFor(cut, [named])).toBe('inc-redis');
    const later = cut.map((one) => ({ ...one, breakoutAt: 100_000 }));
    expect(rootFor(later, [{ ...named, lastBreakoutAt: 100_000 }], 101_000)).toBeNull();
  });

  it('a surge that began after a named storm, in services that it did not strike, stands apart', () => {
    const cause = { kind: 'surge', key: 'surge', title: '' } as const;
    const found = (services: readonly string[], breakoutAt: number): string | undefined =>
      joinInstead(
        { cause, issues: services },
        services.map((service) => voter(service, service, `Error: bad ${service}`, { breakoutAt })),
        [named],
        30_000,
      )?.root;
    expect(found(['mail', 'stock', 'geo'], 10_000)).toBeUndefined();
    expect(found(['mail', 'stock', 'geo'], 2_000)).toBe('inc-redis');
    expect(found(['mail', 'stock', 'cart'], 10_000)).toBe('inc-redis');
    expect(found(['mail', 'stock'], 10_000)).toBe('inc-redis');
  });

  it('a mode that most tell by the driver of one engine belongs to the storm of that engine', () => {
    const red = 'Error: connect ECONNREFUSED 10.0.0.7:9200';
    const search = stormOf('inc-search', [voter('a', 'cart', red), voter('b', 'orders', red)]);
    const full =
      'ResponseError: cluster_block_exception: disk usage exceeded flood-stage watermark, elasticsearch';
    const disks = ['mail', 'stock', 'geo'].map((service) => voter(service, service, full));
    expect(disks[0]?.evidence).toMatchObject({ named: { key: 'mode:disk' }, driver: 'elasticsearch' });
    expect(rootFor(disks, [search])).toBe('inc-search');
    expect(rootFor(disks, [named])).toBeNull();
    const plain = ['mail', 'stock'].map((service) => voter(service, service, 'Error: ENOSPC: no space left'));
    expect(rootFor([...plain, ...disks.slice(0, 1)], [search])).toBeNull();
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

  it('that a few share is what those mean as well who cannot reach something and do not say what', () => {
    const cut = members(4, 'Error: Request failed with status code 503', 'c', 4);
    const rest = members(6, 'Error: bad zip', 'z', 8);
    expect(joins(members(3, redis, 'r'), [...cut, ...rest])).toMatchObject({
      root: 'inc-surge',
      cause: { key: 'dependency:redis' },
    });
    expect(joins(members(3, redis, 'r'), [...cut.slice(0, 1), ...rest])).toBeNull();
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
