import type { DeliveryTruth } from '../../observed.ts';
import { createSeededRandom, seedOf, type SeededRandom } from '../../seeded-random.ts';
import type { SentryError } from '../../sentry-error.ts';
import { eventJson } from './event-body.ts';
import { zuluMicros } from './event-time.ts';
import type { FakeSentry } from './fake-sentry.ts';
import { actorOf, issueData } from './issue-body.ts';
import { asciiJson } from './json-ascii.ts';
import { metricAlertData } from './metric-alert-body.ts';
import type { IssueAction, IssueChange, SentryWebhook } from './webhook.ts';

/** The part of the fake Sentry that only makes webhooks. */
export type WebhookMaker = Omit<FakeSentry, 'setTarget' | 'hasTarget' | 'setSecret' | 'send' | 'knows'>;

interface Envelope {
  readonly resource: string;
  readonly action: string;
  /** JSON text of `data`. */
  readonly data: string;
  readonly truth: DeliveryTruth;
  readonly at: number;
  readonly actor?: Record<string, unknown>;
}

const sentryItself = { type: 'application', id: 'sentry', name: 'Sentry' };

/** Makes webhooks; `seed` decides the order within one error and the keys. */
export function createWebhookMaker(seed: number): WebhookMaker {
  const random = createSeededRandom(seedOf('sentry webhooks', seed));
  const installation = uuid(random);
  let comments = 0;
  const seal = (envelope: Envelope): SentryWebhook => sealed(envelope, installation, random.hex(32));
  return {
    webhooksFor: (error, truth = {}) => {
      const event = eventJson(error);
      const made = [
        ...(error.isNew ? [issueEnvelope('created', error, { truth })] : []),
        ...error.rules.map((rule) => eventAlert(error, { event, rule, truth })),
        ...(error.errorCreated && error.occurrence === undefined ? [errorCreated(error, event, truth)] : []),
      ];
      // The order hangs on the event alone, so that it does not change with what was made before.
      return createSeededRandom(seedOf(error.eventId, seed)).shuffle(made).map(seal);
    },
    issueWebhook: (action, error, change = {}) => seal(issueEnvelope(action, error, change)),
    metricAlert: (action, alert) =>
      seal({
        resource: 'metric_alert',
        action,
        data: asciiJson(metricAlertData(action, alert)),
        truth: alert.truth,
        at: alert.at,
      }),
    activityAlert: (type, error, at = error.at) => seal(activityAlert(type, error, at)),
    comment: (action, error, text) => {
      comments += 1;
      return seal(comment(action, error, { text, id: 9_000 + comments }));
    },
    installation: (action, org, at) => seal(installationEnvelope(action, { org, at, uuid: installation })),
    other: (resource, action, data, at) =>
      seal({ resource, action, data: asciiJson(data), truth: nobody, at }),
  };
}

const nobody: DeliveryTruth = {
  service: '',
  issueId: null,
  eventId: null,
  trace: null,
  outage: null,
  environment: null,
  counts: false,
};

function sealed(envelope: Envelope, installation: string, idempotencyKey: string): SentryWebhook {
  const { resource, action, truth, at } = envelope;
  const actor = asciiJson(envelope.actor ?? sentryItself);
  const head = `{"action":${asciiJson(action)},"installation":{"uuid":"${installation}"},"data":`;
  return { resource, action, body: `${head}${envelope.data},"actor":${actor}}`, truth, at, idempotencyKey };
}

function truthOf(error: SentryError, more: Partial<DeliveryTruth>): DeliveryTruth {
  return {
    service: error.service ?? error.project.slug,
    issueId: error.issueId,
    eventId: error.eventId,
    trace: error.traceId,
    outage: null,
    environment: error.environment,
    counts: true,
    ...more,
  };
}

function issueEnvelope(action: IssueAction, error: SentryError, change: IssueChange): Envelope {
  const extra = {
    ...(change.resolutionType !== undefined && { resolution_type: change.resolutionType }),
    ...(action === 'resolved' && change.resolutionType === undefined && { resolution_type: 'now' }),
    ...(change.assignee !== undefined && { assignee: { type: 'user', ...change.assignee } }),
  };
  const data = asciiJson({ ...extra, issue: issueData(action, error, change) });
  // An issue webhook names no event: what it tells is about the issue as a whole.
  const truth = truthOf(error, { eventId: null, ...change.truth });
  return { resource: 'issue', action, data, truth, at: change.at ?? error.at, actor: actorOf(change) };
}

function eventAlert(
  error: SentryError,
  part: { event: string; rule: string; truth: Partial<DeliveryTruth> },
): Envelope {
  const data = `{"event":${part.event},"triggered_rule":${asciiJson(part.rule)}}`;
  return {
    resource: 'event_alert',
    action: 'triggered',
    data,
    truth: truthOf(error, part.truth),
    at: error.at,
  };
}

function errorCreated(error: SentryError, event: string, truth: Partial<DeliveryTruth>): Envelope {
  return {
    resource: 'error',
    action: 'created',
    data: `{"error":${event}}`,
    truth: truthOf(error, truth),
    at: error.at,
  };
}

function activityAlert(type: string, error: SentryError, at: number): Envelope {
  const url = `https://${error.org}.sentry.io/monitors/alerts/77/`;
  const alert = { id: 77, title: 'Watch this issue', sentry_app_id: 11, url, web_url: url };
  const issue = issueData('unresolved', error, { substatus: 'ongoing' });
  const data = asciiJson({ issue, activity: { type, details: {} }, alert });
  return {
    resource: 'activity_alert',
    action: 'triggered',
    data,
    truth: truthOf(error, { eventId: null }),
    at,
  };
}

function comment(action: string, error: SentryError, { text, id }: { text: string; id: number }): Envelope {
  const data = asciiJson({
    comment: text,
    project_slug: error.project.slug,
    comment_id: id,
    issue_id: Number(error.issueId),
    timestamp: zuluMicros(error.at),
  });
  const actor = { type: 'user', id: 31, name: 'Robin Fake' };
  return {
    resource: 'comment',
    action,
    data,
    truth: truthOf(error, { eventId: null, counts: false }),
    at: error.at,
    actor,
  };
}

function installationEnvelope(action: string, so: { org: string; at: number; uuid: string }): Envelope {
  const status = action === 'created' ? 'pending' : 'installed';
  const app = { uuid: so.uuid.replace(/^.{8}/, '0badcafe'), slug: 'stormrelay', sentryAppId: 11 };
  const data = asciiJson({
    installation: {
      status,
      organization: { slug: so.org, id: 12 },
      app,
      code: '0'.repeat(32),
      uuid: so.uuid,
    },
  });
  const actor = { type: 'user', id: 31, name: 'Robin Fake' };
  return { resource: 'installation', action, data, truth: nobody, at: so.at, actor };
}

function uuid(random: SeededRandom): string {
  return [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');
}
