import { describe, expect, it } from 'vitest';
import {
  isCompany,
  lastingSurgeIn,
  louderThanChance,
  surgeIn,
  type Breakout,
  type Lastingly,
  type UsualBursts,
} from '../../../../src/correlate/storm/surge/surge.ts';
import type { Burst, Lasting } from '../../../../src/domain/issue.ts';

const shares: Readonly<Record<Burst, number>> = { 1: 1, 2: 0.25, 3: 0.08, 5: 0.03, 8: 0.01 };

/** A place where so many issues break out in one window, of which the usual share goes on to speak. */
function place(perWindow: number, rest: Partial<UsualBursts> = {}): UsualBursts {
  const share = (burst: Burst): number => shares[burst];
  return {
    any: (burst) => perWindow * share(burst),
    share,
    lasting: () => perWindow,
    lastingShare: () => 0.04,
    throttled: false,
    known: true,
    watchedMs: 7_200_000,
    ...rest,
  };
}

/** So many issues, spread over so many services, one second after the other. */
function breakouts(count: number, services: number, burst: Burst = 3, name = 'i'): Breakout[] {
  return Array.from({ length: count }, (_, n) => ({
    issue: `${name}${n}`,
    service: `${name}-s${n % services}`,
    breakoutAt: 1_000 * n,
    burst,
  }));
}

const quiet = place(0.5);

describe('how many issues are a surge, by how loud they are', () => {
  it.each([
    { burst: 8, issues: 4, services: 2 },
    { burst: 5, issues: 4, services: 2 },
    { burst: 3, issues: 4, services: 2 },
    { burst: 2, issues: 6, services: 3 },
  ] as const)(
    'that spoke $burst times: $issues of $services services, no service fewer',
    ({ burst, issues, services }) => {
      const surge = surgeIn(breakouts(issues, services, burst), quiet);
      expect(surge?.issues).toHaveLength(issues);
      expect(surge?.cause).toMatchObject({ kind: 'surge', key: 'surge' });
      expect(surgeIn(breakouts(issues, services - 1, burst), quiet)).toBeNull();
    },
  );

  it('never fewer than four, however loud', () => {
    expect(surgeIn(breakouts(2, 2, 8), place(0.001))).toBeNull();
    expect(surgeIn(breakouts(3, 3, 5), place(0.001))).toBeNull();
  });

  it('never those of one service, however many and loud', () => {
    expect(surgeIn(breakouts(50, 1, 8), quiet)).toBeNull();
  });

  it('never those that spoke once, where issues can be loud', () => {
    expect(surgeIn(breakouts(40, 10, 1), quiet)).toBeNull();
  });

  it('adds up what every level alone leaves open', () => {
    const busy = place(4);
    const some = [...breakouts(3, 3, 3, 'a'), ...breakouts(2, 2, 5, 'b'), ...breakouts(2, 2, 8, 'c')];
    expect(surgeIn(some, busy)).not.toBeNull();
    for (const burst of [3, 5, 8] as const)
      expect(
        surgeIn(
          some.filter((one) => one.burst === burst),
          busy,
        ),
      ).toBeNull();
  });

  it('holds the loud ones, not what broke out beside them in silence', () => {
    const surge = surgeIn([...breakouts(6, 3, 5, 'loud'), ...breakouts(9, 9, 1, 'still')], quiet);
    expect(surge?.issues).toEqual(['loud0', 'loud1', 'loud2', 'loud3', 'loud4', 'loud5']);
  });
});

