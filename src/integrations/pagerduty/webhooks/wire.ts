import { z } from 'zod';

/**
 * What the relay reads of a v3 webhook (PagerDuty developer docs, "Webhooks v3: Overview" and "Event Data Types").
 * What it can do without may be missing or of another shape.
 */

const reference = z.object({
  id: z
    .string()
    .regex(/^\w{1,40}$/)
    .nullable()
    .catch(null),
  type: z.string().catch(''),
  summary: z.string().nullable().catch(null),
});

/** What a monitoring tool calls itself in the event that opened an incident, and where it leads to. */
const client = z.object({
  name: z.string().nullable().catch(null),
  url: z.string().nullable().catch(null),
});

/** What every event has. */
export const webhookEvent = z.object({
  event: z.object({
    event_type: z.string(),
    occurred_at: z.iso.datetime({ offset: true }),
    agent: reference.nullable().catch(null),
    client: client.nullable().catch(null),
    data: z.unknown(),
  }),
});

/** `data` of an event whose `data.type` is `incident`. */
export const incidentData = z.object({
  id: z.string().min(1),
  /** Null for incidents that hold alerts, which are nearly all: then only `client` tells whose it is. */
  incident_key: z.string().nullable().catch(null),
  html_url: z.string().nullable().catch(null),
  escalation_policy: z
    .object({ id: z.string().regex(/^\w{1,40}$/) })
    .nullable()
    .catch(null),
  assignees: z.array(reference).nullable().catch(null),
  priority: reference.nullable().catch(null),
});

/** An incident as `GET /incidents` gives it (PagerDuty REST API, "List incidents"), as far as the relay reads it. */
const restIncident = z.object({
  id: z.string().min(1),
  html_url: incidentData.shape.html_url,
  escalation_policy: incidentData.shape.escalation_policy,
  status: z.string().catch(''),
  created_at: z.iso.datetime({ offset: true }).nullable().catch(null),
  assignments: z.array(z.object({ assignee: reference })).catch([]),
});

/** The body of an entry that the relay makes of what it read: whose page it asked for, when, and the answer. */
export const pageReading = z.object({
  dedup_key: z.string(),
  read_at: z.number().int(),
  incident: restIncident,
});

/** `data` of `incident.annotated`. */
export const noteData = z.object({
  incident: z.object({ id: z.string().min(1) }),
  content: z.string(),
});

/** `data` of `incident.responder.*`. */
export const responderData = z.object({
  incident: z.object({ id: z.string().min(1) }),
  user: reference.nullable().catch(null),
  escalation_policy: reference.nullable().catch(null),
  state: z.string().catch('pending'),
});

/** Who opened an incident, as an event tells it. */
export type Client = z.infer<typeof client>;

/** Somebody or something that an event refers to. */
export type Reference = z.infer<typeof reference>;
