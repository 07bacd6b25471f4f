import type { Scene } from '../scene/scene.ts';
import type { NetworkCall } from '../world/network.ts';

/** What is at least an error and stands in no chat pages, once the chat has taken nothing for so long, ms (docs/paging.md). */
const unseenMs = 120_000;
/** What makes a first message waits so long at most before it is tried, ms: for its group, and for its turn. */
const beforeTryMs = 15_000;

/** Issues of which each may have woken somebody because Slack took nothing, so that nobody could see it there. */
export function unseenIssues({ record, story, network, time }: Scene): readonly number[] {
  const silences = silencesOf(network.calls, record.livesOver, time.elapsed());
  const isSilent = (at: number): boolean => silences.some(({ from, to }) => at >= from && at < to);
  return story.issues
    .filter(({ level, environment }) => level !== 'warning' && environment === 'production')
    .map(({ number }) => number)
    .filter(
      (number) =>
        record.readings.some(({ issue, at }) => issue === number && isSilent(at)) ||
        record.sent.some(
          ({ issue, outcome, answeredAt }) =>
            issue === number && outcome === 'accepted' && isSilent(answeredAt),
        ),
    );
}

interface Silence {
  /** What was to be shown since then was not. */
  readonly from: number;
  readonly to: number;
}

/** The times in which a channel took nothing of what it was asked to take, for long enough. */
function silencesOf(
  calls: readonly NetworkCall[],
  livesOver: ReadonlyMap<number, number>,
  now: number,
): readonly Silence[] {
  const failingSince = new Map<string, { readonly from: number; readonly since: number }>();
  const silences: Silence[] = [];
  const servedBy = new Map<string, number>();
  const end = (channel: string, to: number): void => {
    const failing = failingSince.get(channel);
    failingSince.delete(channel);
    if (failing !== undefined && to - failing.since >= unseenMs) silences.push({ from: failing.from, to });
  };
  for (const call of calls) {
    const { service, channel, state, life } = call;
    if (service !== 'slack' || channel === null || state === null) continue;
    if (state !== 'look' && isTaken(call)) {
      end(channel, call.settledAt ?? now);
      servedBy.set(channel, life);
    } else if (!failingSince.has(channel)) {
      // A life that begins has what the one before it left, and nobody asked the chat in between.
      const left = servedBy.get(channel) === life ? call.at : (livesOver.get(life - 1) ?? call.at);
      const since = call.at - beforeTryMs;
      failingSince.set(channel, { from: Math.min(since, left - beforeTryMs), since });
    }
  }
  for (const channel of [...failingSince.keys()]) end(channel, now);
  return silences;
}

/** Slack took it, and the relay knows. */
function isTaken({ answered, ambiguous, settledAt }: NetworkCall): boolean {
  return (
    settledAt !== null && !ambiguous && answered?.status === 200 && answered.body.startsWith('{"ok":true')
  );
}
