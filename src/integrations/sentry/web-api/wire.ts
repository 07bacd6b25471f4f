import { z } from 'zod';

/** Shapes of Sentry's Web API (getsentry/sentry-api-schema), as far as they are read. What is odd is read as not told. */

const longest = 400;
const text = z.string().transform((value) => value.slice(0, longest));
const maybe = text.nullish().catch(null);
const moment = z
  .string()
  .max(40)
  .transform((value) => Date.parse(value))
  .refine((at) => Number.isFinite(at))
  .nullish()
  .catch(null);
const count = z.coerce.number().int().min(0).max(1e12).nullish().catch(null);

/** `owners` of `expand=owners`: one, or a list (src/sentry/models/groupowner.py, get_owner_details). */
const owner = z.object({ owner: z.string().max(60) });
const owners = z
  .union([z.array(owner), owner.transform((one) => [one])])
  .nullish()
  .catch(null);

const listedIssue = z.object({
  id: z.string().max(40),
  /** In the time that was asked about. */
  count,
  userCount: count,
  firstSeen: moment,
  lastSeen: moment,
  lifetime: z.object({ firstSeen: moment }).nullish().catch(null),
  project: z
    .object({ slug: z.string().max(120) })
    .nullish()
    .catch(null),
  owners,
});

/** One issue of a list. */
export type ListedIssue = z.infer<typeof listedIssue>;

/** `GET /organizations/{org}/issues/`. */
export const issueList = z.array(listedIssue).max(100);

const word = z.string().max(60).nullish().catch(null);

/** One of a list, as far as it tells how an issue stands. `inbox` comes with `expand=inbox`, until somebody has reviewed it. */
const standing = z.looseObject({
  id: z.string().regex(/^\d{1,20}$/),
  status: word,
  level: word,
  issueCategory: word,
  firstSeen: moment,
  lastSeen: moment,
  lifetime: z.object({ firstSeen: moment, lastSeen: moment }).nullish().catch(null),
  inbox: z.object({ reason: z.number(), date_added: moment }).nullish().catch(null),
});

/** How one issue of a list stands. */
export type ListedStanding = z.infer<typeof standing>;

/** `GET /organizations/{org}/issues/?expand=inbox`, each with all that was said of it. */
export const standingList = z
  .array(z.unknown().transform((said) => ({ said, read: standing.safeParse(said).data ?? null })))
  .max(100);

/** `GET /organizations/{org}/issues/{id}/`. */
export const wholeIssue = z.object({ firstRelease: z.object({ version: text }).nullish().catch(null) });

/** `GET …/events/latest/`. */
export const latestEvent = z.object({ eventID: z.string().regex(/^[0-9a-f]{32}$/) });

const commit = z.object({ id: z.string().max(100), message: maybe });

/** `GET /projects/{org}/{project}/events/{event}/committers/` (src/sentry/issues/endpoints/event_file_committers.py). */
export const committers = z.object({
  committers: z
    .array(
      z.object({
        author: z.object({ name: maybe }).nullish().catch(null),
        commits: z.array(commit).max(100).catch([]),
      }),
    )
    .max(100),
});

/** `GET /organizations/{org}/teams/`. */
export const teamList = z.array(z.object({ id: z.string().max(40), slug: text })).max(1_000);

const long = z
  .string()
  .transform((value) => value.slice(0, 4_000))
  .nullish()
  .catch(null);
const action = z.object({
  /** Whom it tells: `slack`, `email`, `sentry_app`, … (src/sentry/workflow_engine/models/action.py). */
  type: word,
  data: z.object({ notes: long }).nullish().catch(null),
  /** Of a Sentry app: by its id, or by its installation (src/sentry/notifications/models/notificationaction.py). */
  config: z.object({ targetIdentifier: word, sentryAppIdentifier: word }).nullish().catch(null),
});
const filter = z.object({ actions: z.array(action).max(100).catch([]) });
/** A rule without a condition fires for every event, as those do that were moved over from `every_event`. */
const triggers = z.object({ conditions: z.array(z.object({ type: word })).max(100) });

/** `GET /organizations/{org}/workflows/`: what an alert's author writes for readers stands in `notes` of its actions. */
export const workflowList = z
  .array(
    z.object({
      name: text,
      enabled: z.boolean().catch(true),
      lastTriggered: moment,
      triggers: triggers.nullish().catch(null),
      /** Minutes between two firings for one issue; 0: it fires every time. */
      config: z.object({ frequency: count }).nullish().catch(null),
      actionFilters: z.array(filter).max(100).catch([]),
    }),
  )
  .max(100);

/** `GET /organizations/{org}/detectors/`. */
export const detectorList = z.array(z.object({ name: text, description: long })).max(100);

/** `GET /organizations/{org}/sentry-app-installations/`. */
export const installationList = z
  .array(
    z.object({
      uuid: word,
      app: z.object({
        slug: z.string().regex(/^[\w-]{1,120}$/),
        sentryAppId: z.coerce.string().max(60).nullish().catch(null),
      }),
    }),
  )
  .max(100);

/** `GET /sentry-apps/{slug}/`. */
export const sentryApp = z.object({
  name: text,
  isDisabled: z.boolean().catch(false),
  webhookUrl: maybe,
  /** Resources whose webhooks are ticked. */
  events: z.array(z.string().max(60)).max(100).nullish().catch(null),
});

/** `GET /sentry-apps/{slug}/webhook-requests/`, newest first: the last ones of 30 days. Not in the published schema. */
export const webhookRequests = z
  .array(z.object({ responseCode: z.number().int() }).catch({ responseCode: -2 }))
  .max(2_000);

/** The answer to a change is not needed. */
export const anything = z.unknown();
