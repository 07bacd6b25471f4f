import type { Disposition, Entry } from '../domain/entry.ts';
import type { Change } from '../domain/state.ts';
import type { Reading } from '../seams/source.ts';
import { applyAlert } from './alerts.ts';
import type { BrainState } from './brain-state.ts';
import { applyCommand, applyLaneReport, applyPolicy } from './commands.ts';
import { applyDeploy } from './deploys.ts';
import { Draft } from './draft.ts';
import { applyDrillAlert, applyDrillCommand } from './drills.ts';
import type { Judge } from './judge.ts';
import { fireTimers } from './timers.ts';

/** What applying one entry changes. Folding `changes` into the state gives the next state. */
export interface Applied {
  readonly changes: readonly Change[];
  /** What became of the entry. */
  readonly disposition: Disposition;
}

/**
 * The brain: a pure function of the state, an entry and what its source read out of it. Its time is the entry's
 * `receivedAt`, never running backwards; timers that are due by then fire first.
 * @throws Error when the entry cannot be applied; the caller makes it a dead letter, and the state is as before.
 */
export function applyEntry(state: BrainState, entry: Entry, reading: Reading | null, judge: Judge): Applied {
  const now = Math.max(state.meta.now, entry.receivedAt);
  const draft = new Draft(state, entry.seq, now);
  if (state.timersFrom <= now) fireTimers(draft, judge);
  const disposition = applyByKind(draft, entry, reading, judge);
  draft.putMeta({ ...draft.meta(), now, cursor: entry.seq });
  return { changes: draft.changes(), disposition };
}

/** Moves the cursor past an entry that could not be applied. */
export function skipEntry(state: BrainState, entry: Entry): readonly Change[] {
  return [
    {
      table: 'meta',
      row: { ...state.meta, now: Math.max(state.meta.now, entry.receivedAt), cursor: entry.seq },
    },
  ];
}

function applyByKind(draft: Draft, entry: Entry, reading: Reading | null, judge: Judge): Disposition {
  // Nothing but the secret that matched makes an alert synthetic, and that secret makes nothing else.
  if (entry.verifiedBy === 'drill') {
    if (reading === null || reading.kind === 'command') throw unread(entry);
    return applyDrillAlert(draft, entry, reading, judge);
  }
  if (reading?.kind === 'command') return applyCommand(draft, reading.command);
  switch (entry.source) {
    case 'sentry':
    case 'sentry-legacy':
      if (reading === null) throw unread(entry);
      if (reading.kind === 'set-aside') return reading;
      return applyAlert(draft, reading.alert, judge, entry.source === 'sentry');
    case 'drill':
      return { kind: 'set-aside', reason: 'It is kept as a drill, but was not signed as one.' };
    case 'ci':
      return applyDrillCommand(draft, entry);
    case 'operator':
      throw unread(entry);
    case 'policy':
      return applyPolicy(draft, entry.body);
    case 'lane':
      return applyLaneReport(draft, entry.body);
    case 'timer':
      return { kind: 'set-aside', reason: 'A timer came due.' };
    case 'deploy':
      return applyDeploy(draft, entry);
  }
}

function unread({ source }: Entry): Error {
  return new Error(`No source reads entries of ${source}.`);
}
