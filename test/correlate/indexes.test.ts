import { describe, expect, it } from 'vitest';
import { evolve, stateFromRows, type BrainState } from '../../src/correlate/state/brain-state.ts';
import { Draft } from '../../src/correlate/state/draft.ts';
import type { FamilyTally } from '../../src/correlate/state/family-tally.ts';
import { activeStorms } from '../../src/correlate/storm/storm-view.ts';
import type { Alert } from '../../src/domain/alert.ts';
import type { BrainRows } from '../../src/domain/state.ts';
import { alert, redisAlert, start } from '../make.ts';
import { seeded } from '../pipeline/storm-entries.ts';
import { minute, redisStorm, Story } from './story.ts';

type Chance = () => number;

const one = <T>(random: Chance, of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];

/** The rows that a state holds, issues and incidents in any order: a store promises none. */
function rowsOf(state: BrainState, random: Chance): BrainRows {
  const shuffled = <T>(rows: Iterable<T>): T[] =>
    [...rows]
      .map((row) => ({ row, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ row }) => row);
  return {
    meta: state.meta,
    issues: shuffled(state.issues.values()),
    incidents: shuffled(state.incidents.values()),
    members: [...state.members].flatMap(([incident, ids]) => [...ids].map((id) => ({ incident, id }))),
    timers: shuffled(state.timers.values()),
    releases: shuffled(state.releases.values()),
    baselines: [...state.baselines.values()],
    projects: [...state.projects.values()],
    lanes: [...state.lanes].map(([key, row]) => ({ key, row })),
    drills: [...state.drills.values()],
    timeline: [...state.timeline.values()].flat(),
  };
}

/** Which baselines may be forgotten so many hours from now, in the order of their keys. */
function fadingKeys(state: BrainState, hours: number): readonly string[] {
  const { now, policy } = state.meta;
  const at = now + hours * 60 * minute;
  const faded = state.fading.by(at, policy.storm.baselineHalfLifeMs);
  return faded.map(({ key }) => key).sort();
}

/** What a tally tells in the order of its members. */
function inOrderOf({ running, releases, linked, issueCount, serviceNames }: FamilyTally): unknown {
  return { running, releases: [...releases], linked, issueCount, serviceNames };
}

/** What a step of the brain would see of the storms of production. */
function stormsOf(state: BrainState): unknown {
  const draft = new Draft(state, state.meta.cursor + 1, state.meta.now);
  return activeStorms(draft, 'production').map((view) => ({
    root: view.root,
    services: [...view.services],
    evidences: view.evidences,
    seen: [...view.lastSeenByService],
    broke: [view.firstBreakoutAt, view.lastBreakoutAt],
    guests: view.guestServices,
  }));
}

