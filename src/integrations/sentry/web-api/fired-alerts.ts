import type { FiredAlert, IntegrationStanding, SentryDesk } from '../../../seams/sentry-desk.ts';
import type { CallAnswer, SentryClient } from './client.ts';
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

type Workflows = readonly {
  readonly name: string;
  readonly enabled: boolean;
  readonly lastTriggered?: number | null | undefined;
  readonly actionFilters: readonly {
    readonly actions: readonly { readonly type?: string | null | undefined }[];
  }[];
}[];

/** Which alerts fired, and how the integration stands that tells of them. */
export function createFiredAlerts(client: SentryClient): Pick<SentryDesk, 'alerts' | 'integration'> {
  return {
    alerts: async () => {
      const found: FiredAlert[] = [];
      let cursor: string | null = null;
      for (let n = 0; n < mostPages; n += 1) {
        const page: CallAnswer<Workflows> = await readWorkflows(client, cursor);
        // Versions before the workflow engine have none: nothing can be compared there.
        if (page.kind === 'absent') break;
        if (page.kind !== 'told') return unanswered(page, 'alerts:read');
        found.push(...page.value.filter(tellsWebhooks).map(firedOf));
        cursor = page.next;
        if (cursor === null) break;
      }
      return { kind: 'told', value: found };
    },
    integration: async () => {
      const path = ['organizations', client.org, 'sentry-app-installations'];
      const listed = await client.call({ route: 'integration', path, shape: installationList });
      if (listed.kind !== 'told') return null;
      for (const { app } of listed.value.slice(0, mostApps)) {
        const standing = await readApp(client, app.slug);
        if (standing !== null && (listed.value.length === 1 || door.test(standing.url ?? '')))
          return standing;
      }
      return null;
    },
  };
}

function readWorkflows(client: SentryClient, cursor: string | null): Promise<CallAnswer<Workflows>> {
  const path = ['organizations', client.org, 'workflows'];
  const query = cursor === null ? [] : ([['cursor', cursor]] as const);
  return client.call({ route: 'rules', path, query, shape: workflowList });
}

function tellsWebhooks({ enabled, actionFilters }: Workflows[number]): boolean {
  return (
    enabled && actionFilters.some(({ actions }) => actions.some(({ type }) => toWebhooks.has(type ?? '')))
  );
}

function firedOf({ name, lastTriggered }: Workflows[number]): FiredAlert {
  return { name, firedAt: lastTriggered ?? null };
}

async function readApp(client: SentryClient, slug: string): Promise<IntegrationStanding | null> {
  const path = ['sentry-apps', slug];
  const app = await client.call({ route: 'integration', path, shape: sentryApp });
  if (app.kind !== 'told') return null;
  const log = await client.call({
    route: 'integration',
    path: [...path, 'webhook-requests'],
    shape: webhookRequests,
  });
  const requests = log.kind === 'told' ? log.value.slice(0, mostRequests) : null;
  const { name, isDisabled: disabled, webhookUrl } = app.value;
  const url = webhookUrl ?? null;
  return { name, disabled, url, requests: requests?.map(({ responseCode }) => responseCode) ?? null };
}
