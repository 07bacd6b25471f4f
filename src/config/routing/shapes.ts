import { z } from 'zod';
import type { Matcher } from '../../domain/routing/matcher.ts';
import type { PageCondition } from '../../domain/routing/route.ts';
import { pagerDutySettings } from '../../integrations/pagerduty/config.ts';
import { slackSettings } from '../../integrations/slack/config.ts';
import { webhookSettings } from '../../integrations/webhook/config.ts';
import { levels } from '../schema/levels.ts';
import { duration, listOf, text } from '../schema/natives.ts';
import { hookEventsAMinute, onOrOff, wholeNumber } from '../schema/shapes.ts';
import { conditionAdvice, conditionsAdvice } from './condition-advice.ts';
import { matcherList } from './matchers.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The union has the words: what is wrong with one of its members is not shown. */
const many = wholeNumber({ from: 1, to: 1_000_000_000, advice: '' });

const pageCondition = z.union(
  [
    z.enum(['storm', 'outage']).transform((code): PageCondition => ({ code })),
    z
      .strictObject({ level: z.enum(levels) })
      .transform(({ level }): PageCondition => ({ code: 'level', level })),
    z
      .strictObject({ metric: z.enum(['critical', 'warning']) })
      .transform(({ metric }): PageCondition => ({ code: 'metric', severity: metric })),
    z
      .strictObject({
        events_per_minute: many,
        for: duration({ from: minute, to: 60 * minute, advice: '' })
          .refine((ms) => ms % minute === 0)
          .default(2 * minute),
      })
      .transform(({ events_per_minute: eventsAMinute, for: forMs }): PageCondition => ({
        code: 'rate',
        eventsAMinute,
        forMs,
      })),
    z.strictObject({ users: many }).transform(({ users }): PageCondition => ({ code: 'users', users })),
  ],
  { error: ({ input }) => conditionAdvice(input) },
);

const { shape: slack } = slackSettings;
const { shape: pagerduty } = pagerDutySettings;
const { shape: webhook } = webhookSettings;

const sayOneRegion = 'Both region and events_url say where its events go. Keep one of them.';

/** A key, and where its events go. */
const pagerKey = {
  routing_key: pagerduty.routingKey.describe('Integration key of an Events API V2 integration.'),
  region: z
    .enum(['us', 'eu'], 'Write us or eu: the service region of its PagerDuty account.')
    .optional()
    .describe('Service region of its account.'),
  events_url: pagerduty.eventsUrl
    .unwrap()
    .optional()
    .describe('Address of its Events API, where it is another.'),
};

function saysOneRegion({ region, events_url: url }: { region?: unknown; events_url?: unknown }): boolean {
  return region === undefined || url === undefined;
}

/** A team: its channels and its key. */
export const receiver = z.strictObject({
  name: text
    .regex(/^[^\s,]{1,80}$/, 'Write a name without blanks and commas, for example payments.')
    .describe('What routes call it.'),
  slack: z
    .strictObject({
      channel: slack.channels.element.optional().describe('Id of its channel.'),
      channels: listOf(slack.channels).optional().describe('Ids of several channels.'),
      mention_on_page: slack.responders
        .unwrap()
        .element.optional()
        .describe('Id of the person (U…) or user group (S…) that is named when it is paged.'),
      token: slack.token
        .optional()
        .describe('Bot token of another workspace; that of slack.token otherwise.'),
      signing_secrets: listOf(slack.signingSecrets.unwrap())
        .optional()
        .describe('Signing Secrets of that workspace’s app, newest first.'),
      app_token: slack.appToken
        .unwrap()
        .unwrap()
        .optional()
        .describe('App-level token of that workspace’s app, xapp-…, for Socket Mode.'),
      responders: listOf(slack.responders.unwrap())
        .optional()
        .describe('Ids of people (U…) and user groups (S…) of that workspace that may press.'),
      api_url: slack.apiUrl.unwrap().optional().describe('Address of Slack’s Web API, for simulations.'),
    })
    .refine(
      ({ channel, channels }) => (channel === undefined) !== (channels === undefined),
      'Write channel, for example { channel: C0123ABCD }, or channels with several; not both.',
    )
    .optional(),
  pagerduty: z
    .strictObject({
      ...pagerKey,
      fallback: z
        .strictObject(pagerKey)
        .refine(saysOneRegion, sayOneRegion)
        .optional()
        .describe('Another key, which takes a page that this one has not taken for a minute.'),
    })
    .refine(saysOneRegion, sayOneRegion)
    .optional(),
  page_when: z
    .array(pageCondition, { error: ({ input }) => conditionsAdvice(input) })
    .optional()
    .describe('Any of these pages; without it the rules of paging do. [] pages nobody.'),
  webhook: z
    .strictObject({
      url: webhook.url.describe(
        'Address of a program that is told what its routes take (Standard Webhooks).',
      ),
      secret: listOf(webhook.secrets).describe('Secrets that sign what it is told, whsec_…, newest first.'),
      allow_private: onOrOff.optional().describe('Whether it may be on this machine or in its own network.'),
      events_per_minute: hookEventsAMinute
        .optional()
        .describe('How many events it is told a minute at most.'),
    })
    .optional(),
  shadow: z
    .boolean('Write true or false.')
    .optional()
    .describe('What it would have sent is recorded, and nothing is sent: see stormrelay shadow report.'),
});

