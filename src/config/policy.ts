import { defaultPolicy, type Policy, type Receiver } from '../domain/policy.ts';
import { pagerDutyReceiver } from '../integrations/pagerduty/receiver.ts';
import { slackReceiver } from '../integrations/slack/receiver.ts';
import type { Settings } from './settings.ts';

/** The policy that these settings mean: the default numbers, and one receiver a channel and routing key. */
export function compilePolicy(settings: Pick<Settings, 'slack' | 'pagerduty'>): Policy {
  const { slack, pagerduty } = settings;
  const chats = slack === null ? [] : slack.channels.map((channel) => slackReceiver(channel, slack.token));
  const pagers: readonly Receiver[] = pagerduty === null ? [] : [pagerDutyReceiver(pagerduty.routingKey)];
  return { ...defaultPolicy, receivers: [...chats, ...pagers] };
}
