import { z } from 'zod';
import type { Delivery } from '../../domain/inbox/entry.ts';
import type { IntegrationStanding } from '../../seams/sentry-desk.ts';
import { ownBody, readOwnBody } from '../own-body.ts';
import { selfDelivery } from '../self-delivery.ts';

/** Alerts that Sentry says have fired, and that never came; none: all has been heard since. */
interface UnheardTold {
  /** The organization. */
  readonly org: string;
  readonly alerts: readonly { readonly name: string; readonly firedAt: number }[];
  /** Null: Sentry does not say. */
  readonly integration: IntegrationStanding | null;
}

const text = z.string().max(400);

const told: z.ZodType<UnheardTold> = z.object({
  org: text,
  alerts: z.array(z.object({ name: text, firedAt: z.number() })),
  integration: z
    .object({
      name: text,
      disabled: z.boolean(),
      url: z.string().nullable(),
      requests: z.array(z.int()).nullable(),
    })
    .nullable()
    .default(null),
});

/** The kind of these entries. */
export const unheardKind = 'sentry-unheard';

/** The inbox delivery of what never came, or has come since. */
export function unheardDelivery(said: UnheardTold, id: string): Delivery {
  return { ...selfDelivery('enrichment', ownBody(said), id), kind: unheardKind };
}

/** Reads it out of an entry. @throws Error when the body is none. */
export function readUnheard(body: string): UnheardTold {
  return readOwnBody(told, body, 'report of alerts that never came');
}
