import { describe, expect, it } from 'vitest';
import type { StormView, Voter } from '../../../src/correlate/state/heard.ts';
import { adopt as adoptOf, type Adoption } from '../../../src/correlate/storm/adopt.ts';
import { Choice } from '../../../src/correlate/storm/choice.ts';
import type { Evidence } from '../../../src/domain/cause.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { stormOf, voter } from '../voices.ts';

const thresholds = defaultPolicy.storm;
const now = 20_000;
const redis = stormOf('inc-redis', [
  voter('a', 'cart', 'RedisError: connect ETIMEDOUT cart-cache:6379'),
  voter('b', 'orders-api', 'Error: connect ECONNREFUSED 10.0.0.7:6379'),
]);
const dns = stormOf('inc-dns', [voter('c', 'search', 'Error: getaddrinfo ENOTFOUND search-index')]);
const nameless = 'AxiosError: Request failed with status code 503';

function adopt(one: Voter, storms: readonly StormView[], at: number, of: typeof thresholds): Adoption | null {
  return adoptOf(one, new Choice(storms), at, of);
}

function rootAndSoftness(...args: Parameters<typeof voter>): string | null {
  const found = adopt(voter(...args), [redis, dns], now, thresholds);
  return found === null ? null : `${found.root} ${found.soft ? 'soft' : 'hard'}`;
}

