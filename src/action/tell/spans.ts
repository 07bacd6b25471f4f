import type { HopName } from '../judge/hop-verdict.ts';
import type { Provider } from '../judge/check-settings.ts';
import { stepOf } from '../judge/judge-steps.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { isFailing } from '../judge/hop-verdict.ts';
import type { CallSeen, Observed } from '../judge/observed.ts';

/** A bar of the timeline, in ms since the try began. */
export interface Span {
  readonly hop: HopName;
  readonly what: string;
  readonly from: number;
  readonly to: number;
  readonly failing: boolean;
}

/** What happened when, as far as it is known. */
export function spansOf({ seen, verdict }: DrillRun): readonly Span[] {
  const failing = new Set(verdict.hops.filter(isFailing).map(({ name }) => name));
  const spans: readonly (Omit<Span, 'failing'> | null)[] = [
    callSpan('deploy', 'record', seen, seen.deploy === null ? [] : [seen.deploy]),
    callSpan('register', 'register', seen, seen.register === null ? [] : [seen.register]),
    callSpan('ack', 'answered', seen, seen.alerts),
    settledSpan('brain', 'counted', seen),
    settledSpan('storm', 'folded', seen),
    ...providerSpans('slack', seen),
    ...providerSpans('page', seen),
    settledSpan('receivers', 'probed', seen),
    cleanupSpan(seen),
  ];
  return spans
    .filter((span) => span !== null)
    .filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to))
    .map((span) => ({ ...span, failing: failing.has(span.hop) }));
}

type Bar = Omit<Span, 'failing'> | null;

function callSpan(hop: HopName, what: string, { startedAt }: Observed, calls: readonly CallSeen[]): Bar {
  const [first] = calls;
  if (first === undefined) return null;
  const to = Math.max(...calls.map(({ at, ms }) => at + ms));
  return { hop, what, from: first.at - startedAt, to: to - startedAt };
}

/** From the first alert until it was first seen to be done. */
function settledSpan(hop: HopName, what: string, { startedAt, alerts, settled, report }: Observed): Bar {
  const at = settled[hop];
  const sent = alerts[0]?.at;
  if (at === undefined || sent === undefined || report === null) return null;
  return { hop, what, from: sent - startedAt, to: at - startedAt };
}

/** Durations that the relay measured begin when its door received the first alert: for us, when we sent it. */
function providerSpans(hop: Provider, seen: Observed): readonly Bar[] {
  const sent = seen.alerts[0]?.at;
  const taken = stepOf(seen, hop)?.taken;
  if (taken?.acceptedMs == null || sent === undefined) return [];
  const { acceptedMs, confirmedMs } = taken;
  const from = sent - seen.startedAt;
  const accepted = { hop, what: 'accepted', from, to: from + acceptedMs };
  if (confirmedMs === null || confirmedMs <= acceptedMs) return [accepted];
  return [accepted, { hop, what: 'confirmed', from: accepted.to, to: from + confirmedMs }];
}

function cleanupSpan({ cleanup, endedAt, startedAt }: Observed): Bar {
  if (cleanup?.kind !== 'clean' || endedAt === null) return null;
  const to = endedAt - startedAt;
  return { hop: 'cleanup', what: 'resolved', from: to - cleanup.ms, to };
}
