import type { Severity } from '../severity.ts';

/** How many incidents of a lane wait for their first message. */
export interface Crowd {
  readonly lane: string;
  readonly receiver: string;
  readonly waiting: number;
}

/** One incident that waits for its first message, or ended before it had one. Texts are unescaped. */
export interface CrowdMember {
  /** Id of its message row. */
  readonly notification: string;
  readonly incident: string;
  readonly ended: boolean;
  readonly title: string;
  readonly severity: Severity;
  readonly service: string | null;
  readonly link: string | null;
  readonly shortId: string | null;
  readonly alerts: number;
  readonly openedAt: number;
}
