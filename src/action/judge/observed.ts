import type { DrillStep } from '../../domain/drill/drill-report.ts';
import type { CallFailure } from '../relay/call-failure.ts';
import type { ReportSeen, TicketSeen } from '../relay/relay-answers.ts';
import type { Called } from '../relay/relay-client.ts';
import type { HopName } from './hop-verdict.ts';

/** What is kept of a call. */
export interface CallSeen extends Pick<Called<unknown>, 'at' | 'ms'> {
  readonly failure: CallFailure | null;
}

/** What is left of a drill after its end. */
export type Cleanup =
  | { readonly kind: 'clean'; readonly ms: number }
  | { readonly kind: 'open'; readonly leftOpen: readonly string[] }
  | { readonly kind: 'unknown'; readonly failure: CallFailure };

/** Why nothing more is waited for. */
export type Over = 'settled' | 'timeout' | 'stopped' | 'cancelled';

/** Whether a drill in this state takes nothing more. */
export function isOverThere(state: string): boolean {
  return state !== 'registered' && state !== 'running';
}

/** All that one try has seen so far. Verdict, summary and report are made of this and nothing else. */
export interface Observed {
  /** UNIX ms. */
  readonly startedAt: number;
  /** Null until it was tried, and when no deploy is recorded. */
  readonly deploy: CallSeen | null;
  readonly register: CallSeen | null;
  /** Without its nonce: what is kept here is shown. */
  readonly ticket: Pick<TicketSeen, 'id' | 'alerts' | 'provable'> | null;
  /** What the relay has to say to whoever checks, as sentences. */
  readonly notes: readonly string[];
  /** One for each alert that was sent. */
  readonly alerts: readonly CallSeen[];
  readonly report: ReportSeen | null;
  /** Why the newest poll gave nothing; null when it was answered. */
  readonly pollFailure: CallFailure | null;
  readonly over: Over | null;
  readonly cleanup: Cleanup | null;
  /** UNIX ms at which a hop was first seen to be done. */
  readonly settled: Readonly<Partial<Record<HopName, number>>>;
  readonly endedAt: number | null;
}

/** A try that has not seen anything yet. */
export const nothingSeen = (startedAt: number): Observed => ({
  startedAt,
  deploy: null,
  register: null,
  ticket: null,
  notes: [],
  alerts: [],
  report: null,
  pollFailure: null,
  over: null,
  cleanup: null,
  settled: {},
  endedAt: null,
});

/** What the relay says of a step; undefined when it does not (yet). */
export function stepOf({ report }: Pick<Observed, 'report'>, name: HopName): DrillStep | undefined {
  return report?.steps.find(({ step }) => step === name);
}

/** How many ms after `from` a hop was seen to be done; null when one of the two is not known. */
export function doneAfter({ settled }: Observed, name: HopName, from: number | undefined): number | null {
  const at = settled[name];
  return at === undefined || from === undefined ? null : Math.round(at - from);
}
