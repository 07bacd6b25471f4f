import { z } from 'zod';
import { webAddress, webProtocols } from '../../domain/text/web-address.ts';

const url = z
  .string('Write the address as text, in quotes where YAML would read it as a number.')
  .trim()
  .refine(
    (text) => webAddress(text, { protocols: webProtocols }) !== null,
    'Write an https address without user name and password, for example https://audit.example.com/hook',
  );

const secretAdvice =
  'Write the secret as the receiver has it: whsec_ and 24 to 64 bytes in Base64. Make one with: echo "whsec_$(openssl rand -base64 32)"';

/** "whsec_" and 24 to 64 random bytes in Base64 (standard-webhooks.md, "Signature scheme"). It is never repeated. */
const secret = z
  .string('Write the secret as text, in quotes where YAML would read it as a number.')
  .trim()
  .refine((text) => {
    const key = keyOf(text);
    return key !== null && key.length >= 24 && key.length <= 64;
  }, secretAdvice);

/** The bytes of a secret; null for a text that is none. */
export function keyOf(text: string): Buffer | null {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (encoded === undefined) return null;
  const key = Buffer.from(encoded, 'base64');
  // Base64 that ends in the middle of a byte is a part of a secret.
  return key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '') ? key : null;
}

/** What the webhook edge can be told: where, signed with what, and how often. */
export const webhookSettings = z.strictObject({
  url,
  /** Newest first: while one replaces another, all of them sign. */
  secrets: z.array(secret, secretAdvice).min(1, secretAdvice).max(5, 'Write at most five secrets.'),
  /** Whether it may be an address of this machine or its own network, and without https. */
  allowPrivate: z.boolean().default(false),
  limits: z
    .strictObject({
      /** Events in any 62 s. */
      perMinute: z
        .number('Write a number.')
        .int('Write a whole number.')
        .min(10, 'At least 10, or what happened would wait for what is only counted.')
        .max(60_000, 'At most 60,000.')
        .default(600),
    })
    .prefault({}),
});

/** Settings of the webhook edge, checked. */
export type WebhookSettings = z.infer<typeof webhookSettings>;
