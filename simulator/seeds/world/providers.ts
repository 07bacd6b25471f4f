import type { SimClock } from '../../clock.ts';
import { vendorSecrets } from '../../fakes/connection.ts';
import { isObject, jsonOf } from '../../fakes/exchange.ts';
import { pagerDutyApp } from '../../fakes/pagerduty/server.ts';
import { sentryApp } from '../../fakes/sentry/server.ts';
import { slackApp } from '../../fakes/slack/server.ts';
import { setStage, type Stage } from '../../fakes/stage.ts';
import type { WireAnswer, WireRequest } from '../machine/wire.ts';
import type { VirtualTime } from '../machine/virtual-time.ts';
import { policyFile } from '../story/policy.ts';
import type { Oddity, Story } from '../story/story.ts';
import { sentryOrg } from '../story/sentry-error.ts';
import type { Provider } from './network.ts';
import { sightPager, sightSentry, sightSlack } from './sighted.ts';

/** Where the providers are, and the relay. */
const slackHost = 'slack.localhost';
const pagerHost = 'pager.localhost';
const sentryHost = 'sentry.localhost';
/** The relay's door. */
export const relayOrigin = 'http://127.0.0.1:8080';

/** How Slack and Sentry are odd now; each until a moment since the beginning, ms. */
interface Oddities {
  historyLateUntil: number;
  historyPagedUntil: number;
  issuesPagedUntil: number;
}

/** The simulator's own Slack, PagerDuty and Sentry, without sockets. */
export interface Providers {
  readonly stage: Stage;
  readonly byHost: ReadonlyMap<string, Provider>;
  readonly slack: Provider;
  readonly pagerduty: Provider;
  readonly sentry: Provider;
  readonly oddities: Oddities;
  /** The relay's environment, and its configuration file; null: it has none. */
  readonly environment: Readonly<Record<string, string>>;
  readonly file: string | null;
  /** Keys of PagerDuty: everybody's, the second team's, and whom nobody's silence wakes. */
  readonly keys: readonly string[];
}

const dayMs = 24 * 60 * 60_000;

/** A message shows in the history so late, ms: two looks within 20 s have to find it. */
const historyLateMs = 8_000;

/** The world's clock never jumps. */
function clockOf(time: VirtualTime): SimClock {
  return {
    speed: 1,
    epoch: time.now(),
    now: () => time.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        time.after(ms, resolve);
        signal?.addEventListener('abort', () => resolve());
      }),
    realTimeout: (ms) => ms,
  };
}

/** Sets the stage for a story. */
export function setProviders(story: Story, time: VirtualTime, store: string): Providers {
  const stage = setStage({ clock: clockOf(time), seed: story.seed, https: false });
  const { workspace } = stage;
  workspace.origin.url = `http://${slackHost}`;
  const oddities: Oddities = { historyLateUntil: 0, historyPagedUntil: 0, issuesPagedUntil: 0 };
  const first = workspace.webhook.channel;
  const channels = story.channels === 1 ? [first] : [first, stage.make.addChannel('alerts-2')];
  const posted = new Set<string>();
  const isAgain = (about: string): boolean => {
    const known = posted.has(about);
    posted.add(about);
    return known;
  };
  const slack = oddSlack(stage, { time, oddities, isAgain });
  const pagerduty: Provider = {
    listener: pagerDutyApp(stage.pagerDutyDoor),
    weather: [],
    sight: (request) => sightPager(request, isAgain),
    asked: (request) => request,
    change: (_, answer) => answer,
    odd: () => [],
  };
  const sentry = oddSentry(stage, time, oddities);
  const byHost = new Map([
    [slackHost, slack],
    [pagerHost, pagerduty],
    [sentryHost, sentry],
  ]);
  const keys = [...stage.account.services.keys()];
  if (story.policy.secondTeam.length > 0) keys.push(stage.make.addRoutingKey(), stage.make.addRoutingKey());
  const file = policyFile(story.policy, {
    channels,
    keys,
    from: time.now() - dayMs,
    until: time.now() + dayMs,
  });
  const named = file === null ? {} : { STORMRELAY_CONFIG: 'stormrelay.yaml' };
  const environment = { ...environmentOf(story, stage, { store, channels }), ...named };
  return { stage, slack, pagerduty, sentry, byHost, oddities, environment, file, keys };
}

