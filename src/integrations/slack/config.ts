import { z } from 'zod';
import { broadcasts } from '../../domain/sending/broadcast.ts';
import { webAddress, webProtocols } from '../../domain/text/web-address.ts';

const botToken = z
  .string('Write the token as text, in quotes where YAML would read it as a number.')
  .trim()
  .superRefine((token, context) => {
    const message = complaintAbout(token);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** Which mistake was made is told by the token's first letters; the token itself is never repeated. */
function complaintAbout(token: string): string | null {
  const where = 'Copy the Bot User OAuth Token from api.slack.com/apps → your app → OAuth & Permissions.';
  if (/^(xoxe\.)?xoxb-[A-Za-z0-9-]+$/.test(token)) return null;
  if (token === '') return `The Slack token is empty. ${where}`;
  if (token.startsWith('xapp-'))
    return `This is an app-level token (xapp-…), not the bot token (xoxb-…). ${where}`;
  if (token.startsWith('xoxp-'))
    return `This is a user's token (xoxp-…): the relay would post as that person. ${where}`;
  if (token.startsWith('http'))
    return `This is an address, not a token: incoming webhooks cannot update messages. ${where}`;
  return `A Slack bot token starts with "xoxb-" and has no spaces (this one has ${token.length} characters). ${where}`;
}

/** `chat.update` and `conversations.history` take ids only, so a name would fail after the first post. */
const channelId = z
  .string('Write the channel as text, in quotes where YAML would read it as a number.')
  .trim()
  .regex(
    /^[CGD][A-Z0-9]{1,20}$/,
    'Write the channel\'s id, for example C0123ABCD, not its name: in Slack, open the channel\'s details and scroll to the end of "About".',
  );

const baseUrl = z
  .string('Write the address as text, in quotes where YAML would read it as a number.')
  .trim()
  .refine(
    (text) => webAddress(text, { protocols: webProtocols }) !== null,
    'Write an http or https address without user name and password, for example https://slack.com/api/',
  );

const signingSecret = z
  .string('Write the secret as text, in quotes where YAML would read it as a number.')
  .trim()
  .regex(
    /^[0-9A-Za-z]{16,128}$/,
    'A signing secret of Slack is 32 letters and digits. Copy it from api.slack.com/apps → your app → Basic Information → Signing Secret (not the Client Secret, not a token).',
  );

const appToken = z
  .string('Write the token as text, in quotes where YAML would read it as a number.')
  .trim()
  .regex(
    /^xapp-[A-Za-z0-9-]{10,300}$/,
    'An app-level token begins with "xapp-" (the bot token, xoxb-…, is another). Make one with the scope connections:write: api.slack.com/apps → your app → Basic Information → App-Level Tokens.',
  );

const responder = z
  .string('Write the id as text, in quotes where YAML would read it as a number.')
  .trim()
  .regex(
    /^[UWS][A-Z0-9]{1,40}$/,
    "Write ids, not names: of people (U…; in Slack: profile, ⋮, Copy member ID) or of user groups (S…; the end of the group's address in People & user groups).",
  );

const aMinute = z.number('Write a number.').int('Write a whole number.').min(1, 'At least 1.');

/** What the Slack edge can be told: the token, the channels, the address, and how much of Slack's limits it may use. */
export const slackSettings = z.strictObject({
  /** Bot token, `xoxb-…`. */
  token: botToken,
  /** Ids of the channels in which every incident is shown. */
  channels: z.array(channelId).min(1, 'Name at least one channel.').max(50, 'More than 50 channels.'),
  /** Where drills show themselves; null: in the first of `channels`. */
  testChannel: channelId.nullable().default(null),
  /**
   * Secrets that sign what people press, newest first; several while a rotation is under way. None: messages have links
   * instead of buttons, unless there is an app-level token.
   */
  signingSecrets: z
    .array(signingSecret)
    .max(10, 'More than 10 signing secrets: remove those that Slack no longer uses.')
    .default([]),
  /** App-level token, `xapp-…`: what people do then comes through Socket Mode, too. Null: it does not. */
  appToken: appToken.nullable().default(null),
  /** Ids of the people and user groups that may press; none: everybody in the workspace. */
  responders: z
    .array(responder)
    .max(100, 'More than 100 responders: make a user group of them in Slack.')
    .refine((ids) => ids.filter((id) => id.startsWith('S')).length <= 10, 'More than 10 user groups.')
    .default([]),
  /** What of the threads is also sent to the channel, besides that a storm was found. */
  broadcast: z
    .array(
      z.enum(
        broadcasts,
        `Write ${broadcasts.slice(0, -1).join(', ')} or ${broadcasts.at(-1)}: what of the threads the channel is told too.`,
      ),
    )
    .default([]),
  /** When incidents get a channel of their own: each storm, and what somebody asks for; only the latter; never. */
  stormChannels: z
    .enum(['true', 'ask', 'false'], 'Write true, ask or false; docs/configuration.md says what each means.')
    .default('false'),
  /** How the names of those channels begin. */
  stormChannelPrefix: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9_-]{0,19}$/,
      "Write at most 20 lowercase letters, digits, hyphens or underscores: that is what Slack takes in a channel's name.",
    )
    .default('inc-'),
  /** Base of the Web API. */
  apiUrl: baseUrl.default('https://slack.com/api/'),
  /** Budgets; limits.ts says what Slack allows. */
  limits: z
    .strictObject({
      postBurst: aMinute
        .max(20, 'At most 20: Slack does not say how many it lets through at once.')
        .default(5),
      postsPerMinute: aMinute.max(600, 'At most 600.').default(240),
      updatesPerMinute: aMinute.max(100, 'At most 100.').default(50),
      historyPerMinute: aMinute.max(100, 'At most 100.').default(50),
    })
    .prefault({}),
});

/** Settings of the Slack edge, checked. */
export type SlackSettings = z.infer<typeof slackSettings>;

/** Whether there is a way for what people press: a button that nobody answers shows a warning. */
export function takesPresses({
  signingSecrets,
  appToken,
}: Pick<SlackSettings, 'signingSecrets' | 'appToken'>): boolean {
  return signingSecrets.length > 0 || appToken !== null;
}
