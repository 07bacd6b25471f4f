import type { SlackMessage, SlackRevision } from '../observed.ts';

/** The metadata that the relay puts on every message (DESIGN section 6); null where there is none. */
interface IncidentMark {
  readonly incident: string;
  readonly alerts: number;
}

/** Reads a version's metadata; null when it is not the relay's. */
export function markOf(revision: SlackRevision | undefined): IncidentMark | null {
  if (revision?.metadata?.event_type !== 'stormrelay_incident') return null;
  const { incident, alerts } = revision.metadata.event_payload;
  if (typeof incident !== 'string' && typeof incident !== 'number') return null;
  return { incident: String(incident), alerts: typeof alerts === 'number' ? alerts : 0 };
}

/** Messages that people see: neither hidden by Slack nor deleted. */
export function visibleMessages(messages: readonly SlackMessage[]): SlackMessage[] {
  return messages.filter((message) => !message.hidden && !message.deleted);
}

/** Visible messages of the channel itself, not the replies in threads. */
export function visibleRoots(messages: readonly SlackMessage[]): SlackMessage[] {
  return visibleMessages(messages).filter(
    (message) => message.threadTs === null || message.threadTs === message.ts,
  );
}

/** When a message was posted (virtual UNIX ms). */
export function postedAt(message: SlackMessage): number {
  return message.revisions[0]?.at ?? 0;
}

/** The incident a message belongs to, by its newest version; null without metadata. */
export function incidentOf(message: SlackMessage): string | null {
  return markOf(message.revisions.at(-1))?.incident ?? markOf(message.revisions[0])?.incident ?? null;
}

/** Whether it is the message that stands for many incidents which wait for one of their own: it is about no outage. */
export function isOverflow(message: SlackMessage): boolean {
  return incidentOf(message)?.startsWith('overflow-') === true;
}

/** How many alerts the visible messages together say they cover, at the end. */
export function coveredAlerts(messages: readonly SlackMessage[]): number {
  return visibleRoots(messages).reduce(
    (sum, message) => sum + (markOf(message.revisions.at(-1))?.alerts ?? 0),
    0,
  );
}

/** How the covered alerts grew: after each change, when it was and what the sum became. */
export function coverageCurve(
  messages: readonly SlackMessage[],
): { readonly at: number; readonly covered: number }[] {
  const changes = visibleRoots(messages).flatMap((message) =>
    message.revisions.map((revision, index) => ({
      at: revision.at,
      by: (markOf(revision)?.alerts ?? 0) - (markOf(message.revisions[index - 1])?.alerts ?? 0),
    })),
  );
  let covered = 0;
  return changes
    .sort((a, b) => a.at - b.at)
    .map((change) => {
      covered += change.by;
      return { at: change.at, covered };
    });
}
