import type { Decision } from './decision.ts';

/** One line of an incident's story. There are no rows for single events. */
export interface TimelineItem {
  readonly incident: string;
  /** 1, 2, 3, … within the incident. */
  readonly n: number;
  readonly at: number;
  /** `opened`, `storm`, `joined`, `split`, `merged`, `page`, `acknowledged`, `also-acknowledged`, `assigned`, `muted`, `unmuted`, `generation`, `resolved`, `summary`, `reopened`, `stale`, `quiet`, `pager`, `room`, `context` or `delivered`. */
  readonly kind: string;
  /** What was decided, and why. */
  readonly decision: Decision;
  /** Whether it is told in the Slack thread, and whether that reply is also sent to the channel. */
  readonly tell: 'no' | 'thread' | 'channel';
}
