import { pagerDutyCredential } from '../integrations/pagerduty/receiver.ts';
import type { PagerDutySettings } from '../integrations/pagerduty/config.ts';
import { takesPresses } from '../integrations/slack/config.ts';
import type { SlackNotifierOptions } from '../integrations/slack/notifier.ts';
import { channelUrl, slackCredential } from '../integrations/slack/receiver.ts';
import { webhookCredential } from '../integrations/webhook/receiver.ts';
import { fallbacksOf, hooksOf, pagersInShadow, pagersOf } from './policy.ts';
import type { Settings } from './settings.ts';
import { workspacesOf, type Workspace } from './workspaces.ts';

/** A credential, and what whoever sends with it is made of. Texts hold secrets: they are compared, and never shown. */
interface Sender {
  readonly credential: string;
  /** Its own settings. */
  readonly said: string;
  /** What else of the settings it has to know. */
  readonly beside: string;
}

/** Who sends by these settings, each credential once. */
export function sendersOf(settings: Settings): readonly Sender[] {
  const sender = (credential: string, said: unknown, beside: unknown): Sender => {
    return { credential, said: JSON.stringify(said), beside: JSON.stringify(beside) };
  };
  // Channels are lanes; who may press, and by which secrets they are known, is the door's.
  const ofDoor = { channels: [], broadcast: [], signingSecrets: [], responders: [] };
  return [
    ...workspacesOf(settings).map((workspace) =>
      sender(
        slackCredential(workspace.config.token),
        { ...workspace.config, ...ofDoor },
        buttonsOf(settings, workspace),
      ),
    ),
    ...pagerDuties(settings).map((config) =>
      sender(pagerDutyCredential(config.routingKey), config, chatUrlOf(settings, config)),
    ),
    ...hooksOf(settings).map(({ config, names }) => sender(webhookCredential(config.url), config, names)),
  ];
}

/** The channel in which what pages with a key is shown. */
export function chatUrlOf(
  { slack, pagerdutyTest, teams }: Settings,
  { routingKey }: { readonly routingKey: string },
): string | null {
  const isTheirs = (key: PagerDutySettings | null): boolean => key?.routingKey === routingKey;
  const team =
    teams?.receivers.find((one) => isTheirs(one.pagerduty)) ??
    teams?.receivers.find((one) => isTheirs(one.fallback));
  const [channel = null] = team?.channels ?? slack?.channels ?? [];
  const tested = pagerdutyTest?.routingKey === routingKey ? (slack?.testChannel ?? channel) : channel;
  return tested === null ? null : channelUrl(tested);
}

/** A button that nobody answers shows a warning, so without a way for presses there are none. */
export function buttonsOf(
  { pagerduty }: Settings,
  { name, config }: Workspace,
): Pick<SlackNotifierOptions, 'buttons'> {
  // A channel of an incident's own is in the workspace of slack.token.
  const rooms = name === null && config.stormChannels !== 'false';
  return takesPresses(config) ? { buttons: { pager: pagerduty !== null, rooms } } : {};
}

/** A budget belongs to a key: whatever a key is given for, there is one of it. */
export function pagerDuties(settings: Settings): readonly PagerDutySettings[] {
  const { pagerdutyTest, pagerdutyOld, sentry, left } = settings;
  const drills = pagerdutyTest === null || sentry.drillSecret === null ? [] : [pagerdutyTest];
  const former = [...pagerdutyOld, ...pagersInShadow(settings), ...(left?.pagers ?? [])];
  const fallbacks = fallbacksOf(settings).map(({ fallback }) => fallback);
  const all = [...pagersOf(settings), ...fallbacks, ...drills, ...former];
  return all.filter((one, n) => all.findIndex((other) => other.routingKey === one.routingKey) === n);
}
