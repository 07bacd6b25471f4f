import { hookAddressTrouble } from './hook-address.ts';
import type { ConfigDocument } from './document/document.ts';
import type { Problem } from './document/place.ts';
import { saidReceivers } from './routing/said-receivers.ts';
import type { LeafPath, Values } from './schema/leaves.ts';

/** What is checked across settings. Values that are wrong by themselves are absent, and blamed only once. */
interface Whole {
  readonly document: ConfigDocument;
  readonly values: Partial<Values>;
}

/** Mistakes that no single setting shows. */
export function wholeProblems(whole: Whole): readonly Problem[] {
  return [
    noDoor(whole),
    halfSlack(whole),
    noReceiver(whole),
    halfWebhook(whole),
    ...calledAddresses(whole),
    openWithoutToken(whole),
    oneTokenForAll(whole),
    testChannelAlone(whole),
    ...buttonsAlone(whole),
    serviceAlone(whole),
    ...fromAlone(whole),
    sentryWithoutOrg(whole),
    resolveWithoutToken(whole),
    ...inBothLists(whole),
    ...scaledAgainstReal(whole),
    ...scaledAgainstRealReceivers(whole),
  ].filter((problem) => problem !== null);
}

function noDoor({ document }: Whole): Problem | null {
  const open: readonly LeafPath[] = [
    'sentry.signing_secrets',
    'sentry.legacy_tokens',
    'sentry.service_hook_secret',
  ];
  if (open.some((path) => document.isSet(path))) return null;
  return document.problem(
    'sentry.signing_secrets',
    'Not set, so no webhook could be verified. Copy the Client Secret of the Sentry integration (Settings, Custom Integrations).',
  );
}

/** The first receiver of the file that has a channel in the workspace of `slack.token`; -1: none has. */
function receiverWithChannel(document: ConfigDocument): number {
  return saidReceivers(document).findIndex(
    (one) => one?.slack !== undefined && one.slack.token === undefined && one.shadow !== true,
  );
}

function halfSlack({ document, values }: Whole): Problem | null {
  const token = document.isSet('slack.token');
  const n = receiverWithChannel(document);
  const channels = document.isSet('receivers') ? n >= 0 : document.isSet('slack.channels');
  // A channel may stand where something else is wrong.
  if (token === channels || (token && values.receivers === undefined)) return null;
  // A token is no mistake where all channels are in the shadow: it is needed when they no longer are.
  if (token && values.receivers?.some(({ slack }) => slack !== undefined) === true) return null;
  if (token && document.isSet('receivers'))
    return document.problem(
      'receivers',
      `None of them has a Slack channel, although ${document.nameOf('slack.token')} is set. Write slack: { channel: C… } in one of them.`,
    );
  return token
    ? document.problem(
        'slack.channels',
        `Not set, although ${document.nameOf('slack.token')} is. Write the id of the channel to post to (C…); several with commas.`,
      )
    : document.problem(
        'slack.token',
        `Not set, although ${n >= 0 ? `receivers[${n}].slack` : document.nameOf('slack.channels')} is. Copy the "Bot User OAuth Token" (xoxb-…) of the Slack app.`,
      );
}

function noReceiver({ document }: Whole): Problem | null {
  const ways = ['slack.token', 'slack.channels', 'pagerduty.routing_key'] as const;
  const others = ['receivers', 'webhook.url'] as const;
  if ([...others, ...ways].some((path) => document.isSet(path))) return null;
  const [token, channels, key] = ways.map((path) => document.nameOf(path));
  const problem = document.problem(
    'slack.token',
    `Neither is set, so nobody would see anything. Set ${token ?? ''} and ${channels ?? ''}, or ${key ?? ''}, or all three.`,
  );
  return { ...problem, name: `${token ?? ''}, ${key ?? ''}` };
}