/** Who can be told. */
export const receiverList = z
  .array(receiver)
  .min(1, 'Write at least one receiver: a name, and slack, pagerduty or webhook.');

/** A receiver as the file says it. */
export type SaidReceiver = z.output<typeof receiver>;

/** A route as the file says it: what is absent comes from its parent. */
export interface SaidRoute {
  readonly receiver?: string | undefined;
  readonly matchers?: readonly Matcher[] | undefined;
  readonly continue?: boolean | undefined;
  readonly mute_time_intervals?: readonly string[] | undefined;
  readonly active_time_intervals?: readonly string[] | undefined;
  readonly hold?: number | undefined;
  readonly group_wait?: number | undefined;
  readonly update_interval?: number | undefined;
  readonly repeat_interval?: number | undefined;
  readonly escalate?: { readonly unacknowledged_for: number; readonly to: string } | undefined;
  readonly routes?: readonly SaidRoute[] | undefined;
}

const namesOf = listOf(z.array(text)).optional();

/** Who is told of what, in Alertmanager's words. */
export const routeTree: z.ZodType<SaidRoute> = z
  .strictObject({
    receiver: text.optional().describe('Name of a receiver; that of the parent otherwise.'),
    matchers: matcherList.optional().describe('All have to hold.'),
    continue: z.boolean('Write true or false.').optional().describe('The routes after it are looked at too.'),
    mute_time_intervals: namesOf.describe('While one of them holds, nobody is told or woken.'),
    active_time_intervals: namesOf.describe('Only while one of them holds somebody is told or woken.'),
    hold: duration({ from: 0, to: 60 * minute, advice: 'Write a time up to 60m, for example 2m.' })
      .optional()
      .describe('What heals by itself within this time wakes nobody; storms and fatal errors are not held.'),
    group_wait: duration({ from: 0, to: 10 * minute, advice: 'Write a time up to 10m, for example 30s.' })
      .optional()
      .describe(
        'The first message of what wakes nobody and is no storm waits so long for what belongs to it.',
      ),
    update_interval: duration({ from: 0, to: day, advice: 'Write a time up to 24h, for example 5m.' })
      .optional()
      .describe('Figures of a message are brought up to date no oftener; what has happened is told at once.'),
    repeat_interval: duration({
      from: 5 * minute,
      to: 30 * day,
      advice: 'Write a time from 5m to 30d, for example 4h.',
    })
      .optional()
      .describe('What goes on and nobody has acknowledged is told again in the channel after so long.'),
    escalate: z
      .strictObject({
        unacknowledged_for: duration({
          from: minute,
          to: day,
          advice: 'Write a time from 1m to 24h, for example 10m.',
        }),
        to: text.describe('Name of a receiver.'),
      })
      .optional()
      .describe('Who is woken too when nobody acknowledges.'),
    get routes() {
      return z.array(routeTree).optional();
    },
  })
  .meta({ id: 'route' });
