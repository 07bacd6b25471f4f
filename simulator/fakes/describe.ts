import chalk from 'chalk';
import type { SimClock } from '../clock.ts';
import type { FakesConnection } from './connection.ts';

/** What `npm run fakes` shows: where the fakes listen, what they accept, and a first thing to try. */
export function describeFakes(
  { slack, pagerduty, sentry, webhook, control, window }: FakesConnection,
  { speed, epoch }: Pick<SimClock, 'speed' | 'epoch'>,
): string {
  const clock = speed === 1 ? '' : `STORMRELAY_CLOCK=scaled:${speed}@${epoch} `;
  const https =
    pagerduty.httpsUrl === null
      ? []
      : [row('https', pagerduty.httpsUrl), row('CA file', pagerduty.caFile ?? '')];
  return [
    heading(
      'Slack',
      'Web API and one incoming webhook; 1 post a second and channel, bursts as Slack grants them',
    ),
    row('API', slack.url),
    row('webhook', slack.webhookUrl),
    row('token', slack.token),
    row('channel', slack.channel),
    row('signing secret', slack.signingSecret),
    row('app token', slack.appToken),
    heading('PagerDuty', 'Events v2 and REST; 120 events a minute and routing key'),
    row('events', `${pagerduty.url}/v2/enqueue`),
    ...https,
    row('routing key', pagerduty.routingKey),
    row('REST', `${pagerduty.apiUrl}/incidents`),
    row('API token', pagerduty.apiToken),
    row('From', pagerduty.from),
    row('webhook secret', pagerduty.webhookSecret),
    heading('Sentry', 'signs and sends webhooks; one attempt, one second; Web API'),
    row('secret', sentry.secret),
    row('API', sentry.url),
    row('API token', sentry.apiToken),
    heading('Webhook', 'a program that is told of incidents (Standard Webhooks)'),
    row('URL', webhook.url),
    row('secret', webhook.secret),
    heading('Control', 'what was seen, faults, storms'),
    row('URL', control.url),
    row('token', control.token),
    heading('Watch it', 'the channel and the phone of whoever is on call, in a browser'),
    row('page', window.url),
    ...thingsToTry({ slack, pagerduty, sentry, control }, clock),
    '',
    chalk.dim('Ctrl-C stops everything.'),
  ].join('\n');
}

/** @param clock The relay's clock as it stands in front of its command, empty for real time. */
function thingsToTry(
  { slack, pagerduty, sentry, control }: Pick<FakesConnection, 'slack' | 'pagerduty' | 'sentry' | 'control'>,
  clock: string,
): readonly string[] {
  return [
    '',
    'Post a first message:',
    chalk.cyan(
      `  curl -H 'Authorization: Bearer ${slack.token}' -d channel=${slack.channel} -d text=hello ${slack.url}chat.postMessage`,
    ),
    'Start a relay that talks to these fakes:',
    chalk.cyan(
      `  ${clock}SENTRY_SIGNING_SECRETS=${sentry.secret} \\\n` +
        `    SLACK_API_URL=${slack.url} SLACK_BOT_TOKEN=${slack.token} SLACK_CHANNEL=${slack.channel} \\\n` +
        `    SLACK_SIGNING_SECRET=${slack.signingSecret} \\\n` +
        `    PAGERDUTY_EVENTS_URL=${pagerduty.url} PAGERDUTY_ROUTING_KEY=${pagerduty.routingKey} npm start`,
    ),
    'Send it a minute of storm:',
    chalk.cyan(
      `  curl -H 'Authorization: Bearer ${control.token}' -H 'Content-Type: application/json' \\\n` +
        `    -d '{"target":"http://127.0.0.1:8080/webhooks/sentry","perMinute":500,"seconds":60}' ${control.url}/storms`,
    ),
  ];
}

function heading(name: string, what: string): string {
  return `\n${chalk.bold(name)} ${chalk.dim(what)}`;
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(16)}${chalk.green(value)}`;
}