function halfWebhook({ document }: Whole): Problem | null {
  const url = document.isSet('webhook.url');
  if (url === document.isSet('webhook.secret')) return null;
  return url
    ? document.problem(
        'webhook.secret',
        `Not set, although ${document.nameOf('webhook.url')} is: nobody could tell the relay's events from anybody's. Make one with: echo "whsec_$(openssl rand -base64 32)"`,
      )
    : document.problem(
        'webhook.url',
        `Not set, although ${document.nameOf('webhook.secret')} is. Write the address of the program that is told.`,
      );
}

/** What the relay calls by itself is on the internet, unless it is said that it need not be. */
function calledAddresses({ document, values }: Whole): readonly (Problem | null)[] {
  return (['webhook', 'heartbeat'] as const).map((what) => {
    const { [`${what}.url` as const]: url, [`${what}.allow_private` as const]: allowPrivate } = values;
    if (url == null || allowPrivate === undefined) return null;
    const trouble = hookAddressTrouble({ url, allowPrivate }, document.nameOf(`${what}.allow_private`));
    return trouble === null ? null : document.problem(`${what}.url`, trouble);
  });
}

function openWithoutToken({ document, values }: Whole): Problem | null {
  const host = values['listen.host'];
  if (host === undefined || isLoopback(host) || document.isSet('admin_token')) return null;
  return document.problem(
    'admin_token',
    `Not set, although ${document.nameOf('listen.host')}=${host} lets other machines in. Make one with: openssl rand -hex 32`,
  );
}

function oneTokenForAll({ document, values }: Whole): Problem | null {
  const { admin_token: admin, ci_token: ci } = values;
  if (ci == null || ci !== admin) return null;
  return document.problem(
    'ci_token',
    `The same as ${document.nameOf('admin_token')}, so CI could do everything that an operator can. Make another one with: openssl rand -hex 32`,
  );
}

function testChannelAlone({ document }: Whole): Problem | null {
  if (!document.isSet('drills.slack_channel') || document.isSet('slack.token')) return null;
  return document.problem(
    'drills.slack_channel',
    `Set, but ${document.nameOf('slack.token')} is not, so nothing could be posted there.`,
  );
}

function buttonsAlone({ document }: Whole): readonly Problem[] {
  if (document.isSet('slack.token')) return [];
  return ['slack.signing_secrets', 'slack.app_token']
    .filter((path) => document.isSet(path))
    .map((path) =>
      document.problem(
        path,
        `Set, but ${document.nameOf('slack.token')} is not, so there is no message that could have buttons.`,
      ),
    );
}

function serviceAlone({ document }: Whole): Problem | null {
  if (!document.isSet('pagerduty.service_id') || document.isSet('pagerduty.api_token')) return null;
  return document.problem(
    'pagerduty.service_id',
    `Set, but ${document.nameOf('pagerduty.api_token')} is not, so nobody could be asked who is on call for it. Make a read-only REST API key in PagerDuty (Integrations, API Access Keys).`,
  );
}

function fromAlone({ document }: Whole): readonly Problem[] {
  if (!document.isSet('pagerduty.from')) return [];
  return [
    ...(document.isSet('pagerduty.api_token')
      ? []
      : [
          `Set, but ${document.nameOf('pagerduty.api_token')} is not, so no note could be written. Make a REST API key in PagerDuty (Integrations, API Access Keys) that is not read-only.`,
        ]),
    ...(pagesSomebody(document)
      ? []
      : [
          `Set, but nobody is paged, so there is nothing that notes could be written at. ${
            document.isSet('receivers')
              ? 'Write pagerduty: { routing_key: … } in a receiver, or remove this.'
              : `Set ${document.nameOf('pagerduty.routing_key')}, or remove this.`
          }`,
        ]),
  ].map((message) => document.problem('pagerduty.from', message));
}

/** Whether there is a key, of all or of a receiver, also of one in which something is wrong. */
function pagesSomebody(document: ConfigDocument): boolean {
  if (!document.isSet('receivers')) return document.isSet('pagerduty.routing_key');
  return saidReceivers(document).some((one) => one === null || one.pagerduty !== undefined);
}