describe('what is usual here', () => {
  it('is no surge: a busier place needs more', () => {
    expect(surgeIn(breakouts(4, 2), place(0.5))).not.toBeNull();
    expect(surgeIn(breakouts(4, 2), place(10))).toBeNull();
    expect(surgeIn(breakouts(12, 4), place(10))).not.toBeNull();
  });

  it('does not include those that are asked about', () => {
    // Seven were counted, and all seven are those that break out now.
    const any: UsualBursts['any'] = (_, now = 0) => Math.max(0.01, 7 - now);
    expect(surgeIn(breakouts(7, 3), place(1, { any }))).not.toBeNull();
    expect(surgeIn(breakouts(7, 3), place(1, { any: () => 7 }))).toBeNull();
  });

  it('a noisy day that begins is no surge: more break out, and as seldom loud as ever', () => {
    // 60 in one window where 1 is usual; the usual share of them is loud.
    const day = [
      ...breakouts(45, 20, 1, 'q'),
      ...breakouts(10, 9, 2, 'd'),
      ...breakouts(4, 4, 3, 'l'),
      ...breakouts(1, 1, 8, 'v'),
    ];
    expect(surgeIn(day, place(1))).toBeNull();
    // The same loud ones among fewer others are more than their share.
    expect(
      surgeIn(
        day.filter(({ burst }) => burst >= 3),
        place(1),
      ),
    ).not.toBeNull();
  });

  it('the more breaks out, the more tries chance has: the louder it must be', () => {
    expect(louderThanChance(3)).toBe(1e-2);
    expect(louderThanChance(50)).toBeCloseTo(1e-3);
  });
});

describe('where nothing is ever loud, because rules report an issue once in half an hour', () => {
  const throttled = place(0.4, { throttled: true });

  it('ten issues of four services carry it', () => {
    expect(surgeIn(breakouts(10, 4, 1), throttled)?.issues).toHaveLength(10);
    expect(surgeIn(breakouts(9, 4, 1), throttled)).toBeNull();
    expect(surgeIn(breakouts(10, 3, 1), throttled)).toBeNull();
  });

  it('more than is usual, by far', () => {
    expect(surgeIn(breakouts(10, 4, 1), place(4, { throttled: true }))).toBeNull();
  });
});

describe('the words for it', () => {
  it('say how many, of how many services, in how long, and how many are usual', () => {
    expect(surgeIn(breakouts(14, 6, 5), place(10))?.cause.title).toBe(
      'cause not named yet: 14 issues of 6 services in 13 s, usually 0.3 a minute',
    );
    expect(surgeIn(breakouts(14, 6, 5), quiet)?.cause.title).toMatch(/usually fewer than 0\.1 a minute$/);
    expect(surgeIn(breakouts(90, 30, 3), place(200))?.cause.title).toMatch(/in 89 s, usually 16 a minute$/);
  });

  it('say that what is usual is not known yet where little has been watched', () => {
    const cold = place(0.5, { known: false });
    expect(surgeIn(breakouts(14, 6, 5), cold)?.cause.title).toBe(
      'cause not named yet: 14 issues of 6 services in 13 s, usual here: not known yet',
    );
  });

  it('never say 0 s', () => {
    const together = breakouts(6, 3).map((one) => ({ ...one, breakoutAt: 5 }));
    expect(surgeIn(together, quiet)?.cause.title).toContain('in 1 s,');
  });
});

describe('company of a storm that has just begun', () => {
  it('is more than chance brings, and needs less than a surge does', () => {
    expect(isCompany(2, 0.04)).toBe(true);
    expect(isCompany(1, 0.04)).toBe(false);
    expect(isCompany(2, 0.5)).toBe(false);
  });
});

