import { defaultPolicy, type Policy, type Receiver } from '../domain/policy.ts';
import { fallbackReceiver, notesReceiver, pagerDutyReceiver } from '../integrations/pagerduty/receiver.ts';
import { roomsReceiver, slackReceiver, slackReceiverId } from '../integrations/slack/receiver.ts';
import type { Routing } from '../domain/routing/route.ts';
import type { PagerDutySettings } from '../integrations/pagerduty/config.ts';
import type { Teams } from './routing/teams.ts';
import type { WebhookSettings } from '../integrations/webhook/config.ts';
import { namesForAll, namesOfReceiver, type HookNames } from '../integrations/webhook/names.ts';
import { webhookReceiver } from '../integrations/webhook/receiver.ts';
import type { Settings } from './settings.ts';
import { workspacesOf } from './workspaces.ts';

/** What of the settings is a rule, and needs no secret. */
export type Rules = Pick<Settings, 'environments' | 'services' | 'numbers' | 'knowledge'>;

type PolicySettings = Pick<
  Settings,
  'slack' | 'pagerduty' | 'pagerdutyTest' | 'pagerdutyOld' | 'pagerdutyWebhookSecrets' | 'environments'
> &
  Partial<
    Rules &
      Pick<
        Settings,
        | 'teams'
        | 'resolveInSentry'
        | 'pagerdutyChanges'
        | 'pagerdutyRest'
        | 'pagerdutyFallback'
        | 'ownTrouble'
        | 'webhook'
        | 'left'
      >
  > & {
    readonly sentry: Pick<Settings['sentry'], 'drillSecret'>;
  };

/** The policy that these settings mean: its rules, and one receiver a channel, routing key and webhook. */
export function compilePolicy(settings: PolicySettings): Policy {
  const { slack, teams = null, resolveInSentry = null, ownTrouble = null } = settings;
  const rules = rulesPolicy(settings);
  const chats = workspacesOf({ slack, teams }).flatMap(({ config }) =>
    config.channels.map((channel) => slackReceiver(channel, config.token)),
  );
  const pagers = pagersOf(settings).map(({ routingKey }) => pagerDutyReceiver(routingKey));
  const notes = pagers.flatMap((pager) => notesOf(settings, pager));
  const fallbacks = fallbacksOf(settings).map(({ pager, fallback }) =>
    fallbackReceiver(pagerDutyReceiver(pager.routingKey), fallback.routingKey),
  );
  const hooks = hooksOf(settings).map(({ config }) => webhookReceiver(config.url));
  const rooms = slack === null || slack.stormChannels === 'false' ? null : slack;
  const shadows = shadowsOf(settings);
  return {
    ...rules,
    receivers: [
      ...chats,
      ...pagers,
      ...fallbacks,
      ...notes,
      ...hooks,
      ...(rooms === null ? [] : [roomsReceiver(rooms.token)]),
    ],
    drillReceivers: drillReceivers(settings),
    leaving: leavingOf(settings, [...chats, ...pagers, ...fallbacks, ...hooks]),
    ...(teams === null ? {} : { routing: routingOf(settings, teams) }),
    ...(ownTrouble === null ? {} : { ownTrouble }),
    ...(shadows.length === 0 ? {} : { shadows }),
    ...(slack === null || slack.broadcast.length === 0 ? {} : { broadcast: slack.broadcast }),
    ...(rooms === null
      ? {}
      : {
          rooms: {
            when: rooms.stormChannels === 'ask' ? ('asked' as const) : ('storms' as const),
            prefix: rooms.stormChannelPrefix,
          },
        }),
    ...(resolveInSentry === null ? {} : { resolveInSentry }),
    paging: {
      ...rules.paging,
      pagerTells: settings.pagerdutyWebhookSecrets.length > 0,
      unheard: pagers.length > 0 && settings.pagerdutyWebhookSecrets.length === 0,
      tellsDeploys: settings.pagerdutyChanges === true && pagers.length > 0,
    },
  };
}

/** Who gets nothing new, and is told how it goes on with what is open there. */
function leavingOf(settings: PolicySettings, present: readonly Receiver[]): readonly Receiver[] {
  const { left = { workspaces: [], hooks: [], pagers: [] } } = settings;
  const former = [
    ...[...settings.pagerdutyOld, ...pagersInShadow(settings), ...left.pagers].map(({ routingKey }) =>
      pagerDutyReceiver(routingKey),
    ),
    ...left.workspaces.flatMap(({ channels, token }) =>
      channels.map((channel) => slackReceiver(channel, token)),
    ),
    ...left.hooks.map(({ url }) => webhookReceiver(url)),
  ];
  return former.filter(({ id }) => !present.some((one) => one.id === id));
}

/** The keys that page somebody, each once. */
export function pagersOf({
  pagerduty,
  teams = null,
}: Pick<PolicySettings, 'pagerduty' | 'teams'>): readonly PagerDutySettings[] {
  const real = teams?.receivers.filter(({ shadow }) => !shadow);
  const all = real === undefined ? [pagerduty] : real.map((team) => team.pagerduty);
  return all.filter((one) => one !== null);
}

