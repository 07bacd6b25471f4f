import { describe, expect, it } from 'vitest';
import { becauseOf, joinedBecause, meet, standings } from '../../../src/correlate/storm/explanation.ts';
import { meetingSentence, standingSentence } from '../../../src/correlate/storm/explanation-words.ts';
import type { Usual } from '../../../src/correlate/storm/surge/usual.ts';
import type { Voter } from '../../../src/correlate/state/heard.ts';
import { becauseSentence } from '../../../src/domain/decision/belonging-words.ts';
import { recognise } from '../../../src/correlate/storm/vote.ts';
import { drawOf } from '../../../bench/correlation/streams/draw.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { stormOf, usualFrom, voter } from '../voices.ts';

const thresholds = defaultPolicy.storm;
const redis = 'Error: connect ECONNREFUSED cache-main.internal:6379';
const postgres = 'Error: connect ECONNREFUSED orders-db.internal:5432';
const never: Usual = { breakouts: 0, services: new Map() };
const rule = { code: 'same-trace' } as const;
const usual = usualFrom(() => never);

const members = [voter('a', 'cart', redis), voter('b', 'login', redis)];
const storm = stormOf('inc-1', members);

describe('why a failure joined', () => {
  it('names the rule, what it says, what members say, and what they share', () => {
    const own = voter('c', 'search', redis);
    const because = joinedBecause({ code: 'same-dependency' }, own, storm);
    expect(because.ties).toEqual([
      { code: 'engine', name: 'redis' },
      { code: 'host', name: 'cache-main' },
    ]);
    expect(becauseSentence(becauseOf(because))).toBe(
      'the same dependency cannot be reached. search says "redis unreachable (cache-main)"; members say "redis unreachable (cache-main)" (cart, login). In common: the engine redis; the host cache-main.',
    );
  });

  it('says so where one side names nothing', () => {
    const own = voter('c', 'cart', 'Error: the ledger is torn', { loud: true });
    const because = joinedBecause({ code: 'in-struck-service' }, own, storm);
    expect(because).toMatchObject({
      own: { cause: null, unreachable: false },
      ties: [{ code: 'struck-service' }],
    });
    expect(becauseSentence(becauseOf(because))).toContain(
      'cart names no cause; the storm is about redis unreachable',
    );
  });

  it('tells of calls to a member, and of members that call its service', () => {
    const caller = voter('c', 'web', 'Error: POST http://cart.internal/pay answered 503');
    expect(joinedBecause(rule, caller, storm).ties).toContainEqual({ code: 'calls', service: 'cart' });
    const callers = stormOf('inc-2', [caller]);
    expect(joinedBecause(rule, voter('d', 'cart', 'Error: torn'), callers).ties).toContainEqual({
      code: 'called-by-members',
    });
  });

  it('tells of a trace and of hearsay', () => {
    const traced = voter('c', 'web', 'Error: timed out');
    const evidence = { ...traced.evidence, hints: ['cache-main'] };
    const known = { ...storm, traceIds: new Set(['t1']) };
    expect(joinedBecause(rule, { ...traced, evidence, traces: ['t1'] }, known).ties).toEqual([
      { code: 'trace' },
      { code: 'hint', name: 'cache-main' },
    ]);
  });
});

describe('what a failure would become in each open storm', () => {
  it('joins one by the rule that decides, and stays out of another with the reason', () => {
    const other = stormOf('inc-2', [voter('x', 'billing', postgres)]);
    const [here, there] = meet(voter('c', 'search', redis), [storm, other], 1_000, thresholds);
    expect(here).toMatchObject({ root: 'inc-1', staysOut: null });
    expect(here === undefined ? '' : meetingSentence(here)).toMatch(
      /^joins it: the same dependency cannot be reached\. search says/,
    );
    expect(there?.staysOut).toMatchObject({ code: 'contradicts' });
    expect(there === undefined ? '' : meetingSentence(there)).toMatch(
      /the same name or engine would be needed/,
    );
  });

  it('says what would have been needed where it names nothing', () => {
    const [meeting] = meet(voter('c', 'mail', 'Error: the ledger is torn'), [storm], 1_000, thresholds);
    expect(meeting?.staysOut).toMatchObject({ code: 'shares-nothing' });
    expect(meeting === undefined ? '' : meetingSentence(meeting)).toMatch(/would be needed/);
  });
});

describe('how the votes stand', () => {
  it('counts what is there of what is needed, beside what is usual', () => {
    const newest = voter('c', 'search', redis);
    const others = [voter('a', 'cart', redis), voter('b', 'cart', redis)];
    const often = usualFrom(() => ({ breakouts: 0.2, services: new Map([['cart', 0.2]]) }));
    const [standing] = standings(newest, others, thresholds, often);
    expect(standing).toMatchObject({ issues: 3, services: 2, loud: 0, alerts: 3, usualAMinute: 0.2 });
    expect(standing === undefined ? '' : standingSentence(standing)).toMatch(
      /^3 issues of 2 services \(0 loud, 3 alerts\) within the last minute; usual here: 0\.2 a minute, .*; no storm yet, there are only 3 of 5 issues, 2 of 3 services or 0 of 3 loud issues; and 3 of 5 alerts or 3 of 4 issues$/,
    );
    const daily = usualFrom(() => ({
      breakouts: 3,
      services: new Map([
        ['cart', 1.5],
        ['search', 1.5],
      ]),
    }));
    const [noisy] = standings(newest, others, thresholds, daily);
    expect(noisy === undefined ? '' : standingSentence(noisy)).toMatch(
      /usual here: 3 a minute, so that many by chance: 1; .*as many as chance makes of what is usual/,
    );
  });

  it('agrees with the vote itself on whatever is thrown at it', () => {
    const roll = drawOf('votes');
    const texts = [redis, postgres, 'Error: getaddrinfo ENOTFOUND a.internal', 'Error: the vat_rate is torn'];
    for (let n = 0; n < 400; n += 1) {
      const voters: Voter[] = Array.from({ length: 1 + roll.int(0, 6) }, (_, k) =>
        voter(`i${k}`, `s${roll.int(0, 3)}`, roll.pick(texts), {
          loud: roll.chance(0.5),
          alerts: 1 + roll.int(0, 2),
        }),
      );
      const [newest, ...others] = voters;
      if (newest === undefined) throw new Error('No voter.');
      const level = roll.int(0, 2);
      const rates = usualFrom(() => ({ breakouts: level, services: new Map([['s0', level]]) }));
      const all = standings(newest, others, thresholds, level === 0 ? usual : rates);
      const whole = all.find((standing) => standing.missing.length === 0);
      const finding = recognise(newest, others, thresholds, level === 0 ? usual : rates);
      expect(whole?.cause).toEqual(finding?.cause);
    }
  });
});
