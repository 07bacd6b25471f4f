import type { Observed } from '../observed.ts';
import { observedAt, type Control } from './control-client.ts';

/** What Slack and PagerDuty saw of a storm at somebody else's fakes, from `start` (virtual UNIX ms) on; null when nobody can be asked. */
export async function receivedBy(
  control: Control | undefined,
  start: number,
): Promise<Pick<Observed, 'slack' | 'pagerduty'> | null> {
  if (control === undefined) return null;
  const all = await observedAt(control);
  const since = <T extends { at: number }>(calls: readonly T[]): T[] =>
    calls.filter((call) => call.at >= start);
  return {
    slack: {
      calls: since(all.slack.calls),
      messages: all.slack.messages.filter((message) => (message.revisions[0]?.at ?? 0) >= start),
    },
    pagerduty: {
      calls: since(all.pagerduty.calls),
      incidents: all.pagerduty.incidents.filter((page) => page.openedAt >= start),
      wakings: since(all.pagerduty.wakings),
    },
  };
}
