import { createHash } from 'node:crypto';
import type { Delivery } from '../domain/entry.ts';

/** What the relay tells its own brain: a policy that holds from now on, or a lane that went down or came back. */
export function selfDelivery(source: 'policy' | 'lane', body: string, id: string): Delivery {
  const digest = createHash('sha256').update(`${id}\n${body}`).digest('hex');
  return { source, id, kind: source, body, digest, verifiedBy: 'self' };
}
