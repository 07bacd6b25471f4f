import { createHash } from 'node:crypto';
import type { Receiver } from '../../domain/policy.ts';

/** Names a routing key without telling it: `pagerduty:<8 hex digits of its SHA-256>`. It is the lane as well. */
export function pagerDutyCredential(routingKey: string): string {
  return `pagerduty:${fingerprint(routingKey)}`;
}

/** The receiver that pages whoever is on call for the key's service. */
export function pagerDutyReceiver(routingKey: string): Receiver {
  const credential = pagerDutyCredential(routingKey);
  return { id: `pagerduty/${fingerprint(routingKey)}`, kind: 'pager', lane: credential, credential };
}

/** The receiver that takes what a pager does not take, by another key. */
export function fallbackReceiver({ id: beside }: Receiver, routingKey: string): Receiver {
  const credential = pagerDutyCredential(routingKey);
  // Of both keys: whatever was opened with one of them is finished with that.
  const id = `${beside.replace('/', '-fallback/')}-${fingerprint(routingKey)}`;
  return { id, kind: 'fallback', lane: credential, credential, beside };
}

/** Names a REST token without telling it. It is the lane as well. */
export function notesCredential(token: string): string {
  return `pagerduty-notes:${fingerprint(token)}`;
}

/** The receiver that writes notes at the incidents which a pager's pages became: it rings for nobody. */
export function notesReceiver({ id: beside }: Receiver, token: string): Receiver {
  const credential = notesCredential(token);
  const id = beside.replace('/', '-notes/');
  return { id, kind: 'notes', lane: credential, credential, beside };
}

function fingerprint(routingKey: string): string {
  return createHash('sha256').update(routingKey).digest('hex').slice(0, 8);
}
