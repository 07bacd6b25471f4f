import type { Settings } from '../config/settings.ts';
import type { DrillReport } from '../domain/drill/drill-report.ts';
import type { Became } from '../domain/inbox/disposition.ts';
import type { DecidedEntry } from '../domain/inbox/journey.ts';
import type { Policy } from '../domain/policy.ts';
import type { Held } from '../observe/held.ts';
import type { CountedSend } from '../observe/counted-send.ts';
import type { DispatchStanding } from '../observe/standing.ts';
import type { Log } from '../seams/log.ts';
import type { OnCallAnswer } from '../seams/on-call.ts';
import type { CaughtUp, SentryCall } from '../seams/sentry-desk.ts';
import type { Holding } from '../seams/store.ts';

/** What the thread of brain and dispatch begins with. Everything in here can be copied into another thread. */
export interface Beginning extends Held {
  readonly settings: Settings;
  /** Of the store that the door has open. */
  readonly store: SharedArrayBuffer;
  /** Of the clocks of both threads. */
  readonly floor: SharedArrayBuffer;
  /** Where the door notes its commits. */
  readonly doorCrowd: SharedArrayBuffer;
}

/** What the door tells brain and dispatch. */
export type ToWorker =
  | { readonly kind: 'begin'; readonly with: Beginning }
  /** The doors are open. */
  | { readonly kind: 'opened' }
  /** The inbox grew. */
  | { readonly kind: 'appended' }
  /** The inbox takes something again, after it took nothing for so long. */
  | { readonly kind: 'missed'; readonly closedForMs: number }
  /** An operator replayed a dead letter: a notification may have to be sent again. */
  | { readonly kind: 'replayed' }
  /** A drill begins: lanes that are blocked are tried at once. */
  | { readonly kind: 'prepare' }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  /** Settle what is in flight and let the store go. */
  | { readonly kind: 'stop' };

/** What only brain and dispatch know. */
export type Question =
  | { readonly about: 'standing' }
  | { readonly about: 'drill'; readonly drill: string }
  | { readonly about: 'on-call' }
  /** To read in Sentry what happened in the last so many ms. */
  | { readonly about: 'catch-up'; readonly sinceMs: number }
  /** To go on by other settings, as far as they need no restart. */
  | { readonly about: 'renewal'; readonly settings: Settings };

/** The answer to a question, or why there is none. */
export type Reply =
  | { readonly about: 'standing'; readonly standing: DispatchStanding }
  | { readonly about: 'drill'; readonly report: DrillReport | null }
  | { readonly about: 'on-call'; readonly answer: OnCallAnswer }
  /** Null: Sentry cannot be asked. */
  | { readonly about: 'catch-up'; readonly became: CaughtUp | null }
  /** Credentials that rows depend on and nobody can send with, still. */
  | { readonly about: 'renewal'; readonly gone: readonly Holding[] }
  | { readonly about: 'failure'; readonly reason: string };

/** What brain and dispatch tell the door. */
export type FromWorker =
  | ({ readonly kind: 'ready' } & Ready)
  | ({ readonly kind: 'committed' } & Committed)
  | { readonly kind: 'sent'; readonly send: CountedSend }
  /** Sentry was asked something. */
  | { readonly kind: 'asked'; readonly call: SentryCall }
  | { readonly kind: 'answer'; readonly id: number; readonly reply: Reply }
  | {
      readonly kind: 'line';
      readonly level: keyof Log;
      readonly fields: Readonly<Record<string, unknown>>;
      readonly message: string;
    }
  /** It cannot go on. `what` names the loop, null before the start was over. */
  | { readonly kind: 'failed'; readonly what: string | null; readonly reason: string }
  /** Everything is settled, and the store let go. */
  | { readonly kind: 'stopped' };

/** Brain and dispatch have recovered and run. */
interface Ready {
  /** The last entry that is applied. */
  readonly cursor: number;
  readonly policy: Policy;
  /** Credentials that rows depend on and nobody can send with. */
  readonly gone: readonly Holding[];
}

/** Everything up to `to` is applied. */
interface Committed {
  readonly to: number;
  /** What became of the entries that count. */
  readonly became: readonly Became[];
  readonly realMs: number;
  /** What became of Sentry's own, where journeys are told. */
  readonly decided?: readonly DecidedEntry[];
  /** The brain's policy from now on; absent while it stays the same. */
  readonly policy?: Policy;
}
