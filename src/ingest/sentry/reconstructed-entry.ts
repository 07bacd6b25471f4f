import { unstamped, type Delivery } from '../../domain/inbox/entry.ts';
import type { IssueStanding } from '../../seams/sentry-desk.ts';
import { idDigest } from '../id-digest.ts';

/** The kind of these entries, by which their source knows them. */
const reconstructedKind = 'reconstructed';

/**
 * The inbox delivery of an issue that was read in Sentry; `body` is the desk's. The same standing has the same id: what
 * is read over and over is told once.
 */
export function reconstructedDelivery(
  { id: issue, status, lastSeenAt }: Pick<IssueStanding, 'id' | 'status' | 'lastSeenAt'>,
  body: string,
): Delivery {
  const id = `reconstructed:${issue}:${status}:${lastSeenAt ?? ''}`;
  return {
    source: 'sentry-api',
    id,
    kind: reconstructedKind,
    body,
    digest: idDigest(id, body),
    verifiedBy: 'self',
    ...unstamped,
  };
}
