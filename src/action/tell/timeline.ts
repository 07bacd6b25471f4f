import { wordsOfMs } from '../../domain/text/duration.ts';
import { hopTitles, isFailing, type HopName } from '../judge/hop-verdict.ts';
import { stepOf, type CallSeen } from '../judge/observed.ts';
import type { DrillRun } from '../run/drill-run.ts';

/** A bar of the timeline, in ms since the try began. */
interface Span {
  readonly hop: HopName;
  readonly what: string;
  readonly from: number;
  readonly to: number;
  readonly failing: boolean;
}

/** What happened when, as far as it is known. */
export function spansOf({ seen, verdict }: DrillRun): readonly Span[] {
  const { startedAt, deploy, register, alerts, report, cleanup } = seen;
  const failing = verdict.hops.filter(isFailing).map(({ name }) => name);
  // What is not known is no number, and makes no bar.
  const bar = (hop: HopName, what: string, from = NaN, to = NaN): readonly Span[] =>
    Number.isFinite(from) && Number.isFinite(to)
      ? [{ hop, what, from: from - startedAt, to: to - startedAt, failing: failing.includes(hop) }]
      : [];
  const sent = alerts[0]?.at ?? NaN;
  const ended = seen.endedAt ?? NaN;
  const settled = (hop: HopName): number | undefined => (report === null ? undefined : seen.settled[hop]);
  // Durations that the relay measured begin when its door received the first alert: for us, when we sent it.
  const shown = (hop: 'slack' | 'page'): readonly Span[] => {
    const taken = stepOf(seen, hop)?.taken;
    const accepted = sent + (taken?.acceptedMs ?? NaN);
    const confirmed = sent + (taken?.confirmedMs ?? NaN);
    return [
      ...bar(hop, 'accepted', sent, accepted),
      ...(confirmed > accepted ? bar(hop, 'confirmed', accepted, confirmed) : []),
    ];
  };
  return [
    ...bar('deploy', 'record', deploy?.at, endOf([deploy])),
    ...bar('register', 'register', register?.at, endOf([register])),
    ...bar('ack', 'answered', sent, endOf(alerts)),
    ...bar('brain', 'counted', sent, settled('brain')),
    ...bar('storm', 'folded', sent, settled('storm')),
    ...shown('slack'),
    ...shown('page'),
    ...bar('receivers', 'probed', sent, settled('receivers')),
    ...bar('cleanup', 'resolved', ended - (cleanup?.kind === 'clean' ? cleanup.ms : NaN), ended),
  ];
}

function endOf(calls: readonly (CallSeen | null)[]): number {
  return Math.max(...calls.map((call) => (call === null ? NaN : call.at + call.ms)));
}

/**
 * The spans as a Mermaid Gantt chart (mermaid.js.org/syntax/gantt.html). Every word in it is our own: nothing from
 * outside can break out of it.
 */
export function timelinePicture(spans: readonly Span[]): readonly string[] {
  if (spans.length === 0) return [];
  // Beyond a minute the seconds alone would begin anew.
  const axis = Math.max(...spans.map(({ to }) => to)) < 60_000 ? '%S.%L' : '%M:%S';
  const tasks = spans.flatMap(({ hop, what, from, to, failing }, index) => {
    const begin = Math.max(0, Math.round(from));
    // A bar needs a width to be seen.
    const end = Math.max(begin + 1, Math.round(to));
    return [
      ...(spans[index - 1]?.hop === hop ? [] : [`  section ${hopTitles[hop]}`]),
      `  ${what} ${wordsOfMs(end - begin)} :${failing ? 'crit' : 'done'}, ${begin}, ${end}`,
    ];
  });
  return ['```mermaid', 'gantt', '  dateFormat x', `  axisFormat ${axis}`, ...tasks, '```'];
}
