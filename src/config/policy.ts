import { defaultPolicy, type Policy, type Receiver } from '../domain/policy.ts';
import { pagerDutyReceiver } from '../integrations/pagerduty/receiver.ts';
import { slackReceiver } from '../integrations/slack/receiver.ts';
import type { Settings } from './settings.ts';

type PolicySettings = Pick<
  Settings,
  'slack' | 'pagerduty' | 'pagerdutyTest' | 'pagerdutyOld' | 'pagerdutyWebhookSecrets' | 'environments'
> &
  Partial<Pick<Settings, 'runbooks' | 'resolveInSentry' | 'pagerdutyChanges'>> & {
    readonly sentry: Pick<Settings['sentry'], 'drillSecret'>;
  };

/** The policy that these settings mean: the default numbers, one receiver a channel and routing key, and the operator's environments. */
export function compilePolicy(settings: PolicySettings): Policy {
  const { slack, pagerduty, environments, runbooks = {}, resolveInSentry = null } = settings;
  const chats = slack === null ? [] : slack.channels.map((channel) => slackReceiver(channel, slack.token));
  const pagers: readonly Receiver[] = pagerduty === null ? [] : [pagerDutyReceiver(pagerduty.routingKey)];
  const old = settings.pagerdutyOld.map(({ routingKey }) => pagerDutyReceiver(routingKey));
  return {
    ...defaultPolicy,
    receivers: [...chats, ...pagers],
    drillReceivers: drillReceivers(settings),
    leaving: old.filter(({ id }) => !pagers.some((pager) => pager.id === id)),
    environments,
    ...(slack === null || slack.broadcast.length === 0 ? {} : { broadcast: slack.broadcast }),
    ...(resolveInSentry === null ? {} : { resolveInSentry }),
    ...(Object.keys(runbooks).length === 0 ? {} : { runbooks }),
    paging: {
      ...defaultPolicy.paging,
      pagerTells: settings.pagerdutyWebhookSecrets.length > 0,
      tellsDeploys: settings.pagerdutyChanges === true && pagers.length > 0,
    },
  };
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
