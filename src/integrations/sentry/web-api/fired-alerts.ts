import type { z } from 'zod';
import type {
  AlertRule,
  DeskAnswer,
  IntegrationSetup,
  SentryDesk,
  SentrySetup,
} from '../../../seams/sentry-desk.ts';
import { SentryClient, type CallAnswer, type SentryClientOptions } from './client.ts';
import { unanswered } from './unanswered.ts';
import { installationList, sentryApp, webhookRequests, workflowList } from './wire.ts';

/** The path of the relay's door, wherever a proxy has put it. */
const door = /\/webhooks\/sentry\/?$/;
const mostPages = 10;
/** Integrations that are looked at: an organization has a handful. */
const mostApps = 10;
const mostRequests = 20;

/** Actions that call a webhook (src/sentry/workflow_engine/models/action.py); all others tell a service of their own. */
const toWebhooks: ReadonlySet<string> = new Set(['sentry_app', 'webhook', 'plugin']);

type Workflows = z.infer<typeof workflowList>;
type Workflow = Workflows[number];
type Installation = z.infer<typeof installationList>[number];

/** The trigger of rules that were moved over from before the workflow engine (src/sentry/workflow_engine/models/data_condition.py). */
const everyEvent = 'every_event';

/** Which alerts fired, and how the integration stands that tells of them. */
export function createFiredAlerts(client: SentryClient): Pick<SentryDesk, 'alerts' | 'integration'> {
  return {
    alerts: async () => {
      const read = await readRules(client);
      return read.kind === 'told'
        ? { kind: 'told', value: read.value.map(({ name, firedAt }) => ({ name, firedAt })) }
        : read;
    },
    integration: async () => {
      const found = await findIntegration(client);
      if (found === null) return null;
      const { name, disabled, url, requests } = found;
      return { name, disabled, url, requests };
    },
  };
}

/** How Sentry is set up, for whoever sets it up: `alerts:read` for rules, `org:read` for the integration. */
export function createSentrySetup(options: SentryClientOptions): SentrySetup {
  const client = new SentryClient(options);
  return { rules: () => readRules(client), integration: () => findIntegration(client) };
}

async function readRules(client: SentryClient): Promise<DeskAnswer<readonly AlertRule[]>> {
  const found: AlertRule[] = [];
  let cursor: string | null = null;
  for (let n = 0; n < mostPages; n += 1) {
    const page: CallAnswer<Workflows> = await readWorkflows(client, cursor);
    // Versions before the workflow engine have none: nothing can be compared there.
    if (page.kind === 'absent') break;
    if (page.kind !== 'told') return unanswered(page, 'alerts:read');
    found.push(...page.value.filter(tellsWebhooks).map(ruleOf));
    cursor = page.next;
    if (cursor === null) break;
  }
  return { kind: 'told', value: found };
}

async function findIntegration(client: SentryClient): Promise<IntegrationSetup | null> {
  const path = ['organizations', client.org, 'sentry-app-installations'];
  const listed = await client.call({ route: 'integration', path, shape: installationList });
  if (listed.kind !== 'told') return null;
  for (const installation of listed.value.slice(0, mostApps)) {
    const standing = await readApp(client, installation);
    if (standing !== null && (listed.value.length === 1 || door.test(standing.url ?? ''))) return standing;
  }
  return null;
}

function readWorkflows(client: SentryClient, cursor: string | null): Promise<CallAnswer<Workflows>> {
  const path = ['organizations', client.org, 'workflows'];
  const query = cursor === null ? [] : ([['cursor', cursor]] as const);
  return client.call({ route: 'rules', path, query, shape: workflowList });
}

function tellsWebhooks({ enabled, actionFilters }: Workflow): boolean {
  return (
    enabled && actionFilters.some(({ actions }) => actions.some(({ type }) => toWebhooks.has(type ?? '')))
  );
}

function ruleOf({ name, lastTriggered, triggers, config, actionFilters }: Workflow): AlertRule {
  const told = actionFilters
    .flatMap(({ actions }) => actions)
    .filter(({ type }) => type === 'sentry_app')
    .map((action) => action.config?.targetIdentifier ?? null)
    .filter((id) => id !== null);
  const conditions = triggers?.conditions ?? null;
  const frequency = config?.frequency ?? null;
  return {
    name,
    firedAt: lastTriggered ?? null,
    tells: [...new Set(told)],
    everyEvent:
      conditions !== null && (conditions.length === 0 || conditions.some(({ type }) => type === everyEvent)),
    pauseMs: frequency === null ? null : frequency * 60_000,
  };
}

async function readApp(client: SentryClient, { uuid, app }: Installation): Promise<IntegrationSetup | null> {
  const path = ['sentry-apps', app.slug];
  const read = await client.call({ route: 'integration', path, shape: sentryApp });
  if (read.kind !== 'told') return null;
  const log = await client.call({
    route: 'integration',
    path: [...path, 'webhook-requests'],
    shape: webhookRequests,
  });
  const requests = log.kind === 'told' ? log.value.slice(0, mostRequests) : null;
  const { name, isDisabled: disabled, webhookUrl, events } = read.value;
  return {
    name,
    disabled,
    url: webhookUrl ?? null,
    requests: requests?.map(({ responseCode }) => responseCode) ?? null,
    resources: events ?? null,
    ids: [app.sentryAppId, uuid].filter((id) => id != null),
  };
}