/** The keys that stand in for others, each with whose pages it takes. */
export function fallbacksOf({
  pagerduty,
  pagerdutyFallback = null,
  teams = null,
}: Pick<PolicySettings, 'pagerduty' | 'pagerdutyFallback' | 'teams'>): readonly Fallback[] {
  const real = teams?.receivers.filter(({ shadow }) => !shadow) ?? [
    { pagerduty, fallback: pagerdutyFallback },
  ];
  return real.flatMap(({ pagerduty: pager, fallback }) =>
    pager === null || fallback === null ? [] : [{ pager, fallback }],
  );
}

interface Fallback {
  readonly pager: PagerDutySettings;
  readonly fallback: PagerDutySettings;
}

/** A program that is told, and what its settings are called. */
interface Hook {
  readonly config: WebhookSettings;
  readonly names: HookNames;
}

/** The programs that are told of everything, or of what their routes take: each address once. */
export function hooksOf({
  webhook = null,
  teams = null,
}: Pick<PolicySettings, 'webhook' | 'teams'>): readonly Hook[] {
  const all: readonly Hook[] = [
    ...(webhook === null ? [] : [{ config: webhook, names: namesForAll }]),
    ...(teams?.receivers ?? []).flatMap(({ name, webhook: config, shadow }) =>
      config === null || shadow ? [] : [{ config, names: namesOfReceiver(name) }],
    ),
  ];
  return all.filter(({ config }, n) => all.findIndex((other) => other.config.url === config.url) === n);
}

/** The keys of receivers in the shadow: what was opened with one while it was real is finished with it. */
export function pagersInShadow({
  teams = null,
}: Pick<PolicySettings, 'teams'>): readonly PagerDutySettings[] {
  const shadows = teams?.receivers.filter(({ shadow }) => shadow) ?? [];
  return shadows.map((team) => team.pagerduty).filter((one) => one !== null);
}

/** What would be sent to, and is not. */
function shadowsOf({ teams = null }: PolicySettings): readonly Pick<Receiver, 'id' | 'kind'>[] {
  const shadows = teams?.receivers.filter(({ shadow }) => shadow) ?? [];
  return shadows.flatMap(({ channels, pagerduty }) => [
    ...channels.map((channel) => ({ id: slackReceiverId(channel), kind: 'chat' as const })),
    ...(pagerduty === null
      ? []
      : [{ id: pagerDutyReceiver(pagerduty.routingKey).id, kind: 'pager' as const }]),
  ]);
}

function notesOf({ pagerdutyRest: rest }: PolicySettings, pager: Receiver): readonly Receiver[] {
  return rest?.from == null ? [] : [notesReceiver(pager, rest.token)];
}

/** The teams by the ids of their channels and keys. */
function routingOf(settings: PolicySettings, { receivers, route, intervals }: Teams): Routing {
  const { slack } = settings;
  return {
    receivers: receivers.map((team) => {
      const { name, channels, workspace, pagerduty, webhook, pageWhen, mentionOnPage, shadow } = team;
      const chats = (workspace ?? slack) === null && !shadow ? [] : channels.map(slackReceiverId);
      const pager = pagerduty === null ? null : pagerDutyReceiver(pagerduty.routingKey);
      const notes = pager === null || shadow ? [] : notesOf(settings, pager);
      const told = [
        ...(pager === null ? [] : [pager]),
        ...notes,
        ...(webhook === null ? [] : [webhookReceiver(webhook.url)]),
      ];
      return {
        name,
        surfaces: [...chats, ...told.map(({ id }) => id)],
        pageWhen,
        mentionOnPage,
        shadow,
      };
    }),
    route,
    intervals,
  };
}

/** A policy of the operator's rules that has no receiver. */
export function rulesPolicy({ environments, services = {}, numbers, knowledge }: Partial<Rules>): Policy {
  const [runbooks, owners] = [saidOf(services, 'runbook'), saidOf(services, 'owner')];
  return {
    ...defaultPolicy,
    environments: environments ?? defaultPolicy.environments,
    ...(Object.keys(runbooks).length === 0 ? {} : { runbooks }),
    ...(Object.keys(owners).length === 0 ? {} : { owners }),
    ...knowledge,
    storm: { ...defaultPolicy.storm, ...numbers?.storm },
    paging: { ...defaultPolicy.paging, growthEndsMute: true, secondWave: true, ...numbers?.paging },
    resolve: { ...defaultPolicy.resolve, ...numbers?.resolve },
  };
}

/** One of the things that are said of services, by service. */
function saidOf(services: Settings['services'], what: 'owner' | 'runbook'): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(services).flatMap(([service, { [what]: said }]) =>
      said === undefined ? [] : [[service, said]],
    ),
  );
}

/** Without a channel of their own drills show themselves where alerts do, marked as such; without a key they page nobody. */
function drillReceivers({ sentry, slack, pagerdutyTest }: PolicySettings): readonly Receiver[] {
  if (sentry.drillSecret === null) return [];
  const channel = slack?.testChannel ?? slack?.channels[0];
  return [
    ...(slack === null || channel === undefined ? [] : [slackReceiver(channel, slack.token)]),
    ...(pagerdutyTest === null ? [] : [pagerDutyReceiver(pagerdutyTest.routingKey)]),
  ];
}
