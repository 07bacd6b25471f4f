import { skipEntry } from '../correlate/brain.ts';
import { evolve, type BrainState } from '../correlate/state/brain-state.ts';
import { inTurn } from '../correlate/state/change-log.ts';
import { changesToTell } from '../decide/beside/change-projection.ts';
import { projectIncident, touchedBy } from '../decide/projections.ts';
import type { NewDeadLetter } from '../domain/sending/dead-letter.ts';
import type { Decision } from '../domain/decision.ts';
import { disposed, setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import type { Incident } from '../domain/incident.ts';
import type { Wanted } from '../domain/sending/notification.ts';
import type { Change } from '../domain/state.ts';
import { readOwn } from '../ingest/own-entries.ts';
import type { Reader } from '../ingest/reader.ts';
import type { Batch } from '../seams/store.ts';
import { applyEntry } from './apply-entry.ts';

/**
 * The story of the inbox: each entry is read, correlated, decided upon, and becomes one disposition; then every
 * incident that was touched says anew what its surfaces should show. Answers with the one commit that makes all
 * of it durable, and leaves `state` as that commit describes it.
 */
export function applyRun(state: BrainState, entries: readonly Entry[], read: Reader): Omit<Batch, 'epoch'> {
  const { wanted, ...run } = applyEntries(state, entries, read);
  project(state, touchedBy(state, run.changes), wanted);
  return { ...run, wanted: [...wanted.values()] };
}

/** A run of entries as it was applied. */
interface AppliedRun extends Omit<Batch, 'epoch' | 'wanted'> {
  /** The last words of what leaves memory, and what is told of a deploy; what was touched has not said anything yet. */
  readonly wanted: Map<string, Wanted>;
}

/** Applies entries, and leaves what the touched incidents should show to whoever asks for it. */
export function applyEntries(state: BrainState, entries: readonly Entry[], read: Reader): AppliedRun {
  const from = state.meta.cursor;
  const steps: (readonly Change[])[] = [];
  const wanted = new Map<string, Wanted>();
  const dispositions: { seq: number; disposition: Disposition }[] = [];
  const deadLetters: NewDeadLetter[] = [];

  for (const entry of entries) {
    const applied = applyOrBury(state, entry, read);
    dispositions.push({ seq: entry.seq, disposition: applied.disposition });
    if (applied.deadLetter !== null) deadLetters.push(applied.deadLetter);
    // What leaves memory has to say its last word first.
    const leaving = applied.changes.filter((change) => change.table === 'forget');
    if (leaving.length > 0) {
      const leave = new Set(leaving.map((change) => change.key));
      project(
        state,
        touchedBy(state, inTurn(steps)).filter(({ id }) => leave.has(id)),
        wanted,
      );
    }
    for (const row of changesToTell(state, entry, applied.changes)) wanted.set(row.id, row);
    evolve(state, applied.changes);
    steps.push(applied.changes);
  }

  return { from, to: state.meta.cursor, dispositions, changes: inTurn(steps), wanted, deadLetters };
}

interface AppliedOrBuried {
  readonly changes: readonly Change[];
  readonly disposition: Disposition;
  readonly deadLetter: NewDeadLetter | null;
}

/** A poison entry becomes a dead letter and never stops the ones behind it. */
function applyOrBury(state: BrainState, entry: Entry, read: Reader): AppliedOrBuried {
  try {
    return { ...applyEntry(state, entry, read(entry) ?? readOwn(entry)), deadLetter: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const decision: Decision = { code: 'entry-not-applied', why };
    const changes = skipEntry(state, entry);
    // Whoever holds the drill secret can make no work for an operator.
    if (entry.verifiedBy === 'drill') return { changes, disposition: setAside(decision), deadLetter: null };
    const deadLetter: NewDeadLetter = {
      kind: 'entry',
      subject: String(entry.seq),
      incident: null,
      at: entry.receivedAt,
      decision,
      attempts: 1,
    };
    return { changes, disposition: disposed('dead', decision), deadLetter };
  }
}

function project(state: BrainState, incidents: readonly Incident[], into: Map<string, Wanted>): void {
  for (const incident of incidents) {
    for (const row of projectIncident(state, incident)) into.set(row.id, row);
  }
}
