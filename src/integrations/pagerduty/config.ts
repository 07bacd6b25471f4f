import { z } from 'zod';
import { webAddress, webProtocols } from '../../domain/text/web-address.ts';

const routingKey = z
  .string('Write the routing key as text, in quotes where YAML would read it as a number.')
  .trim()
  .superRefine((key, context) => {
    const message = complaintAbout(key);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** Events API v2: "routing_key … the 32 character Integration Key". The key itself is never repeated. */
function complaintAbout(key: string): string | null {
  const where =
    'Copy the Integration Key from PagerDuty → Services → your service → Integrations → Events API V2.';
  if (/^[A-Za-z0-9]{32}$/.test(key)) return null;
  if (key === '') return `The routing key is empty. ${where}`;
  if (key.startsWith('http')) return `This is an address, not a routing key. ${where}`;
  if (/^[A-Za-z0-9_+-]{20}$/.test(key)) {
    return `With 20 characters this looks like a REST API token, not a routing key (32 letters and digits). ${where}`;
  }
  return `A routing key is 32 letters and digits; this one has ${key.length} characters. ${where}`;
}

const baseUrl = z
  .string('Write the address as text, in quotes where YAML would read it as a number.')
  .trim()
  .refine(
    (text) => webAddress(text, { protocols: webProtocols }) !== null,
    'Write an http or https address without user name and password, for example https://events.pagerduty.com (https://events.eu.pagerduty.com in the EU)',
  );

/** The id of a service, as the address of its page ends. */
export const pagerDutyServiceId = z
  .string()
  .regex(
    /^[A-Z0-9]{6,24}$/,
    'Write the id of the service that is paged: the last part of the address of its page in PagerDuty, for example PA1B2C3.',
  );

/** The Events API of each region (support.pagerduty.com, "Service Regions"). */
export const eventsUrls = {
  us: 'https://events.pagerduty.com',
  eu: 'https://events.eu.pagerduty.com',
} as const;

/** Where the REST API is that belongs to an Events API: each region has its own (support.pagerduty.com, "Service Regions"). */
export function restUrlFor(eventsUrl: string | null): string {
  const european = eventsUrl !== null && URL.parse(eventsUrl)?.host === new URL(eventsUrls.eu).host;
  return european ? 'https://api.eu.pagerduty.com' : 'https://api.pagerduty.com';
}

/** What the PagerDuty edge can be told: the key, the address, and how much of PagerDuty's limit it may use. */
export const pagerDutySettings = z.strictObject({
  /** Integration key of an Events API v2 integration. */
  routingKey,
  /** Base of the Events API; a path in front of `/v2/enqueue` is kept. */
  eventsUrl: baseUrl.default(eventsUrls.us),
  limits: z
    .strictObject({
      /** Events in any 62 s; limits.ts says what PagerDuty allows. */
      events: z
        .number('Write a number.')
        .int('Write a whole number.')
        .min(2, 'At least 2, or triggers would have no share of their own.')
        .max(10_000, 'At most 10,000: more is not to be had from PagerDuty.')
        .default(110),
    })
    .prefault({}),
});

/** Settings of the PagerDuty edge, checked. */
export type PagerDutySettings = z.infer<typeof pagerDutySettings>;