describe('adoption into a storm', () => {
  it('1: the same mode', () => {
    expect(rootAndSoftness('x', 'any', 'gaierror: [Errno -2] Name or service not known')).toBe(
      'inc-dns hard',
    );
  });

  it('1: the same mode as a member of a surge, of which it may be taken again', () => {
    const cause = { kind: 'surge', key: 'surge', title: '' } as const;
    const members = [
      voter('a', 'cart', 'Error: bad zip'),
      voter('b', 'web', 'Error: certificate has expired'),
    ];
    const surge = stormOf('inc-surge', members, { cause, firstBreakoutAt: -600_000, since: -500_000 });
    const found = (text: string): unknown => adopt(voter('x', 'mail', text), [surge], now, thresholds);
    expect(found('SSLError: certificate has expired')).toMatchObject({ soft: false, company: true });
    expect(found('Error: getaddrinfo ENOTFOUND stock')).toBeNull();
  });

  it('2: the same dependency, unless engine or name contradicts', () => {
    expect(rootAndSoftness('x', 'any', 'Error: redis: connection pool timeout')).toBe('inc-redis hard');
    expect(rootAndSoftness('x', 'any', 'RedisError: connect ETIMEDOUT user-cache:6379')).toBeNull();
    expect(rootAndSoftness('x', 'any', 'Error: connect ECONNREFUSED 10.0.0.7:5432')).toBeNull();
  });

  it('2: not another engine of the same kind', () => {
    const mysql = stormOf('inc-mysql', [
      voter('a', 'cart', 'Error: MySQL server has gone away'),
      voter('b', 'cart', 'Error: driver: bad connection'),
    ]);
    const pool = voter('x', 'any', 'Error: driver: bad connection');
    expect(adopt(pool, [mysql], now, thresholds)?.root).toBe('inc-mysql');
    const postgres = voter('x', 'any', 'Error: sorry, too many clients already');
    expect(adopt(postgres, [mysql], now, thresholds)).toBeNull();
  });

  it('3: the same host', () => {
    expect(rootAndSoftness('x', 'any', 'Error: timeout calling cart-cache')).toBe('inc-redis hard');
  });

  it('4: it calls a service that is part of it, by the name that callers use', () => {
    expect(rootAndSoftness('x', 'webshop', 'Error: GET http://orders:8080/api/list 503')).toBe(
      'inc-redis hard',
    );
    expect(rootAndSoftness('x', 'webshop', 'Error: GET http://ledger:8080/api/list 503')).toBeNull();
  });

  it('4: hearsay links nothing: a host that only breadcrumbs name is no call that failed', () => {
    const hearing = (text: string, hints: readonly string[]): ReturnType<typeof voter> => {
      const silent = voter('x', 'webshop', text, { loud: true });
      return { ...silent, evidence: { ...silent.evidence, hints } };
    };
    for (const hints of [['orders'], ['cart-cache'], ['search-index']])
      expect(
        adopt(hearing('TypeError: data is not iterable', hints), [redis, dns], now, thresholds),
      ).toBeNull();
    const cutOff = adopt(hearing(nameless, ['cart-cache']), [redis, dns], now, thresholds);
    expect(cutOff).toMatchObject({ root: 'inc-redis', soft: true });
    expect(adopt(hearing(nameless, ['orders']), [redis, dns], now, thresholds)).toMatchObject({ soft: true });
    expect(adopt(hearing(nameless, ['ledger']), [redis, dns], now, thresholds)).toBeNull();
  });

  it('4: evidence of an older relay has no hints, and is read all the same', () => {
    const stored = JSON.stringify({ ...voter('x', 'webshop', nameless).evidence, hints: undefined });
    const old = JSON.parse(stored) as Evidence;
    expect(
      adopt({ ...voter('x', 'webshop', nameless), evidence: old }, [redis, dns], now, thresholds),
    ).toBeNull();
  });

  it('5: the same trace, unless it names another dependency', () => {
    const traced = { ...redis, traceIds: new Set(['t1']) };
    const withTrace = voter('x', 'webshop', 'TypeError: data is not iterable', { traces: ['t0', 't1'] });
    expect(adopt(withTrace, [traced], now, thresholds)).toMatchObject({ root: 'inc-redis', soft: false });
    const kafka = voter('y', 'webshop', 'Error: connect ECONNREFUSED 10.0.0.9:9092', { traces: ['t1'] });
    expect(adopt(kafka, [traced], now, thresholds)).toBeNull();
  });

  describe('5: the same wording or identifier as two members', () => {
    const surge = { kind: 'surge', key: 'surge', title: '' } as const;
    const text = 'Error: {n} cannot compute vat_rate';
    const members = ['a', 'b'].map((n) => voter(n, `s-${n}`, text.replace('{n}', n)));
    const told = (count: number, rest: Partial<StormView> = {}): StormView =>
      stormOf('inc-weak', members, { cause: surge, wordings: new Map([['code:vat_rate', count]]), ...rest });
    const own = voter('x', 'any', text.replace('{n}', 'x'));

    it('firmly, into a storm that names nothing', () => {
      expect(adopt(own, [told(2)], now, thresholds)).toMatchObject({
        root: 'inc-weak',
        soft: false,
        company: true,
      });
    });

    it('not where only one says it', () => {
      expect(adopt(own, [told(1)], now, thresholds)).toBeNull();
    });

    it('not into a storm of a named cause, nor where it names one itself', () => {
      expect(adopt(own, [told(2, { cause: redis.cause })], now, thresholds)).toBeNull();
      const names = { ...own, evidence: { ...own.evidence, named: redis.cause } };
      expect(adopt(names, [told(2)], now, thresholds)).toBeNull();
    });

    it('into the storm of a release only when a young release may be blamed for it', () => {
      const release = { kind: 'release', key: 'release:3.1.0', title: '' } as const;
      expect(adopt(own, [told(2, { cause: release })], now, thresholds)).toBeNull();
      const other = { ...release, key: 'release:7' };
      expect(adopt({ ...own, release: other }, [told(2, { cause: release })], now, thresholds)?.root).toBe(
        'inc-weak',
      );
    });
  });

  it('5: what becomes loud in the first two minutes of a surge, whatever it says and wherever', () => {
    const surge = stormOf('inc-surge', [voter('a', 'cart', 'Error: bad zip')], {
      cause: { kind: 'surge', key: 'surge', title: '' },
      lastBreakoutAt: 110_000,
    });
    const loud = (breakoutAt: number): ReturnType<typeof voter> =>
      voter('x', 'elsewhere', 'Error: torn', { loud: true, burst: 3, breakoutAt });
    expect(adopt(loud(120_000), [surge], 121_000, thresholds)).toMatchObject({ soft: false, company: true });
    expect(adopt(loud(120_001), [surge], 121_000, thresholds)).toBeNull();
    expect(adopt({ ...loud(20_000), burst: 2 }, [surge], 21_000, thresholds)).toBeNull();
    expect(adopt(loud(20_000), [redis], 21_000, thresholds)).toBeNull();
  });

  it('5: but not what breaks out when the surge has stopped to spread, unless it goes on, nor before it', () => {
    const surge = stormOf('inc-surge', [voter('a', 'cart', 'Error: bad zip')], {
      cause: { kind: 'surge', key: 'surge', title: '' },
      since: 40_000,
      firstBreakoutAt: 20_000,
      lastBreakoutAt: 50_000,
    });
    const at = (breakoutAt: number, lasting: 0 | 8 = 0): ReturnType<typeof adopt> => {
      const loud = voter('b', 'mail', 'Error: torn', { loud: true, burst: 3, breakoutAt, lasting });
      return adopt(loud, [surge], breakoutAt + 5_000, thresholds);
    };
    expect(at(70_000)).toMatchObject({ soft: false });
    expect(at(70_001)).toBeNull();
    expect(at(70_001, 8)).toMatchObject({ soft: false });
    expect(at(17_000)).toMatchObject({ soft: false });
    expect(at(16_999)).toBeNull();
  });

  it('6: a nameless "cannot reach" or a loud issue in a struck service, softly', () => {
    expect(rootAndSoftness('x', 'cart', nameless)).toBe('inc-redis soft');
    expect(rootAndSoftness('x', 'cart', 'TypeError: data is not iterable')).toBeNull();
    expect(rootAndSoftness('x', 'cart', 'TypeError: data is not iterable', { loud: true })).toBe(
      'inc-redis soft',
    );
  });

  it('6: what becomes loud in a struck service is its consequence for three minutes, "cannot reach" for longer', () => {
    const began = { ...redis, since: redis.since - 180_001 };
    const loud = voter('x', 'cart', 'TypeError: data is not iterable', { loud: true });
    expect(adopt(loud, [{ ...began, since: began.since + 1 }], now, thresholds)?.root).toBe('inc-redis');
    expect(adopt(loud, [began], now, thresholds)).toBeNull();
    expect(adopt(voter('x', 'cart', nameless), [began], now, thresholds)?.root).toBe('inc-redis');
  });

  it('6: not once the service has been quiet for 120 s', () => {
    const late = 10_000 + 120_000;
    const found = adopt(voter('x', 'cart', nameless, { breakoutAt: late }), [redis], late, thresholds);
    expect(found).toBeNull();
  });

  it('7: a struggling service that the members name, softly', () => {
    const host = stormOf('inc-host', [voter('a', 'cart', 'Error: timeout calling ledger')]);
    expect(adopt(voter('x', 'ledger-svc', nameless), [host], now, thresholds)).toMatchObject({
      root: 'inc-host',
      soft: true,
    });
  });

  it('8: a loud "cannot reach" while exactly one young storm names a cause, softly', () => {
    const loud = voter('x', 'profile', nameless, { loud: true });
    expect(adopt(loud, [redis], now, thresholds)).toMatchObject({ root: 'inc-redis', soft: true });
    expect(adopt(loud, [redis, dns], now, thresholds)).toBeNull();
    expect(adopt({ ...loud, loud: false }, [redis], now, thresholds)).toBeNull();
    expect(adopt(loud, [{ ...redis, since: now - thresholds.softMs - 1 }], now, thresholds)).toBeNull();
  });

  it('a strong rule for one storm beats a weak rule for another', () => {
    expect(rootAndSoftness('x', 'cart', 'Error: getaddrinfo ENOTFOUND cart-cache')).toBe('inc-dns hard');
  });

  it('what has failed all day is not adopted when it is merely loud once more', () => {
    const old = voter('x', 'cart', nameless, { loud: true, breakoutAt: now - 120_001 });
    expect(adopt(old, [redis], now, thresholds)).toBeNull();
  });

  it('of two storms that fit, the one that struck the service', () => {
    const other = stormOf('inc-other', [voter('d', 'ledger', 'Error: connect ECONNREFUSED 10.0.0.7:6379')], {
      lastBreakoutAt: 19_000,
    });
    const plain = voter('x', 'cart', 'Error: connect ECONNREFUSED 10.0.0.7:6379');
    expect(adopt(plain, [other, redis], now, thresholds)?.root).toBe('inc-redis');
    expect(adopt({ ...plain, service: 'new' }, [redis, other], now, thresholds)?.root).toBe('inc-other');
  });
});