describe('what goes on for minutes', () => {
  const lasting = (count: number, services: number, level: Lasting): readonly Lastingly[] =>
    breakouts(count, services).map((one) => ({ ...one, lasting: level }));
  const usually = (expected: number): Pick<UsualBursts, 'lasting' | 'lastingShare' | 'known'> => ({
    known: true,
    lasting: () => expected,
    lastingShare: () => 0.04,
  });

  it.each([2, 3, 4])('is a surge where four issues of %i services do so, and no fewer', (services) => {
    expect(lastingSurgeIn(lasting(4, services, 8), usually(0.05))?.issues).toHaveLength(4);
    expect(lastingSurgeIn(lasting(3, 3, 8), usually(0.0001))).toBeNull();
  });

  it('is none of one service that has a bad hour, nor where one issue goes on elsewhere', () => {
    const oneService = lasting(9, 1, 21);
    expect(lastingSurgeIn(oneService, usually(0.01))).toBeNull();
    const stray = { ...oneService[0]!, issue: 'stray', service: 'elsewhere' };
    expect(lastingSurgeIn([...oneService, stray], usually(0.01))).toBeNull();
  });

  it('is none where chance makes as many', () => {
    expect(lastingSurgeIn(lasting(5, 4, 8), usually(0.1))).not.toBeNull();
    expect(lastingSurgeIn(lasting(5, 4, 8), usually(1))).toBeNull();
  });

  it('is none where a noisy day begins: no more of all goes on than usually does', () => {
    const day = breakouts(120, 20).map((one) => ({ ...one, lasting: 0 as const }));
    expect(lastingSurgeIn([...lasting(5, 4, 8), ...day.slice(0, 20)], usually(0.05))).not.toBeNull();
    expect(lastingSurgeIn([...lasting(5, 4, 8), ...day], usually(0.05))).toBeNull();
  });

  it('counts those that last longer by what is usual of them alone', () => {
    const some = [
      ...lasting(5, 4, 13),
      ...breakouts(30, 9, 1, 'other').map((one) => ({ ...one, lasting: 5 as const })),
    ];
    const surge = lastingSurgeIn(some, {
      lasting: (level) => (level >= 13 ? 0.05 : 40),
      lastingShare: () => 0.02,
      known: true,
    });
    expect(surge?.issues).toHaveLength(5);
  });

  it('is told with what is usual in a minute', () => {
    expect(lastingSurgeIn(lasting(8, 4, 8), usually(0.4))?.cause.title).toBe(
      'cause not named yet: 8 issues of 4 services in 7 s, usually 0.1 a minute',
    );
  });
});

describe('so much at once that it is no noisy day', () => {
  /** One every so many ms, each heard once. */
  const flood = (count: number, services: number, everyMs: number): Breakout[] =>
    breakouts(count, services, 1).map((one, n) => ({ ...one, breakoutAt: everyMs * n }));

  it('is a surge before any issue is heard twice', () => {
    expect(surgeIn(flood(200, 40, 4), quiet)?.issues).toHaveLength(200);
    expect(surgeIn(flood(60, 10, 100), quiet)?.issues).toHaveLength(60);
  });

  it('is none of few services, of fewer issues, or slower, where nobody knows what is usual', () => {
    const young = place(0.5, { known: false });
    expect(surgeIn(flood(60, 10, 100), young)?.issues).toHaveLength(60);
    expect(surgeIn(flood(200, 9, 4), young)).toBeNull();
    expect(surgeIn(flood(59, 20, 100), young)).toBeNull();
    expect(surgeIn(flood(200, 40, 300), young)).toBeNull();
  });

  it('may take a minute and fewer services where it is known that so much is not usual', () => {
    expect(surgeIn(flood(96, 7, 400), quiet)?.issues).toHaveLength(96);
    expect(surgeIn(flood(79, 7, 400), quiet)).toBeNull();
    expect(surgeIn(flood(96, 4, 400), quiet)).toBeNull();
    expect(surgeIn(flood(96, 7, 400), place(12))).toBeNull();
  });

  it('is none where nearly as much is usual', () => {
    expect(surgeIn(flood(100, 40, 50), place(20))).not.toBeNull();
    expect(surgeIn(flood(100, 40, 50), place(150))).toBeNull();
  });

  it('takes only what came at once', () => {
    const before = breakouts(30, 30, 1, 'old').map((one) => ({ ...one, breakoutAt: -30_000 }));
    expect(surgeIn([...before, ...flood(60, 10, 100)], quiet)?.issues).toHaveLength(60);
  });
});
