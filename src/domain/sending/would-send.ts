import type { PageReason } from '../decision/paging.ts';
import type { PageSubject } from './page-projection.ts';
import type { Severity } from '../severity.ts';

/** What a receiver in the shadow would have sent of an incident, in facts; the edges make the words. */
export type WouldSend = WouldPage | WouldPost;

/** Somebody would have been woken. */
export interface WouldPage extends Would {
  readonly what: 'page';
  readonly reason: PageReason;
  /** The how manieth page of the incident at this receiver it is, from 1. */
  readonly generation: number;
  /** The page of many incidents that it would have joined, because there were too many; null: a page of its own. */
  readonly joined: string | null;
  readonly severity: Severity;
  readonly subject: PageSubject;
  readonly environments: readonly string[];
  /** At least so many users; null when nothing is known. */
  readonly users: number | null;
}

/** A first message would have been posted. */
interface WouldPost extends Would {
  readonly what: 'message';
  readonly title: string;
}

interface Would {
  /** Name of the receiver. */
  readonly receiver: string;
  /** Ids of the keys or channels that would have been used, for example `pagerduty/1a2b3c4d`. */
  readonly to: readonly string[];
  /** Virtual ms. */
  readonly at: number;
  /** The services that fail, the first one in front. */
  readonly services: readonly string[];
}

/** So many are kept of an incident, the newest. */
const mostKept = 60;

/** With one more. */
export function withSend(sends: readonly WouldSend[], one: WouldSend): readonly WouldSend[] {
  return [...sends, one].slice(-mostKept);
}
