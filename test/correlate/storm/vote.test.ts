import { describe, expect, it } from 'vitest';
import type { Voter } from '../../../src/correlate/state/heard.ts';
import { causeKeysOf } from '../../../src/correlate/storm/surge/rarity.ts';
import { recognise } from '../../../src/correlate/storm/vote.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { usualBy, voter } from '../voices.ts';

const storm = defaultPolicy.storm;
const never = (): number => 0;
const redis = 'Error: connect ECONNREFUSED 10.0.0.7:6379';
const postgres = 'Error: connect ECONNREFUSED orders-db:5432';

function many(
  count: number,
  text: string,
  rest: (n: number) => Partial<Voter> & { service?: string } = () => ({}),
): Voter[] {
  return Array.from({ length: count }, (_, n) => {
    const { service, ...more } = rest(n);
    return voter(`i${n}`, service ?? 'cart', text.replace('{n}', String.fromCharCode(97 + n)), more);
  });
}

function recogniseAll(
  voters: readonly Voter[],
  usual: (key: string) => number = never,
): ReturnType<typeof recognise> {
  const [newest, ...others] = voters;
  return newest === undefined ? null : recognise(newest, others, storm, usualBy(usual));
}

describe('a named cause', () => {
  it('makes a storm of five issues of one service, not of four', () => {
    expect(recogniseAll(many(5, redis))?.cause.key).toBe('dependency:redis');
    expect(recogniseAll(many(4, redis))).toBeNull();
  });

  it('makes a storm of three services, if there are five alerts in all', () => {
    const services = many(3, redis, (n) => ({ service: `s${n}`, alerts: 2 }));
    expect(recogniseAll(services)?.issues).toEqual(['i0', 'i1', 'i2']);
    expect(recogniseAll(services.map((one) => ({ ...one, alerts: 1 })))).toBeNull();
  });

  it('makes a storm of three loud issues', () => {
    expect(recogniseAll(many(3, redis, () => ({ loud: true, alerts: 3 })))).not.toBeNull();
    expect(recogniseAll(many(3, redis, (n) => ({ loud: n > 0, alerts: 3 })))).toBeNull();
  });

  it('leaves out those that contradict', () => {
    const voters = [
      ...many(5, redis),
      voter('pg', 'ledger', postgres),
      voter('dns', 'cart', 'Error: getaddrinfo ENOTFOUND x'),
    ];
    expect(recogniseAll(voters)?.issues).toEqual(['i0', 'i1', 'i2', 'i3', 'i4']);
  });

  it('counts an error that names only an address with the instance that more name', () => {
    const named = (name: string, at: number): Voter =>
      voter(`${name}${at}`, `s${at}`, `RedisError: connect ETIMEDOUT ${name}:6379`);
    const finding = recogniseAll([
      voter('ip', 's9', redis),
      ...[1, 2, 3, 4].map((at) => named('cart-cache', at)),
      ...[5, 6].map((at) => named('user-cache', at)),
    ]);
    expect(finding?.cause.key).toBe('dependency:redis@cart-cache');
    expect(finding?.issues).not.toContain('user-cache5');
  });

  it('makes no storm of what is usual here', () => {
    const voters = many(5, redis);
    expect(recogniseAll(voters, (key) => (key === 'dependency:redis' ? 2 : 0))).toBeNull();
    expect(recogniseAll(voters, (key) => (key === 'dependency:redis' ? 0.1 : 0))).not.toBeNull();
  });
});

describe('those that cannot reach something, and do not say what', () => {
  const loud = { loud: true, burst: 3, alerts: 3 } as const;
  const cutOff = (count: number, rest: Partial<Voter> = loud): Voter[] =>
    Array.from({ length: count }, (_, n) =>
      voter(`cut${n}`, `c${n}`, 'AxiosError: Request failed with status code 503', rest),
    );
  const naming = [voter('r0', 'cart', redis, loud), voter('r1', 'login', redis, { alerts: 2 })];
  const issues = (voters: readonly Voter[]): readonly string[] | undefined => recogniseAll(voters)?.issues;

  it('support the only cause that is named, when they are loud', () => {
    expect(issues(naming)).toBeUndefined();
    expect(recogniseAll([...naming, ...cutOff(3)])?.cause.key).toBe('dependency:redis');
    expect(issues([...naming, ...cutOff(3)])).toEqual(['r0', 'r1', 'cut0', 'cut1', 'cut2']);
    expect(issues([...naming, ...cutOff(3, { alerts: 3 })])).toBeUndefined();
  });

  it('do so whoever spoke last', () => {
    expect(issues([...cutOff(3), ...naming])).toHaveLength(5);
    // Those that were quiet have a wording in common, and nothing with the cause that is named.
    expect(issues([...cutOff(3, { alerts: 3 }), ...naming])).toEqual(['cut0', 'cut1', 'cut2']);
  });

  it('take one loud voice for what two of them mean, and a quiet one for nothing', () => {
    expect(issues([voter('r0', 'cart', redis), ...cutOff(4)])).toBeUndefined();
    expect(issues([voter('r0', 'cart', redis, loud), ...cutOff(1)])).toBeUndefined();
    expect(issues([voter('r0', 'cart', redis, loud), ...cutOff(2)])).toHaveLength(3);
    const quiet = naming.map((one) => ({ ...one, loud: false, burst: 1 as const }));
    expect(issues([...quiet, ...cutOff(4)])).toBeUndefined();
  });

  it('support none where two things are named loudly', () => {
    const other = voter('p', 'ledger', postgres, loud);
    expect(issues([...naming, other, ...cutOff(3)])).toBeUndefined();
    expect(issues([...naming, { ...other, loud: false, burst: 1 }, ...cutOff(3)])).toContain('cut0');
  });

  it('support what can be reached or not, and no way of failing', () => {
    const full = 'Error: ENOSPC: no space left on device, write';
    const disk = [voter('d0', 'cart', full, loud), voter('d1', 'login', full, loud)];
    expect(issues([...disk, ...cutOff(3)])).toBeUndefined();
  });
});

