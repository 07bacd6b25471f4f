import type { Surface } from '../../../../domain/sending/notification.ts';
import type { PageSent, PostSent, ReplySent, Sent, Trigger } from '../../../../domain/sending/sent.ts';
import { has } from '../../file/documents.ts';

/** The dispatch half of a row of a relay in whose rows every state, of every surface, named every member. */
export interface OlderSent {
  readonly digest: string | null;
  readonly statusDigest: string | null;
  readonly at: number | null;
  readonly acceptedAt: number | null;
  readonly alerts: number;
  readonly handle: string | null;
  readonly phase: PageSent['phase'];
  /** -1: no trigger was ever answered. */
  readonly severityRank: number;
  readonly storm: boolean;
  readonly unnamed?: true;
  readonly breadth?: number;
  readonly beat: number;
  readonly acknowledged: boolean;
  readonly upto: number;
}

/** Tells it from the half that this relay writes. */
export function isOlderSent(value: object): value is OlderSent {
  return has(value, 'phase', 'handle', 'upto', 'severityRank');
}

/** The same as this relay knows it. */
export function currentSent(older: OlderSent, surface: Surface): Sent {
  switch (surface) {
    case 'message':
    case 'overflow':
    case 'change':
    case 'room':
    case 'room-post':
      return postOf(older);
    case 'thread':
    case 'note':
    case 'hook':
    case 'invite':
      return replyOf(older);
    case 'page':
      return pageOf(older);
  }
}

function postOf(older: OlderSent): PostSent {
  const { digest, statusDigest, handle, at, alerts } = older;
  if (at === null && handle === null) return { phase: 'none', digest, statusDigest };
  const shown = { digest, statusDigest, alerts, at: at ?? 0, acceptedAt: acceptedAt(older) };
  return handle === null ? { ...shown, phase: 'gone' } : { ...shown, phase: 'posted', handle };
}

function replyOf(older: OlderSent): ReplySent {
  const { digest, statusDigest, handle, at, alerts, upto } = older;
  if (at === null && handle === null) return { phase: 'none', digest, statusDigest };
  const shown = { digest, statusDigest, alerts, at: at ?? 0, acceptedAt: acceptedAt(older) };
  return { ...shown, phase: 'told', handle, upto };
}

function pageOf(older: OlderSent): PageSent {
  const { phase, digest, statusDigest, handle, at, alerts } = older;
  const version = { digest, statusDigest };
  switch (phase) {
    case 'none':
    case 'maybe':
      return { phase, ...version };
    case 'open': {
      // What the pager took has a key. A row without one may have it all the same, under the key that is made of it.
      if (handle === null) return { phase: 'maybe', ...version };
      const { acknowledged } = older;
      return { phase, ...version, handle, at: at ?? 0, alerts, trigger: triggerOf(older), acknowledged };
    }
    case 'resolving':
    case 'closed': {
      if (handle === null) return { phase: 'resolving', ...version, handle };
      return { phase, ...version, handle, at: at ?? 0, alerts, acceptedAt: older.acceptedAt };
    }
  }
}

function triggerOf(older: OlderSent): Trigger | null {
  const { severityRank, storm, unnamed = false, breadth = 0, beat } = older;
  if (severityRank < 0) return null;
  return { acceptedAt: acceptedAt(older), severityRank, storm, unnamed, breadth, beat };
}

/** Relays before drills did not keep it, and judged by it nothing that they showed. */
function acceptedAt(older: OlderSent): number {
  return older.acceptedAt ?? older.at ?? 0;
}
