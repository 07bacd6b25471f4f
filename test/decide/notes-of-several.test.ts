import { describe, expect, it } from 'vitest';
import { noteProjection } from '../../src/decide/beside/note-projection.ts';
import { newState } from '../../src/correlate/state/brain-state.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { untold, type PagerStanding } from '../../src/domain/sending/pager-standing.ts';
import { sampleIncident } from '../http/doubles/sample-incidents.ts';
import { start, wantedPage } from '../make.ts';

const back: Decision = { code: 'pager-unacknowledged', who: 'Robin', before: false };
const told: readonly [string, Decision][] = [
  ['acknowledged', { code: 'acknowledged', who: 'Robin' }],
  ['pager', back],
];

/** What is noted at a pager of which this is known. */
function notes(standing: Partial<PagerStanding>, several: boolean): readonly string[] {
  const atPager = [{ ...untold(1), ids: ['Q1'], ...standing }];
  const desks = several ? { desks: {} as NonNullable<Incident['desks']> } : {};
  const root = sampleIncident({ id: 'inc-1', page: wantedPage('fatal', start), atPager, ...desks });
  const state = newState('i1');
  state.timeline.set(
    root.id,
    told.map(([kind, decision], n) => ({
      incident: root.id,
      n: n + 1,
      at: start,
      kind,
      decision,
      tell: 'thread',
    })),
  );
  const note = noteProjection(state, { root, children: [] }, () => null);
  return (note?.items ?? []).map((item) => ('text' in item ? item.text : ''));
}

describe('notes at one of several pagers', () => {
  it('say of what was taken at another that it was taken back there, too', () => {
    expect(notes({}, true)).toEqual([
      'Acknowledged by Robin.',
      'Robin took the acknowledgement back in PagerDuty.',
    ]);
  });

  it('say neither where it was done', () => {
    const acknowledged = { by: 'Robin', at: start };
    const turned = { how: 'unacknowledged', by: 'Robin', at: start + 1 } as const;
    expect(notes({ acknowledged, turned }, true)).toEqual([]);
  });

  it('say it nowhere where there is but one pager, which knows', () => {
    expect(notes({ acknowledged: { by: 'Robin', at: start } }, false)).toEqual([]);
  });
});
