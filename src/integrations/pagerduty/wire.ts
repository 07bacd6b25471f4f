import { z } from 'zod';

/**
 * An answer of the Events API that is not a 202: status, message, errors (PagerDuty developer docs, Events API v2
 * overview, "Response Codes & Retry Logic").
 */
const refusal = z.object({
  status: z.string().catch(''),
  message: z.string().catch(''),
  errors: z.array(z.string()).catch([]),
});

/** What PagerDuty answers to an event that it took (same place); to a change event without a key. */
const confirmation = z.object({ status: z.literal('success'), dedup_key: z.string().min(1).optional() });

/** Whether a body says that the event was taken. */
export function confirms(body: string, isChange: boolean): boolean {
  const read = confirmation.safeParse(parsed(body));
  return read.success && (isChange || read.data.dedup_key !== undefined);
}

/** The complaints in a body, each a short text without `secret`; empty when the body is not PagerDuty's. */
export function complaintsIn(body: string, secret: string): readonly string[] {
  const read = refusal.safeParse(parsed(body));
  if (!read.success) return [];
  const { message, errors } = read.data;
  const texts = errors.length > 0 ? errors : [message];
  return texts
    .filter((text) => text !== '')
    .slice(0, 5)
    .map((text) => text.replaceAll(secret, '(secret)').slice(0, 200));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
