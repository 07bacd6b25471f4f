import type { Scene } from '../scene/scene.ts';
import type { NetworkCall } from '../world/network.ts';

/** What is at least an error and stands in no chat pages, once the chat has taken nothing for so long, ms (docs/paging.md). */
const unseenMs = 120_000;
/** What makes a first message waits so long at most before it is tried, ms: for its group, and for its turn. */
const beforeTryMs = 15_000;

/** Issues of which each may have woken somebody because Slack took nothing, so that nobody could see it there. */
export function unseenIssues({ record, story, network, time }: Scene): readonly number[] {
  const silences = silencesOf(network.calls, time.elapsed());
  return story.issues
    .filter(({ level, environment }) => level !== 'warning' && environment === 'production')
    .map(({ number }) => number)
    .filter((number) =>
      record.sent.some(
        ({ issue, outcome, answeredAt }) =>
          issue === number &&
          outcome === 'accepted' &&
          silences.some(({ from, to }) => answeredAt >= from && answeredAt < to),
      ),
    );
}

interface Silence {
  readonly from: number;
  readonly to: number;
}

/** The times in which a channel took nothing of what it was asked to take, for long enough. */
function silencesOf(calls: readonly NetworkCall[], now: number): readonly Silence[] {
  const failingSince = new Map<string, number>();
  const silences: Silence[] = [];
  const end = (channel: string, to: number): void => {
    const since = failingSince.get(channel);
    failingSince.delete(channel);
    if (since !== undefined && to - since >= unseenMs) silences.push({ from: since, to });
  };
  for (const call of calls) {
    const { service, channel, state } = call;
    if (service !== 'slack' || channel === null || state === null) continue;
    if (state !== 'look' && isTaken(call)) end(channel, call.settledAt ?? now);
    else if (!failingSince.has(channel)) failingSince.set(channel, call.at - beforeTryMs);
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
