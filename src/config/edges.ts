import { createPagerDutyInspector } from '../integrations/pagerduty/inspector.ts';
import { createPagerDutyNotifier } from '../integrations/pagerduty/notifier.ts';
import { createPagerDutyOnCall } from '../integrations/pagerduty/rest/on-call.ts';
import { createNoteNotifier } from '../integrations/pagerduty/rest/note-notifier.ts';
import { createPageReader } from '../integrations/pagerduty/rest/page-reader.ts';
import { createSentryDesk } from '../integrations/sentry/web-api/desk.ts';
import { createSentrySetup } from '../integrations/sentry/web-api/fired-alerts.ts';
import { createBlocksAsker } from '../integrations/slack/blocks-asker.ts';
import { createSlackInspector } from '../integrations/slack/inspector.ts';
import { createSlackLocator } from '../integrations/slack/locator.ts';
import { WorkspaceBlocks } from '../integrations/slack/new-blocks.ts';
import { createSlackNotifier } from '../integrations/slack/notifier.ts';
import { createWebhookInspector } from '../integrations/webhook/inspector.ts';
import { createWebhookNotifier } from '../integrations/webhook/notifier.ts';
import type { Clock } from '../seams/clock.ts';
import type { FormAsker } from '../seams/form-asker.ts';
import type { Inspector } from '../seams/inspector.ts';
import type { Locator } from '../seams/locator.ts';
import type { Log } from '../seams/log.ts';
import type { Notifier } from '../seams/notifier.ts';
import type { PageReader } from '../seams/page-reader.ts';
import type { OnCall } from '../seams/on-call.ts';
import type { SentryCall, SentryDesk, SentrySetup } from '../seams/sentry-desk.ts';
import { createOwnRedactor, type Redactor } from '../domain/text/secrets.ts';
import { untellingInspector, untellingNotifier, untellingOnCall } from '../deliver/untold-secrets.ts';
import { secretsOf } from './secrets.ts';
import { hooksOf } from './policy.ts';
import { buttonsOf, chatUrlOf, pagerDuties } from './senders.ts';
import { workspacesOf } from './workspaces.ts';
import type { Settings } from './settings.ts';

/** Who sends and who looks, for each credential of the settings one. */
interface Edges {
  readonly notifiers: readonly Notifier[];
  readonly inspectors: readonly Inspector[];
  readonly locators: readonly Locator[];
  readonly askers: readonly FormAsker[];
}

/** Makes the edges that the settings name. */
export function createEdges(settings: Settings, { clock, log }: { clock: Clock; log: Log }): Edges {
  const { pagerdutyRest, publicUrl } = settings;
  const workspaces = workspacesOf(settings).map((workspace) => {
    return { ...workspace, blocks: new WorkspaceBlocks({ clock, log }) };
  });
  const hooks = hooksOf(settings);
  const keys = pagerDuties(settings);
  const redactor = redactorBy(settings);
  const shown = publicUrl === null ? {} : { relayUrl: publicUrl };
  return {
    notifiers: [
      ...workspaces.map((workspace) =>
        createSlackNotifier({
          config: workspace.config,
          blocks: workspace.blocks,
          clock,
          log,
          ...shown,
          ...buttonsOf(settings, workspace),
        }),
      ),
      ...keys.map((config) => {
        const chatUrl = chatUrlOf(settings, config);
        return createPagerDutyNotifier({ config, clock, log, relayUrl: publicUrl, chatUrl });
      }),
      ...(pagerdutyRest === null || pagerdutyRest.from === null
        ? []
        : [createNoteNotifier({ rest: pagerdutyRest, from: pagerdutyRest.from, clock, log })]),
      ...hooks.map((hook) => createWebhookNotifier({ ...hook, clock, log, relayUrl: publicUrl })),
    ].map((notifier) => untellingNotifier(notifier, redactor)),
    inspectors: [
      ...workspaces.map(({ config }) => createSlackInspector({ config, clock, log })),
      ...keys.map((config) => createPagerDutyInspector({ config, rest: pagerdutyRest, clock, log })),
      ...hooks.map((hook) => createWebhookInspector({ ...hook, clock })),
    ].map((inspector) => untellingInspector(inspector, redactor)),
    locators: workspaces.map(({ config }) => createSlackLocator({ config, clock, log })),
    askers: workspaces.map(({ config, blocks }) => createBlocksAsker({ config, blocks, clock, log })),
  };
}

/** Takes the relay's own secrets out of what vendors answer. */
function redactorBy(settings: Settings): Redactor {
  return createOwnRedactor(secretsOf(settings));
}

/** Asks the pager for what it has not told; null: it cannot be asked. */
export function createPageReading({ pagerduty, pagerdutyRest }: Settings, clock: Clock): PageReader | null {
  return pagerduty === null || pagerdutyRest === null ? null : createPageReader(pagerdutyRest, clock);
}

/** Knows who is on call for what is paged, by the pager's word. */
export function createOnCall(
  settings: Settings,
  deps: { readonly clock: Clock; readonly log: Log; readonly policySeen: () => string | null },
): OnCall {
  const { pagerduty, pagerdutyRest } = settings;
  if (pagerduty === null) return unknownOnCall('No pager is configured: PAGERDUTY_ROUTING_KEY is not set.');
  if (pagerdutyRest === null)
    return unknownOnCall(
      'PagerDuty is not asked: set PAGERDUTY_API_TOKEN (a read-only REST API key is enough).',
    );
  const asked = createPagerDutyOnCall({ rest: pagerdutyRest, service: pagerdutyRest.service, ...deps });
  return untellingOnCall(asked, redactorBy(settings));
}

function unknownOnCall(reason: string): OnCall {
  return { whoIsOnCall: () => Promise.resolve({ kind: 'unknown', reason }) };
}

/** Asks Sentry about incidents; null without a token. `signal` ends its waiting. */
export function createDeskBy(
  { sentryApi }: Settings,
  deps: {
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly observe: (call: SentryCall) => void;
  },
): SentryDesk | null {
  return sentryApi === null ? null : createSentryDesk({ access: sentryApi, ...deps });
}

/** Asks Sentry how it is set up to tell this relay; null without a token. */
export function createSetupBy(
  { sentryApi }: Settings,
  deps: { readonly clock: Clock; readonly signal: AbortSignal },
): SentrySetup | null {
  return sentryApi === null ? null : createSentrySetup({ access: sentryApi, ...deps });
}
