import { describe, expect, it } from 'vitest';
import { voteLines } from '../../../../src/cli/explain/storms.ts';
import { surgeSentence } from '../../../../src/correlate/storm/explanation-words.ts';
import { isSurge, surgeStanding } from '../../../../src/correlate/storm/surge/surge-standing.ts';
import { surgeIn, type Breakout, type UsualBursts } from '../../../../src/correlate/storm/surge/surge.ts';
import type { Burst } from '../../../../src/domain/issue.ts';
import { nameless, namelessOutage } from '../../../decide/nameless-outage.ts';
import { start } from '../../../make.ts';
import { minute, redisStorm, Story } from '../../story.ts';

const usually = (any: number, over: Partial<UsualBursts> = {}): UsualBursts => ({
  any: () => any,
  share: () => 0.03,
  lasting: () => any,
  lastingShare: () => 0.03,
  throttled: false,
  known: true,
  watchedMs: 7_200_000,
  ...over,
});
const loud = (count: number, services: number, burst: Burst = 3): readonly Breakout[] =>
  Array.from({ length: count }, (_, n) => ({
    issue: `i${n}`,
    service: `s${n % services}`,
    breakoutAt: n * 1_000,
    burst,
  }));

describe('how near it is to a surge', () => {
  it('counts what is there of what is needed, beside what is usual', () => {
    const standing = surgeStanding(loud(3, 1), usually(0.01), minute);
    expect(surgeSentence(standing)).toBe(
      '3 of 4 issues with at least 3 alerts within the last minute of 1 of 2 services; ' +
        'usual here: 0.01 a minute, so that many by chance: 1 in 6,045,158 (it has to be less than 1 in 1,000,000); ' +
        'no storm yet',
    );
  });

  it('says that what is usual is presumed where little has been watched', () => {
    expect(surgeSentence(surgeStanding(loud(3, 1), usually(0.01, { known: false }), minute))).toContain(
      'usual here: not known yet, presumed 0.01 a minute, so that many by chance: 1 in 6,045,158',
    );
  });

  it('says so where chance makes as many', () => {
    const sentence = surgeSentence(surgeStanding(loud(5, 3), usually(2), minute));
    expect(sentence).toMatch(
      /^5 of 4 issues .* of 3 of 2 services; usual here: 2 a minute, .*: as many as chance makes$/,
    );
  });

  it('says so where all that breaks out here is as loud', () => {
    const standing = surgeStanding(loud(5, 3), usually(0.001, { share: () => 0.9 }), minute);
    expect(surgeSentence(standing)).toMatch(/no larger a part of all is loud than usually here$/);
  });

  it('tells of the long window that the operator has chosen', () => {
    expect(surgeStanding(loud(3, 2), usually(0.2), 2 * minute).usualAMinute).toBeCloseTo(0.1);
  });

  it('agrees with the detector wherever one loudness decides', () => {
    for (const burst of [2, 3, 5, 8] as const)
      for (let count = 1; count <= 9; count += 1)
        for (const services of [1, 2, 3])
          for (const any of [1e-4, 0.02, 0.3, 3]) {
            const breakouts = loud(count, services, burst);
            if (isSurge(surgeStanding(breakouts, usually(any), minute)))
              expect(surgeIn(breakouts, usually(any)), `${count} ${services} ${burst} ${any}`).not.toBeNull();
            else if (any > 0.3) expect(surgeIn(breakouts, usually(any))).toBeNull();
          }
  });
});

describe('explain', () => {
  it('tells how far it is from a surge, whatever the words say', () => {
    const story = new Story();
    for (const n of [0, 1])
      for (let event = 0; event < 3; event += 1)
        story.tell(n * 1_000 + event * 200, nameless(n, { eventId: `${n}-${event}` }));
    const issue = story.state.issues.get('sentry:acme/loss-1');
    if (issue === undefined) throw new Error('There is no such issue.');
    const lines = voteLines(story.state, issue, start + 3_000);
    expect(lines.find(([what]) => what === 'surge')?.[1]).toMatch(
      /^whatever the words say: 2 of 4 issues with at least 3 alerts within the last minute of 2 of 2 services; usual here: .* a minute, .*; no storm yet$/,
    );
  });
});

describe('the timeline', () => {
  const ofKind = (story: Story, id: string, kind: string): readonly string[] =>
    story.told(id, (item) => item.kind === kind);

  it('names the statistic of a named storm, with what is usual', () => {
    const story = new Story();
    redisStorm(story);
    expect(ofKind(story, story.storm.id, 'storm')[0]).toMatch(
      /^Storm: redis unreachable \(cache-main\)\. \d+ issues of 3 services broke out together; (usual here: .* a minute, so that many by chance: .*|nothing like it is usual here)\.$/,
    );
  });

  it('names the rule and what both sides say of whoever joins', () => {
    const story = new Story();
    redisStorm(story);
    for (let event = 0; event < 3; event += 1)
      story.tell(20_000 + event * 100, nameless(1, { eventId: `e${event}`, service: 'cart' }));
    const child = story.of('sentry:acme/loss-1');
    expect(child.parent).toBe(story.storm.id);
    const [why = ''] = ofKind(story, child.id, 'joined');
    expect(why).toMatch(
      /^Part of inc-1: its service is part of it and fails without saying why\. cart names no cause; the storm is about redis unreachable \(cache-main\) \(cart, login, search\)\. In common: cart is part of it\.$/,
    );
    expect(ofKind(story, story.storm.id, 'joined').at(-1)).toBe(
      why.replace('Part of inc-1:', 'cart joined:'),
    );
  });

  it('says of a storm without a name that it has none', () => {
    const story = new Story();
    namelessOutage(story, 40 * minute);
    for (let event = 0; event < 4; event += 1)
      story.tell(40 * minute + 30_000 + event * 100, nameless(7, { eventId: `late-${event}` }));
    const child = story.of('sentry:acme/loss-7');
    expect(ofKind(story, child.id, 'joined')[0]).toContain(
      'far more did than is usual here. other names no cause; the storm has no name yet (',
    );
  });
});
