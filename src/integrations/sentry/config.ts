import { z } from 'zod';

const secret = z
  .string('Write the secret as text, in quotes where YAML would read it as a number.')
  .trim()
  .min(
    1,
    'The secret is empty. Copy the Client Secret from the Sentry integration (not its token, not the DSN).',
  );

const legacyToken = z
  .string('Write the token as text, in quotes where YAML would read it as a number.')
  .regex(
    /^[A-Za-z0-9_-]{16,128}$/,
    'A legacy token is 16 to 128 letters, digits, "-" or "_": it is the only lock on an unsigned door. Make one with: openssl rand -hex 24',
  );

const linkHost = z
  .string('Write the host as text, in quotes where YAML would read it as a number.')
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9.-]+(:\d{1,5})?$/,
    'Write a host name as in a browser, without https:// and path, for example sentry.example.com',
  );

const orgSlug = z
  .string('Write the slug as text, in quotes where YAML would read it as a number.')
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9_-]{1,64}$/,
    'Write the organization slug as in the address bar of Sentry, for example acme',
  );

const tagName = z
  .string('Write the name of the tag as text, in quotes where YAML would read it as a number.')
  .max(64, 'Longer than a name of a tag can be.');

/**
 * What the Sentry edge can be told: which secrets open its doors, which hosts links may lead to. Whether at least
 * one door is open at all is for the whole configuration to judge.
 */
export const sentrySettings = z
  .strictObject({
    /** Client secrets of the integration, newest first; several while a rotation is under way. */
    signingSecrets: z
      .array(secret)
      .max(10, 'More than 10 signing secrets: remove those that Sentry no longer uses.')
      .default([]),
    /** Signs synthetic alerts, so that they can be told from Sentry's. */
    drillSecret: secret.nullable().default(null),
    /** Service hooks have a secret of their own; null keeps them out. */
    serviceHooks: z.strictObject({ secret }).nullable().default(null),
    /** Tokens of `/webhooks/sentry/legacy/<token>`; none keeps the unsigned plugin out. */
    legacyTokens: z
      .array(legacyToken)
      .max(20, 'More than 20 legacy tokens: remove those that are no longer used.')
      .default([]),
    /** Hosts besides sentry.io that a link may lead to, for example of a self-hosted Sentry; with the port where it is not 443. */
    linkHosts: z.array(linkHost).default([]),
    /** Organization of payloads that name none (old self-hosted versions). */
    org: orgSlug.nullable().default(null),
    /** Tags that messages show, in this order; null: all but those that tell who or where a person is. */
    tags: z.array(tagName).max(20, 'More than 20 tags: a message has room for 20.').nullable().default(null),
  })
  .superRefine((settings, context) => {
    const { drillSecret, signingSecrets } = settings;
    if (drillSecret !== null && signingSecrets.includes(drillSecret)) {
      context.addIssue({
        code: 'custom',
        path: ['drillSecret'],
        message:
          "The drill secret equals a signing secret, so drills could not be told from Sentry's alerts. Choose another one.",
      });
    }
  });

/** Settings of the Sentry edge, checked. */
export type SentrySettings = z.infer<typeof sentrySettings>;