/** Everything in a state that follows from its rows. */
function indexesOf(state: BrainState): unknown {
  const versions = ['1.0.0', '1.1.0', '2.0.0'];
  return {
    children: state.children,
    kin: state.kin.all(),
    joinedPages: state.joinedPages,
    groups: new Map([...state.groups].map(([key, held]) => [key, new Map(held)])),
    openIssues: state.openIssues,
    breakouts: state.breakouts
      .since(-Infinity, () => true, Infinity)
      .map(({ row, home }) => ({ row, home: home?.row })),
    roots: state.roots,
    shipped: state.shipped.counts(),
    newest: versions.map((version) => state.shipped.newestSight('production', version)),
    users: state.users.counts(),
    families: [...state.incidents.values()]
      .map((row) => [row.id, state.families.of(row), inOrderOf(state.families.of(row))] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    storms: stormsOf(state),
    due: state.dueOrder.dueBy(Infinity),
    fading: [0.2, 1, 3].map((hours) => fadingKeys(state, hours)),
    timersFrom: state.timersFrom,
  };
}

function someAlert(random: Chance, at: number): Alert {
  const n = Math.floor(random() * 5);
  const service = `service-${Math.floor(random() * 7)}`;
  const change: Partial<Alert> = {
    eventId: `e${Math.floor(random() * 1e6)}`,
    userHash: `u${Math.floor(random() * 12)}`,
    release: one(random, ['app@1.0.0', `${service}@1.1.0`, `${service}@2.0.0`, null]),
    environment: one(random, ['production', 'production', 'staging', null]),
    sentryCount: one(random, [null, Math.floor(random() * 100)]),
    sentryUsers: one(random, [null, Math.floor(random() * 100)]),
    level: random() < 0.05 ? 'fatal' : 'error',
    ...(random() < 0.1 ? { link: null } : {}),
    ...(random() < 0.1 ? { project: null } : {}),
    ...(random() < 0.06 ? { reopened: 'regressed' as const, eventAt: at } : {}),
  };
  if (random() < 0.2) {
    const status = one<Alert['status']>(random, ['resolved', 'resolved', 'archived', 'assigned']);
    const { issueKey } = redisAlert(service, n);
    return alert({ issueKey, service, status, resource: `issue.${status}` });
  }
  if (random() < 0.6) return redisAlert(service, n, change);
  const issueKey = `sentry:acme/noise-${Math.floor(random() * 12)}`;
  const same = random() < 0.3 ? { title: 'One trouble', message: 'one trouble', exceptions: [] } : {};
  return alert({ issueKey, service, ...change, ...same });
}

function step(story: Story, random: Chance, at: number): void {
  const roll = random();
  const open = story.roots.filter((root) => root.status !== 'resolved');
  const some = open[Math.floor(random() * open.length)];
  if (roll < 0.03) story.tick(at);
  else if (roll < 0.06 && some !== undefined)
    story.operator(at, one(random, ['acknowledge', 'resolve']), some.id);
  else if (roll < 0.2)
    story.tell(at, someAlert(random, at), {
      firstReceivedAt: start + at - Math.floor(random() ** 3 * 90 * minute),
    });
  else story.tell(at, someAlert(random, at));
}

describe('the indexes of a state', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'say the same when they have followed its rows as when they are made of them (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const story = new Story();
      let at = 0;
      let storms = 0;
      let kept = 0;
      let listed = 0;
      for (let n = 0; n < 500; n += 1) {
        // Mostly a storm; now and then minutes or hours in which timers fire and incidents are forgotten.
        at += random() < 0.015 ? random() * 150 * minute : random() * 3_000;
        step(story, random, Math.floor(at));
        storms = Math.max(storms, story.state.children.size);
        kept = Math.max(kept, story.state.families.keptRoots().length);
        listed = Math.max(listed, story.state.firmIssues.all().size);
        if (n % 10 > 0) continue;
        const rebuilt = stateFromRows(rowsOf(story.state, random));
        expect(indexesOf(story.state)).toEqual(indexesOf(rebuilt));
      }
      expect(storms).toBeGreaterThan(0);
      expect(kept).toBeGreaterThan(0);
      expect(listed).toBeGreaterThan(0);
      expect(story.deadLetters).toEqual([]);
    },
  );

  it('know which baselines have faded, in the order in which they began, under the half-life of now', () => {
    const story = new Story();
    redisStorm(story);
    const { state } = story;
    const half = state.meta.policy.storm.baselineHalfLifeMs;
    const row = (key: string, weight: number, at: number): void => {
      evolve(state, [{ table: 'baseline', key, row: { key, weight, at, services: [] } }]);
    };
    const faded = (now: number, halfLifeMs: number): readonly string[] =>
      state.fading.by(now, halfLifeMs).flatMap(({ key }) => (key.startsWith('code:') ? [key] : []));
    row('code:heavy', 12.8, 0);
    row('code:late', 0.4, 6 * half);
    row('code:early', 0.1, 2 * half);
    expect(faded(7.9 * half, half)).toEqual(['code:early']);
    expect(faded(9.1 * half, half)).toEqual(['code:heavy', 'code:late', 'code:early']);
    row('code:heavy', 1, 9 * half);
    expect(faded(9.1 * half, half)).toEqual(['code:late', 'code:early']);
    evolve(state, [{ table: 'baseline', key: 'code:late', row: null }]);
    row('code:late', 0.04, 9 * half);
    expect(faded(9.1 * half, half)).toEqual(['code:early', 'code:late']);
    expect(faded(9.1 * half, half / 2)).toEqual(['code:early', 'code:late']);
    expect(faded(11.2 * half, half / 2)).toEqual(['code:heavy', 'code:early', 'code:late']);
  });

  it('count a child no longer where it has left, and a member where it has come to', () => {
    const story = new Story();
    redisStorm(story);
    const { state } = story;
    const root = story.storm;
    const whole = state.families.of(root);
    expect(state.families.keptRoots()).toEqual([root.id]);
    const [child] = state.children.get(root.id) ?? [];
    const row = state.incidents.get(child ?? '');
    if (row === undefined) throw new Error('The storm has no child.');
    const same = (): void => {
      expect(indexesOf(state)).toEqual(indexesOf(stateFromRows(rowsOf(state, seeded(1)))));
    };
    evolve(state, [{ table: 'incident', key: row.id, row: { ...row, parent: null, adoption: null } }]);
    same();
    expect(state.families.of(root).alerts).toBe(whole.alerts - row.alerts);
    evolve(state, [{ table: 'incident', key: row.id, row }]);
    same();
    expect(state.families.of(root).alerts).toBe(whole.alerts);
    evolve(state, [{ table: 'forget', key: row.id }]);
    same();
  });
});
