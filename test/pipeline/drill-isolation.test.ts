import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyState, type BrainState } from '../../src/correlate/state/brain-state.ts';
import { drillOf } from '../../src/domain/environment/environment.ts';
import type { Entry } from '../../src/domain/inbox/entry.ts';
import type { Wanted } from '../../src/domain/sending/notification.ts';
import { applyRun } from '../../src/pipeline/apply-inbox.ts';
import { chat, pager, policy, readAlert } from '../make.ts';
import { spaced, withDrills } from './drill-entries.ts';
import { stormEntries } from './storm-entries.ts';

const testChat = { ...chat, id: 'slack/CDRILL', lane: 'slack:CDRILL' };
const testPager = { ...pager, id: 'pagerduty/test', lane: 'pagerduty:test', credential: 'pagerduty:test' };

/** What came of entries that are no drill's: state, what is wanted of whom, and what became of each entry. */
function realPart(entries: readonly Entry[]): { portrait: unknown; drillRows: readonly Wanted[] } {
  const state: BrainState = emptyState({
    install: 'i1',
    now: 0,
    cursor: 0,
    policy: { ...policy, drillReceivers: [testChat, testPager] },
    former: [],
    pagesWanted: [],
  });
  const wanted = new Map<string, Wanted>();
  const dispositions: unknown[] = [];
  for (const one of entries) {
    const batch = applyRun(state, [one], readAlert);
    for (const row of batch.wanted) wanted.set(row.id, row);
    if (one.source === 'sentry') dispositions.push(batch.dispositions[0]);
  }
  const drills = new Set(
    [...state.incidents.values()]
      .filter((incident) => drillOf(incident.environmentClass) !== null)
      .map((incident) => incident.id),
  );
  const real = <T>(map: ReadonlyMap<string, T>, incidentOf: (key: string, row: T) => string): [string, T][] =>
    [...map].filter(([key, row]) => !drills.has(incidentOf(key, row)));
  return {
    drillRows: [...wanted.values()].filter((row) => drills.has(row.incident)),
    portrait: {
      incidents: real(state.incidents, (key) => key),
      issues: real(state.issues, (_, issue) => issue.incident),
      members: real(state.members, (key) => key).map(([id, set]) => [id, [...set]]),
      timeline: real(state.timeline, (key) => key),
      children: real(state.children, (key) => key).map(([id, set]) => [id, [...set]]),
      wanted: real(wanted, (_, row) => row.incident),
      releases: [...state.releases],
      baselines: [...state.baselines],
      lanes: [...state.lanes],
      roots: [...state.roots].filter((id) => !drills.has(id)),
      pagesWanted: state.meta.pagesWanted,
      dispositions,
    },
  };
}

describe('drills beside an outage', () => {
  it('change nothing of what is real, however alike they are, and reach none of its receivers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 6 }), (seed, drills) => {
        const entries = stormEntries(seed);
        const alone = realPart(spaced(entries));
        const mixed = realPart(withDrills(entries, seed, drills));
        expect(mixed.portrait).toEqual(alone.portrait);
        expect(mixed.drillRows.length).toBeGreaterThan(0);
        expect(new Set(mixed.drillRows.map((row) => row.receiver))).toEqual(
          new Set(
            mixed.drillRows.some((row) => row.surface === 'page')
              ? [testChat.id, testPager.id]
              : [testChat.id],
          ),
        );
        expect(alone.drillRows).toEqual([]);
      }),
      { numRuns: 25, seed: 2026 },
    );
  });
});
