import { unstamped, type Delivery } from '../domain/inbox/entry.ts';
import { idDigest } from './id-digest.ts';

/**
 * What the relay tells its own brain: a policy that holds from now on, a lane that went down or came back, what a pager
 * answered, what it read, what it suffers from.
 */
export function selfDelivery(
  source: 'policy' | 'lane' | 'page' | 'enrichment' | 'trouble',
  body: string,
  id: string,
): Delivery {
  const digest = idDigest(id, body);
  return { source, id, kind: source, body, digest, verifiedBy: 'self', ...unstamped };
}
