import { createHash } from 'node:crypto';
import { unstamped, type Delivery } from '../../../domain/inbox/entry.ts';

/** Who vouches for what came, and the number under which it came. */
export type Voucher = Pick<Delivery, 'id' | 'verifiedBy'>;

/**
 * The entry that something a person did in Slack becomes. Two presses may look alike, and one may come by two ways, so
 * the digest is made of what Slack gives to each act alone; where it gives nothing, of the number under which it came.
 */
export function entryFrom(
  payload: object,
  { id, verifiedBy }: Voucher,
  { kind, body }: Pick<Delivery, 'kind' | 'body'>,
): Delivery {
  const name = nameOf(payload) ?? `${id}\n${body}`;
  const digest = createHash('sha256').update(name).digest('hex');
  return { source: 'slack', id, kind, body, digest, verifiedBy, ...unstamped };
}

/** `trigger_id` is of one act alone (docs.slack.dev/interactivity/handling-user-interaction); what was pressed says when. */
function nameOf(payload: object): string | null {
  const trigger = 'trigger_id' in payload ? payload.trigger_id : null;
  if (typeof trigger !== 'string' || trigger === '') return null;
  const actions = 'actions' in payload ? payload.actions : null;
  return JSON.stringify([trigger, actions]);
}