function oddSlack(
  { workspace, slackDoor }: Stage,
  so: {
    readonly time: VirtualTime;
    readonly oddities: Oddities;
    readonly isAgain: (about: string) => boolean;
  },
): Provider {
  const { time, oddities, isAgain } = so;
  const isOdd = (until: number): boolean => until > time.elapsed();
  return {
    listener: slackApp(slackDoor),
    weather: [],
    sight: (request) => sightSlack(request, isAgain),
    asked: (request) => (isOdd(oddities.historyPagedUntil) ? paged(request) : request),
    odd: () => {
      const odd: readonly (readonly [Oddity, boolean])[] = [
        ['metadata-dropped', workspace.dropsMetadata.value],
        ['history-late', isOdd(oddities.historyLateUntil)],
        ['history-paged', isOdd(oddities.historyPagedUntil)],
      ];
      return odd.filter(([, is]) => is).map(([name]) => name);
    },
    change: (request, answer) =>
      isOdd(oddities.historyLateUntil) && isHistory(request) ? late(answer, time.now()) : answer,
  };
}

function oddSentry({ sentryDoor }: Stage, time: VirtualTime, oddities: Oddities): Provider {
  const isPaged = (): boolean => oddities.issuesPagedUntil > time.elapsed();
  return {
    listener: sentryApp(sentryDoor),
    weather: [],
    sight: sightSentry,
    asked: (request) => (isPaged() ? inShortPages(request) : request),
    change: (_, answer) => answer,
    odd: () => (isPaged() ? ['issues-paged'] : []),
  };
}

/** Sentry gives a few a page, whatever it was asked for. */
function inShortPages(request: WireRequest): WireRequest {
  const address = new URL(request.path, `http://${sentryHost}`);
  if (!address.searchParams.has('limit')) return request;
  address.searchParams.set('limit', '3');
  return { ...request, path: address.pathname + address.search };
}

function environmentOf(
  { seed, buttons, pagerTells, desk }: Story,
  { secret, workspace, account, sentryDoor }: Stage,
  { store, channels }: { readonly store: string; readonly channels: readonly string[] },
): Readonly<Record<string, string>> {
  return {
    HOST: '127.0.0.1',
    PORT: '8080',
    STORE_URL: `sqlite:${store}`,
    SENTRY_SIGNING_SECRETS: secret,
    SLACK_BOT_TOKEN: workspace.webhookApp.token,
    SLACK_CHANNEL: channels.join(','),
    SLACK_API_URL: `http://${slackHost}/api/`,
    PAGERDUTY_ROUTING_KEY: [...account.services.keys()][0] ?? '',
    PAGERDUTY_EVENTS_URL: `http://${pagerHost}`,
    LOG_LEVEL: 'warn',
    ...(desk !== null && {
      SENTRY_API_URL: `http://${sentryHost}`,
      SENTRY_ORG: sentryOrg,
      SENTRY_AUTH_TOKEN: sentryDoor.account.token,
      SENTRY_CATCH_UP_EVERY: `${desk.everyMinutes}m`,
    }),
    ...(buttons ? { SLACK_SIGNING_SECRET: workspace.signingSecret } : {}),
    ...(pagerTells ? { PAGERDUTY_WEBHOOK_SECRETS: vendorSecrets(seed).pagerDutyWebhook } : {}),
  };
}

function isHistory({ path }: WireRequest): boolean {
  return path.includes('conversations.');
}

/** Slack may give fewer messages a page than were asked for. */
function paged(request: WireRequest): WireRequest {
  if (!isHistory(request)) return request;
  const form = new URLSearchParams(request.body.toString('utf8'));
  form.set('limit', '5');
  return { ...request, headers: withoutLength(request), body: Buffer.from(form.toString()) };
}

function withoutLength({ headers }: WireRequest): WireRequest['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length'));
}

function late(answer: WireAnswer, now: number): WireAnswer {
  const body = jsonOf(answer.body);
  if (!isObject(body) || !Array.isArray(body['messages'])) return answer;
  const messages = body['messages'].filter(
    (one: unknown) => isObject(one) && Number(one['ts']) * 1_000 < now - historyLateMs,
  );
  return { ...answer, body: JSON.stringify({ ...body, messages }) };
}
