import type { NamedReceiver, Route, Routing } from '../../domain/routing/route.ts';
import {
  eventsUrls,
  pagerDutySettings,
  type PagerDutySettings,
} from '../../integrations/pagerduty/config.ts';
import { slackSettings, type SlackSettings } from '../../integrations/slack/config.ts';
import { webhookSettings, type WebhookSettings } from '../../integrations/webhook/config.ts';
import type { Values } from '../schema/leaves.ts';
import type { SaidReceiver, SaidRoute } from './shapes.ts';

/** A receiver with what it needs to be reached. */
interface Team extends Pick<NamedReceiver, 'name' | 'pageWhen' | 'mentionOnPage' | 'shadow'> {
  /** Ids of its Slack channels. */
  readonly channels: readonly string[];
  /** The Slack workspace in which they are; null: that of all who say none. */
  readonly workspace: SlackSettings | null;
  /** Null: it cannot be woken. */
  readonly pagerduty: PagerDutySettings | null;
  /** The key that takes what the first one does not take; null: there is none. */
  readonly fallback: PagerDutySettings | null;
  /** The program that is told what its routes take; null: there is none. */
  readonly webhook: WebhookSettings | null;
}

/** Who is told of what; null in the settings where everybody is told of everything. */
export interface Teams extends Pick<Routing, 'route' | 'intervals'> {
  /** The one of the root of the tree first. */
  readonly receivers: readonly Team[];
}

/** The teams that the settings mean; null: the file names none, or not all of what they are made of is right. */
export function teamsOf(values: Partial<Values>): Teams | null {
  const { receivers, route, time_intervals: intervals } = values;
  if (receivers == null || route == null || intervals === undefined) return null;
  const eventsUrl = values['pagerduty.events_url'];
  const apiUrl = values['slack.api_url'];
  const teams = receivers.map((said) => teamOf(said, { eventsUrl, apiUrl }));
  const first = route.receiver ?? '';
  return {
    receivers: [...teams.filter(({ name }) => name === first), ...teams.filter(({ name }) => name !== first)],
    route: routeOf(route, { receiver: first, hold: 0 }),
    intervals: Object.fromEntries(intervals.map(({ name, time_intervals: list }) => [name, list])),
  };
}

function teamOf(
  said: SaidReceiver,
  { eventsUrl, apiUrl }: { readonly eventsUrl: string | undefined; readonly apiUrl: string | undefined },
): Team {
  const { slack, pagerduty } = said;
  return {
    name: said.name,
    channels: channelsOf(said),
    workspace: workspaceOf(said, apiUrl),
    pagerduty: pagerduty === undefined ? null : pagerOf(pagerduty, eventsUrl),
    fallback: pagerduty?.fallback === undefined ? null : pagerOf(pagerduty.fallback, eventsUrl),
    webhook: said.webhook === undefined ? null : hookOf(said.webhook),
    pageWhen: said.page_when ?? null,
    mentionOnPage: slack?.mention_on_page ?? null,
    shadow: said.shadow ?? false,
  };
}

/** @param eventsUrl Where the events go of all that do not say it. */
function pagerOf(
  said: Omit<NonNullable<SaidReceiver['pagerduty']>, 'fallback'>,
  eventsUrl: string | undefined,
): PagerDutySettings {
  const { routing_key: routingKey, region, events_url: own } = said;
  const url = own ?? (region === undefined ? eventsUrl : eventsUrls[region]);
  return pagerDutySettings.parse({ routingKey, ...(url === undefined ? {} : { eventsUrl: url }) });
}

function workspaceOf(said: SaidReceiver, apiUrl: string | undefined): SlackSettings | null {
  const { token, signing_secrets, app_token, responders, api_url = apiUrl } = said.slack ?? {};
  if (token === undefined) return null;
  return slackSettings.parse({
    token,
    channels: channelsOf(said),
    signingSecrets: signing_secrets ?? [],
    appToken: app_token ?? null,
    responders: responders ?? [],
    ...(api_url === undefined ? {} : { apiUrl: api_url }),
  });
}

function hookOf(said: NonNullable<SaidReceiver['webhook']>): WebhookSettings {
  const { url, secret: secrets, allow_private: allowPrivate, events_per_minute: perMinute } = said;
  return webhookSettings.parse({
    url,
    secrets,
    ...(allowPrivate === undefined ? {} : { allowPrivate }),
    ...(perMinute === undefined ? {} : { limits: { perMinute } }),
  });
}

/** The channels of a receiver. */
function channelsOf({ slack }: SaidReceiver): readonly string[] {
  return [...new Set([...(slack?.channel === undefined ? [] : [slack.channel]), ...(slack?.channels ?? [])])];
}

/** As in Alertmanager, what a route does not say its parent says; matchers and intervals are its own. */
function routeOf(
  said: SaidRoute,
  parent: Pick<SaidRoute, 'escalate' | 'group_wait' | 'update_interval' | 'repeat_interval'> & {
    readonly receiver: string;
    readonly hold: number;
  },
): Route {
  const receiver = said.receiver ?? parent.receiver;
  const hold = said.hold ?? parent.hold;
  const escalate = said.escalate ?? parent.escalate;
  const wait = said.group_wait ?? parent.group_wait;
  const every = said.update_interval ?? parent.update_interval;
  const repeat = said.repeat_interval ?? parent.repeat_interval;
  const paced = { group_wait: wait, update_interval: every, repeat_interval: repeat };
  const inherited = { receiver, hold, escalate, ...paced };
  return {
    receiver,
    matchers: said.matchers ?? [],
    continue: said.continue ?? false,
    muteTimeIntervals: said.mute_time_intervals ?? [],
    activeTimeIntervals: said.active_time_intervals ?? [],
    holdMs: hold,
    ...(wait === undefined ? {} : { groupWaitMs: wait }),
    ...(every === undefined ? {} : { updateEveryMs: every }),
    ...(repeat === undefined ? {} : { repeatEveryMs: repeat }),
    // Nobody is asked to answer in their own place.
    escalate:
      escalate === undefined || escalate.to === receiver
        ? null
        : { unacknowledgedForMs: escalate.unacknowledged_for, to: escalate.to },
    routes: (said.routes ?? []).map((child) => routeOf(child, inherited)),
  };
}
