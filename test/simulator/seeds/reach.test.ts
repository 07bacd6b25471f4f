import { describe, expect, it } from 'vitest';
import { Reach } from '../../../simulator/seeds/judge/reach.ts';
import {
  callFaults,
  processStates,
  sentryOddities,
  slackOddities,
} from '../../../simulator/seeds/story/story.ts';
import { pagerStates, sentryStates, slackStates } from '../../../simulator/seeds/world/sighted.ts';

/** Everything that some story could meet, but what is left out. */
function reached(leftOut: readonly string[] = []): Reach {
  const reach = new Reach();
  const note = (key: string): void => reach.add(leftOut.includes(key) ? [] : [[key, 1]]);
  for (const state of [...slackStates, ...pagerStates, ...sentryStates])
    for (const fault of [...callFaults, ...slackOddities, ...sentryOddities]) note(`${fault} ${state}`);
  for (const met of ['fires news', 'fires known-already', 'over news', 'unheard news']) note(met);
  const faults = reach.missed().map((key) => key.split(' ')[0] ?? '');
  for (const fault of new Set(faults)) for (const state of processStates) note(`${fault} ${state}`);
  return reach;
}

describe('the reach of a run', () => {
  it('has missed nothing where each fault met each state that it can meet', () => {
    expect(reached().missed()).toEqual([]);
  });

  it('names each pair that never met', () => {
    const pairs = [
      'late message-again',
      'unavailable acknowledge',
      'freeze at-rest',
      'history-paged look',
      'too-many next-page',
      'over news',
    ];
    expect([...reached(pairs).missed()].sort()).toEqual([...pairs].sort());
  });

  it('does not ask for what cannot be: a post that came twice is two, and only a look reads a history', () => {
    const pairs = ['twice message', 'twice look', 'history-late edit', 'metadata-dropped trigger'];
    expect(reached(pairs).missed()).toEqual([]);
  });
});
