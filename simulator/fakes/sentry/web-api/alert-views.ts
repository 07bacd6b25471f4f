import { seedOf } from '../../../seeded-random.ts';
import { zuluMicros } from '../event-time.ts';
import type { KnownIssue } from './issue-book.ts';

type View = Record<string, unknown>;

/** What the author of an alert wrote for whoever is woken. */
export interface AlertNotes {
  readonly rule: string;
  readonly notes: string;
}

/** `GET /organizations/{org}/workflows/`: one for each rule that fired, with what its author wrote for readers. */
export function workflowsOf(issues: readonly KnownIssue[], told: readonly AlertNotes[]): View[] {
  const fired = new Map<string, number>();
  for (const { error } of issues)
    for (const rule of error.rules) fired.set(rule, Math.max(fired.get(rule) ?? 0, error.at));
  for (const { rule } of told) if (!fired.has(rule)) fired.set(rule, 0);
  return [...fired].map(([name, at]) =>
    workflowView(name, at, told.find(({ rule }) => rule === name)?.notes),
  );
}

function workflowView(name: string, at: number, notes = ''): View {
  const id = String(seedOf(name, 5));
  const logic = { organizationId: '12', logicType: 'any-short', conditions: [], actions: [] };
  return {
    id,
    name,
    organizationId: '12',
    createdBy: '31',
    dateCreated: '2026-01-14T20:08:32.273220Z',
    dateUpdated: '2026-01-14T20:08:32.273209Z',
    triggers: { id: `${id}1`, ...logic },
    actionFilters: [
      {
        id: `${id}2`,
        ...logic,
        actions: [
          {
            id: `${id}3`,
            type: 'slack',
            integrationId: '7',
            data: { notes, tags: '' },
            config: { targetType: 'specific', targetIdentifier: 'C0FAKE', targetDisplay: '#alerts' },
            status: 'active',
          },
          {
            id: `${id}4`,
            type: 'sentry_app',
            integrationId: null,
            data: {},
            config: { targetType: 'sentry_app', targetIdentifier: '11', targetDisplay: 'stormrelay' },
            status: 'active',
          },
        ],
      },
    ],
    environment: null,
    config: { frequency: 5 },
    detectorIds: [],
    enabled: true,
    lastTriggered: at === 0 ? null : zuluMicros(at),
  };
}

/** The integration whose webhooks this fake sends. */
export interface IntegrationState {
  readonly webhookUrl: string | null;
  readonly isDisabled: boolean;
  /** What its requests came to, oldest first. */
  readonly requests: readonly {
    readonly at: number;
    readonly status: number | null;
    readonly event: string;
  }[];
}

const app = { slug: 'stormrelay', name: 'stormrelay', uuid: '0badcafe-0000-4000-a000-000000000011' };

/** `GET /organizations/{org}/sentry-app-installations/`. */
export function installationsOf(org: string): View[] {
  return [
    {
      app: { uuid: app.uuid, slug: app.slug, sentryAppId: 11 },
      organization: { slug: org, id: 12 },
      uuid: '0badcafe-0000-4000-a000-000000000012',
      status: 'installed',
    },
  ];
}

/** `GET /sentry-apps/{slug}/`. */
export function appView({ webhookUrl, isDisabled }: IntegrationState): View {
  return {
    ...app,
    author: null,
    events: ['issue'],
    isAlertable: true,
    isDisabled,
    scopes: ['event:read', 'org:read'],
    status: 'internal',
    verifyInstall: false,
    webhookUrl,
    webhookHeaders: [],
  };
}

/** `GET /sentry-apps/{slug}/webhook-requests/`: newest first; 0 is a timeout (src/sentry/utils/sentry_apps/webhooks.py). */
export function requestsOf({ webhookUrl, requests }: IntegrationState): View[] {
  return requests
    .slice(-100)
    .toReversed()
    .map(({ at, status, event }) => ({
      webhookUrl,
      sentryAppSlug: app.slug,
      eventType: event,
      date: zuluMicros(at),
      responseCode: status ?? 0,
    }));
}

/** `GET /organizations/{org}/detectors/`: one for each metric rule that was told of. */
export function detectorsOf(told: readonly AlertNotes[]): View[] {
  return told.map(({ rule, notes }) => ({
    id: String(seedOf(rule, 6)),
    projectId: '1',
    name: rule,
    description: notes,
    type: 'metric_issue',
    workflowIds: [],
    owner: null,
    dateCreated: '2026-01-14T20:08:32.273220Z',
    dateUpdated: '2026-01-14T20:08:32.273209Z',
    dataSources: [],
    conditionGroup: null,
    config: {},
    enabled: true,
  }));
}