describe('weak causes', () => {
  const release = { kind: 'release', key: 'release:3.1.0', title: 'release 3.1.0' } as const;
  const mistake = "TypeError: Cannot read properties of undefined (reading '{n}')";

  it('a young release: three new issues, and five alerts in all', () => {
    const voters = many(3, mistake, () => ({ release, alerts: 2 }));
    expect(recogniseAll(voters)?.cause.key).toBe('release:3.1.0');
    expect(recogniseAll(voters.map((one) => ({ ...one, alerts: 1 })))).toBeNull();
  });

  it('a release is not blamed for what cannot be reached, nor for a named cause', () => {
    expect(recogniseAll(many(4, 'Error: socket hang up {n}', () => ({ release, alerts: 2 })))).toBeNull();
    const named = many(3, redis, () => ({ release, alerts: 2 }));
    expect(recogniseAll([...named, voter('pg', 'cart', postgres, { release, alerts: 2 })])).toBeNull();
  });

  it('a release is not blamed for what its service does on any day', () => {
    const voters = many(4, mistake, () => ({ release, alerts: 2 }));
    expect(recogniseAll(voters, (key) => (key === 'service:cart' ? 1.5 : 0))).toBeNull();
  });

  it('a code-like identifier across services, not inside one', () => {
    const text = 'Error: {n} cannot compute vat_rate';
    expect(recogniseAll(many(5, text, (n) => ({ service: `s${n % 3}` })))?.cause.key).toBe('code:vat_rate');
    expect(recogniseAll(many(5, text))).toBeNull();
  });

  it('an identical long template across services', () => {
    const text = 'Error: the price list of today is missing';
    const finding = recogniseAll(many(5, text, (n) => ({ service: `s${n}` })));
    expect(finding?.cause.key).toBe('template:the price list of today is missing');
  });

  it('one service with five loud issues', () => {
    const loud = many(5, 'Error: bad {n}', () => ({ loud: true, alerts: 3 }));
    expect(recogniseAll(loud)?.cause.key).toBe('service:cart');
    expect(recogniseAll(loud.map((one, n) => ({ ...one, loud: n > 0 })))).toBeNull();
  });

  it('a release whose new issues more than one user has met, or one alone again', () => {
    const release = { kind: 'release', key: 'release:3', title: '' } as const;
    const words = ['torn', 'wet', 'stale', 'thin'];
    const blamed = (rest: (n: number) => Partial<Voter>): string | undefined =>
      recogniseAll(
        words.map((word, n) =>
          voter(`i${n}`, 'cart', `Error: ${word}`, { release, bornIn: release.key, ...rest(n) }),
        ),
      )?.cause.key;
    expect(blamed(() => ({}))).toBe('release:3');
    expect(blamed(() => ({ user: 'u:a' }))).toBeUndefined();
    expect(blamed((n) => ({ user: n === 3 ? 'u:b' : 'u:a' }))).toBe('release:3');
    expect(blamed((n) => ({ user: n === 3 ? null : 'u:a' }))).toBe('release:3');
    expect(blamed(() => ({ user: 'u:a', alerts: 2 }))).toBe('release:3');
  });

  it('unrelated failures never add up to a storm', () => {
    const texts = ['bad zip', 'no rows', 'odd shape', 'late', 'lost', 'torn', 'wet', 'stale', 'thin', 'dull'];
    expect(
      recogniseAll(texts.map((text, n) => voter(`i${n}`, `s${n}`, `Error: ${text}`, { alerts: 2 }))),
    ).toBeNull();
  });
});

describe('the baselines that count a breakout', () => {
  it('are its family, its mode or host, else all its weak causes', () => {
    expect(causeKeysOf(voter('i', 'cart', postgres))).toEqual(['dependency:postgres']);
    expect(causeKeysOf(voter('i', 'cart', 'Error: getaddrinfo ENOTFOUND x'))).toEqual(['mode:dns']);
    const release = { kind: 'release', key: 'release:3', title: '' } as const;
    expect(causeKeysOf(voter('i', 'cart', 'Error: bad zip', { release }))).toEqual([
      'release:3',
      'service:cart',
    ]);
  });
});
