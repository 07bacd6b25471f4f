/**
 * What is known to be at the receiver: of a message or an overflow a post, of a thread its newest reply, of a page an
 * alert at the pager. Dispatch writes this part of a row, nobody else. Times are virtual ms.
 */
export type Sent = PostSent | ReplySent | PageSent;

/** What every state knows. */
interface Version {
  /** Digest of the version with which nothing is left to do; null: whatever is wanted is news. */
  readonly digest: string | null;
  readonly statusDigest: string | null;
}

/** Nothing was sent, as far as is known. */
interface Unsent extends Version {
  readonly phase: 'none';
}

/** What a receiver has taken. */
interface Shown extends Version {
  /** How old the shown version is. */
  readonly at: number;
  /** How many alerts it covers. */
  readonly alerts: number;
}

interface Taken extends Shown {
  /** Slack `ts`, or the key of the page as its pager has it. */
  readonly handle: string;
}

/** A message or an overflow. */
export type PostSent = Unsent | Posted | Gone;

/** A message that is there. */
export interface Posted extends Taken {
  readonly phase: 'posted';
  /** When the receiver took its first version. */
  readonly acceptedAt: number;
  /** The receiver lets nobody change it any more: what is new stands in its thread alone. */
  readonly frozen?: true;
  /** How many posts before this one are gone; absent: none. */
  readonly lost?: number;
}

/** Somebody deleted the message. What its last version covered is covered until it is posted anew. */
interface Gone extends Shown {
  readonly phase: 'gone';
  readonly acceptedAt: number;
  /** How many posts are gone by now. Absent in rows of older relays: one. */
  readonly lost?: number;
}

/** A thread. */
export type ReplySent = Unsent | Told;

/** A thread with replies. */
export interface Told extends Shown {
  readonly phase: 'told';
  /** Slack `ts` of the newest reply; null: it is gone. */
  readonly handle: string | null;
  /** When the receiver took the first reply. */
  readonly acceptedAt: number;
  /** The last timeline item covered. */
  readonly upto: number;
}

/** A page, by where the pager stands for its key. */
export type PageSent = Unsent | InDoubt | Ringing | Resolving | Closed;

/** A trigger was started, and nobody knows whether it took effect. */
interface InDoubt extends Version {
  readonly phase: 'maybe';
}

/** The pager has it, triggered or acknowledged. */
export interface Ringing extends Taken {
  readonly phase: 'open';
  /** What the last trigger said. Null: of its trigger no answer ever came, and it was acknowledged in that doubt. */
  readonly trigger: Trigger | null;
  /** Whether the pager was told that it is acknowledged. */
  readonly acknowledged: boolean;
  /** When somebody had taken it of whom it was told, virtual ms. Absent: it was not told, or by an older relay. */
  readonly acknowledgedAt?: number;
}

/** What a trigger told: only what is worse is worth another. */
export interface Trigger {
  /** When the pager took the first one. */
  readonly acceptedAt: number;
  /** When it took this one. Absent in rows of older relays. */
  readonly takenAt?: number;
  readonly severityRank: number;
  readonly storm: boolean;
  /** It told of a storm whose cause had no name yet. */
  readonly unnamed: boolean;
  readonly breadth: number;
  readonly beat: number;
  /** Absent in rows of older relays. */
  readonly reach?: number;
  /** When the newest had joined of those that it told of, virtual ms. Absent in rows of older relays. */
  readonly upto?: number;
}

/** A page that the pager had once. */
interface Ending extends Taken {
  /** Null: of its trigger no answer ever came. */
  readonly acceptedAt: number | null;
}

/** A resolve was started; after a trigger in doubt nothing else is known of it. */
type Resolving = { readonly phase: 'resolving' } & (Ending | (Version & { readonly handle: null }));

/** The pager took the resolve. */
interface Closed extends Ending {
  readonly phase: 'closed';
}

/** A row before anything was sent. */
export const nothingSent: Unsent = { phase: 'none', digest: null, statusDigest: null };

/** By what the receiver knows it; null while it knows nothing of it. */
export function handleOf(sent: Sent): string | null {
  return 'handle' in sent ? sent.handle : null;
}

/** How old what the receiver showed last is; null when it never showed anything. */
export function shownAt(sent: Sent): number | null {
  return 'at' in sent ? sent.at : null;
}

/** When the receiver took the first version; null before that. */
export function acceptedAt(sent: Sent): number | null {
  if (sent.phase === 'open') return sent.trigger?.acceptedAt ?? null;
  return 'acceptedAt' in sent ? sent.acceptedAt : null;
}

/** How many alerts the version covers that was shown last. */
export function alertsShown(sent: Sent): number {
  return 'alerts' in sent ? sent.alerts : 0;
}

/** The last timeline item that a thread has told; 0 before the first. */
export function toldUpto(sent: Sent): number {
  return sent.phase === 'told' ? sent.upto : 0;
}
