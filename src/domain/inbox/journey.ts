import type { Decision } from '../decision.ts';
import type { Outcome, Step } from '../sending/outcome.ts';
import type { Surface } from '../sending/notification.ts';
import type { Disposition } from './disposition.ts';
import { isSentrys, type Entry } from './entry.ts';

/** What the brain made of an entry, as a trace tells it. */
export interface DecidedEntry {
  readonly seq: number;
  readonly disposition: Disposition['kind'];
  readonly code: Decision['code'];
  /** The incident that it counts for; null: none. */
  readonly incident: string | null;
}

/** One attempt to show an incident somewhere, as a trace tells it. */
export interface TracedSend {
  readonly incident: string;
  readonly surface: Surface;
  readonly lane: string;
  readonly step: Step;
  readonly outcome: Outcome['kind'];
  /** 1 for the first. */
  readonly attempt: number;
  /** Virtual ms. */
  readonly startedAt: number;
  readonly at: number;
}

/** The entry that opened an incident, as its id says (`inc-<seq>`); null: the id is another version's. */
export function openedBy(incident: string): number | null {
  const seq = Number(/^inc-(\d+)(?:-\d+)?$/.exec(incident)?.[1]);
  return Number.isSafeInteger(seq) ? seq : null;
}

/** What became of those among some entries that are Sentry's own. */
export function decidedIn(
  entries: readonly Entry[],
  dispositions: readonly { readonly seq: number; readonly disposition: Disposition }[],
): readonly DecidedEntry[] {
  const sentrys = new Set(entries.filter(({ source }) => isSentrys(source)).map(({ seq }) => seq));
  return dispositions.flatMap(({ seq, disposition }) => {
    if (!sentrys.has(seq)) return [];
    const incident = disposition.kind === 'counted' ? disposition.incident : null;
    return [{ seq, disposition: disposition.kind, code: disposition.decision.code, incident }];
  });
}