function sentryWithoutOrg({ document }: Whole): Problem | null {
  if (!document.isSet('sentry.auth_token') || document.isSet('sentry.org')) return null;
  return document.problem(
    'sentry.org',
    `Not set, although ${document.nameOf('sentry.auth_token')} is. Write the organization slug as in the address bar of Sentry, for example acme`,
  );
}

function resolveWithoutToken({ document, values }: Whole): Problem | null {
  if ((values['sentry.resolve'] ?? 'false') === 'false' || document.isSet('sentry.auth_token')) return null;
  return document.problem(
    'sentry.resolve',
    `Set, but ${document.nameOf('sentry.auth_token')} is not, so nothing could be resolved in Sentry.`,
  );
}

function inBothLists({ document, values }: Whole): readonly Problem[] {
  const quietNames = values['environments.quiet'] ?? [];
  const quiet = new Set(quietNames.map((name) => name.toLowerCase()));
  const both = (values['environments.production'] ?? []).filter((name) => quiet.has(name.toLowerCase()));
  return [...new Set(both)].map((name) =>
    document.problem(
      'environments.quiet',
      `"${name}" stands in ${document.nameOf('environments.production')} too, so it could both page and not. Keep it in one of them.`,
    ),
  );
}

/** Virtual time would run real providers' limits over many times. */
function scaledAgainstReal({ document, values }: Whole): readonly Problem[] {
  if (!document.isSet('clock')) return [];
  const ifSet = (paths: readonly LeafPath[], url: string | null | undefined): string | null =>
    paths.some((path) => document.isSet(path)) ? (url ?? null) : null;
  const asked: readonly (readonly [LeafPath, string | null | undefined])[] = [
    ['slack.api_url', ifSet(['slack.token'], values['slack.api_url'])],
    [
      'pagerduty.events_url',
      ifSet(['pagerduty.routing_key', 'drills.routing_key'], values['pagerduty.events_url']),
    ],
    [
      'pagerduty.api_url',
      ifSet(['pagerduty.api_token'], values['pagerduty.api_url'] ?? 'https://api.pagerduty.com'),
    ],
    [
      'pagerduty.fallback.events_url',
      ifSet(['pagerduty.fallback.routing_key'], values['pagerduty.fallback.events_url']),
    ],
    ['webhook.url', values['webhook.url']],
    ['heartbeat.url', values['heartbeat.url']],
    ['traces.endpoint', values['traces.endpoint']],
    [
      'sentry.url',
      document.isSet('sentry.auth_token')
        ? (values['sentry.url'] ?? 'https://sentry.io')
        : values['sentry.url'],
    ],
  ];
  return asked
    .filter(([, url]) => typeof url === 'string' && URL.canParse(url) && !isLoopback(new URL(url).hostname))
    .map(([path]) => {
      const name = document.nameOf(path);
      return document.problem(
        'clock',
        `Only for simulations, but ${name} is not on this machine. Remove ${document.nameOf('clock')}, or let ${name} point at a fake on 127.0.0.1.`,
      );
    });
}

/** The same for what receivers have of their own. */
function scaledAgainstRealReceivers({ document }: Whole): readonly Problem[] {
  if (!document.isSet('clock')) return [];
  return saidReceivers(document).flatMap((one, n) => {
    const own = [
      [['slack', 'api_url'], one?.slack?.api_url],
      [['pagerduty', 'events_url'], one?.pagerduty?.events_url],
      [['pagerduty', 'fallback', 'events_url'], one?.pagerduty?.fallback?.events_url],
      [['webhook', 'url'], one?.webhook?.url],
    ] as const;
    return own
      .filter(([, url]) => url !== undefined && !isLoopback(new URL(url).hostname))
      .map(([path]) =>
        document.problem(
          'receivers',
          `Not on this machine, although ${document.nameOf('clock')} is set, which is only for simulations. Remove that, or let this point at a fake on 127.0.0.1.`,
          [n, ...path],
        ),
      );
  });
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
