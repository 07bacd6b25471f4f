import fc from 'fast-check';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import type { BrainMeta, BrainRows, Change } from '../../../src/domain/state.ts';
import { drill, incident, issue, project, t0 } from '../nouns.ts';

/**
 * What memory holds after some commits, written down independently of any store: rows in the order in which
 * they were first added, forgotten incidents gone with their members and items.
 */
export function foldRows(
  row: BrainMeta,
  commits: readonly (readonly Change[])[],
  before: BrainRows | null = null,
): BrainRows {
  const maps = {
    issue: keyed(before?.issues ?? [], (one) => one.key),
    incident: keyed(before?.incidents ?? [], (one) => one.id),
    timer: keyed(before?.timers ?? [], (one) => one.id),
    release: keyed(before?.releases ?? [], (one) => one.key),
    baseline: keyed(before?.baselines ?? [], (one) => one.key),
    project: keyed(before?.projects ?? [], (one) => one.key),
    lane: keyed(before?.lanes ?? [], (one) => one.key),
    drill: keyed(before?.drills ?? [], (one) => one.id),
  };
  let members = [...(before?.members ?? [])];
  const stories = new Map<string, BrainRows['timeline'][number][]>();
  for (const item of before?.timeline ?? [])
    stories.set(item.incident, [...(stories.get(item.incident) ?? []), item]);
  for (const change of commits.flat()) {
    switch (change.table) {
      case 'meta':
        break;
      case 'forget':
        maps.incident.delete(change.key);
        members = members.filter((one) => one.incident !== change.key);
        stories.delete(change.key);
        break;
      case 'member':
        if (members.some((one) => one.incident === change.incident && one.id === change.id)) break;
        members.push({ incident: change.incident, id: change.id });
        break;
      case 'drop-member':
        members = members.filter((one) => one.incident !== change.incident || one.id !== change.id);
        break;
      case 'timeline':
        stories.set(
          change.row.incident,
          [...(stories.get(change.row.incident) ?? []), change.row].slice(-240),
        );
        break;
      case 'lane':
        put(maps.lane, change.key, change.row === null ? null : { key: change.key, row: change.row });
        break;
      case 'incident':
        maps.incident.set(change.key, change.row);
        break;
      case 'issue':
        put(maps.issue, change.key, change.row);
        break;
      case 'timer':
        put(maps.timer, change.key, change.row);
        break;
      case 'drill':
        put(maps.drill, change.key, change.row);
        break;
      case 'release':
        put(maps.release, change.key, change.row);
        break;
      case 'project':
        put(maps.project, change.key, change.row);
        break;
      case 'baseline':
        put(maps.baseline, change.key, change.row);
    }
  }
  return {
    meta: row,
    issues: [...maps.issue.values()],
    incidents: [...maps.incident.values()],
    members,
    timers: [...maps.timer.values()],
    releases: [...maps.release.values()],
    baselines: [...maps.baseline.values()],
    projects: [...maps.project.values()],
    lanes: [...maps.lane.values()],
    drills: [...maps.drill.values()],
    timeline: [...maps.incident.keys()].flatMap((id) => stories.get(id) ?? []),
  };
}

function keyed<T>(rows: readonly T[], key: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [key(row), row]));
}

function put<T>(map: Map<string, T>, key: string, row: T | null): void {
  if (row === null) map.delete(key);
  else map.set(key, row);
}

const few = fc.integer({ min: 1, max: 4 });
const words = fc.string({ unit: 'grapheme', maxLength: 12 });
// A forgotten incident never comes back, so those that are forgotten have names of their own.
const living = few.map((n) => `inc-${n}`);

/** Any one change of a small world, so that sequences meet the same rows again. */
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ id: living, alerts: fc.nat(), title: words }).map(({ id, alerts, title }): Change => ({
    table: 'incident',
    key: id,
    row: incident(id, { alerts, title }),
  })),
  fc.record({ n: few, drop: fc.boolean(), title: words }).map(({ n, drop, title }): Change => ({
    table: 'issue',
    key: `i-${n}`,
    row: drop ? null : issue(`i-${n}`, { title }),
  })),
  fc
    .record({ id: living, n: few })
    .map(({ id, n }): Change => ({ table: 'member', incident: id, id: `e:${n}` })),
  fc
    .record({ id: living, n: few })
    .map(({ id, n }): Change => ({ table: 'drop-member', incident: id, id: `e:${n}` })),
  fc.record({ n: few, drop: fc.boolean(), due: fc.nat() }).map(({ n, drop, due }): Change => ({
    table: 'timer',
    key: `quiet:${n}`,
    row: drop ? null : { id: `quiet:${n}`, due, kind: 'quiet', subject: String(n) },
  })),
  fc.record({ n: few, drop: fc.boolean(), version: words }).map(({ n, drop, version }): Change => ({
    table: 'release',
    key: `production/${n}`,
    row: drop
      ? null
      : {
          key: `production/${n}`,
          service: String(n),
          versions: [{ version, firstAt: t0, lastAt: t0 }],
          deploys: [],
        },
  })),
  fc
    .record({ n: few, drop: fc.boolean(), weight: fc.double({ noNaN: true, min: 0, max: 1e6 }) })
    .map(({ n, drop, weight }): Change => ({
      table: 'baseline',
      key: `c-${n}`,
      row: drop ? null : { key: `c-${n}`, weight: weight === 0 ? 0 : weight, at: t0, services: [] },
    })),
  fc.record({ n: few, drop: fc.boolean(), lastAt: fc.nat() }).map(({ n, drop, lastAt }): Change => ({
    table: 'project',
    key: `p-${n}`,
    row: drop ? null : project(`p-${n}`, { lastAt }),
  })),
  fc.record({ n: few, drop: fc.boolean() }).map(({ n, drop }): Change => ({
    table: 'lane',
    key: `slack:${n}`,
    row: drop ? null : { kind: 'flowing' },
  })),
  fc
    .record({ n: few, drop: fc.boolean(), alertsTaken: fc.nat() })
    .map(({ n, drop, alertsTaken }): Change => ({
      table: 'drill',
      key: `drill-${n}`,
      row: drop ? null : drill(`drill-${n}`, { alertsTaken }),
    })),
);

/** A run of changes, now and then with an incident that is born, told of and forgotten. */
export const anyChanges: fc.Arbitrary<Change[]> = fc
  .tuple(fc.array(anyChange, { maxLength: 12 }), fc.option(fc.uuid()))
  .map(([changes, passing]) => (passing === null ? changes : [...changes, ...passingIncident(passing)]));

function passingIncident(id: string): Change[] {
  return [
    { table: 'incident', key: id, row: incident(id) },
    { table: 'member', incident: id, id: 'e:1' },
    {
      table: 'timeline',
      row: { incident: id, n: 1, at: t0, kind: 'opened', decision: toldBefore('It opened.'), tell: 'no' },
    },
    { table: 'forget', key: id },
  ];
}
