import { duration } from '../domain/text/figures.ts';
import { takesPresses } from '../integrations/slack/config.ts';
import { pagedWords } from './routing/words/paged-words.ts';
import { routeLines } from './routing/words/route-lines.ts';
import { fallbacksOf, pagersOf, rulesPolicy } from './policy.ts';
import type { Settings } from './settings.ts';
import { workspacesOf } from './workspaces.ts';

/** One line of `stormrelay check`: a name and a value in which no secret is. */
interface DescribedSetting {
  readonly name: string;
  readonly value: string;
}

/** The settings for people; of secrets only that they are set, and how long they are. */
export function describeSettings(settings: Settings): readonly DescribedSetting[] {
  const { listen, sentry, slack, clock, retention } = settings;
  return [
    {
      name: 'listens on',
      value: `http://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${listen.port}`,
    },
    {
      name: 'API and page',
      value: settings.adminToken === null ? 'this machine only (no ADMIN_TOKEN)' : 'ask for ADMIN_TOKEN',
    },
    {
      name: 'CI',
      value:
        settings.ciToken === null
          ? 'no token of its own (no CI_TOKEN)'
          : 'CI_TOKEN opens deploys and drills, and nothing else',
    },
    { name: 'store', value: settings.storePath },
    {
      name: 'bodies kept',
      value: `${retention.maxAgeMs / 86_400_000} days, at most ${retention.maxBytes / 1024 ** 3} GiB`,
    },
    { name: 'Sentry signing secrets', value: secretList(sentry.signingSecrets) },
    { name: 'Sentry service hooks', value: sentry.serviceHooks === null ? 'not taken' : 'taken' },
    {
      name: 'Sentry legacy plugin',
      value: sentry.legacyTokens.length === 0 ? 'not taken' : secretList(sentry.legacyTokens),
    },
    { name: 'Sentry API', value: sentryApi(settings) },
    { name: 'links may lead to', value: ['sentry.io', '*.sentry.io', ...sentry.linkHosts].join(', ') },
    {
      name: 'Slack',
      value: slack === null ? 'not used' : `${slack.channels.join(', ')} at ${address(slack.apiUrl)}`,
    },
    { name: 'told to the channel', value: ['storms', ...(slack?.broadcast ?? [])].join(', ') },
    { name: 'Slack buttons', value: buttons(slack) },
    ...otherWorkspaces(settings),
    ...pagerDuty(settings),
    ...receivers(settings),
    ...(settings.teams === null ? [] : routeLines(settings.teams.route)),
    { name: 'webhook', value: settings.webhook === null ? 'not used' : hookOf(settings.webhook) },
    ...outside(settings),
    { name: 'environments', value: environments(settings) },
    ...knowledgeSaid(settings),
    { name: 'drills', value: drills(settings) },
    { name: 'log', value: settings.logLevel },
    ...(clock.speed === 1 ? [] : [{ name: 'clock', value: `a simulation, ${clock.speed} times as fast` }]),
  ];
}

function sentryApi({ sentryApi: api, catchUpEveryMs: everyMs, resolveInSentry }: Settings): string {
  if (api === null) return 'not asked, so what is lost on its way stays lost (no SENTRY_AUTH_TOKEN)';
  const resolves = resolveInSentry === null ? '' : '; what people resolve is resolved there';
  const lost = everyMs === null ? 'after it was away' : `after it was away, and every ${duration(everyMs)}`;
  return `organization ${api.org} at ${address(api.apiUrl)}; what was lost is read there ${lost}${resolves}`;
}

/** Each Slack workspace that receivers have for themselves. */
function otherWorkspaces(settings: Settings): readonly DescribedSetting[] {
  return workspacesOf(settings).flatMap(({ name, config }) => {
    if (name === null) return [];
    const where = `${config.channels.join(', ')} at ${address(config.apiUrl)}`;
    return [{ name: `Slack of ${name}`, value: `${where}; buttons: ${buttons(config)}` }];
  });
}

function buttons(slack: Settings['slack']): string {
  if (slack === null || !takesPresses(slack)) return 'none (no SLACK_SIGNING_SECRET, no SLACK_APP_TOKEN)';
  const ways = [
    ...(slack.signingSecrets.length === 0 ? [] : [secretList(slack.signingSecrets)]),
    ...(slack.appToken === null ? [] : ['Socket Mode']),
  ];
  const { responders } = slack;
  return `${ways.join(' and ')}; for ${responders.length === 0 ? 'everybody' : responders.join(', ')}`;
}

/** Of the pager. */
function pagerDuty(settings: Settings): readonly DescribedSetting[] {
  return [
    {
      name: 'PagerDuty',
      value: keys(settings),
    },
    { name: 'PagerDuty webhooks', value: webhooks(settings) },
    {
      name: 'PagerDuty is told',
      value: toldThere(settings),
    },
    { name: 'who is on call', value: onCall(settings) },
  ];
}

function webhooks({ pagerdutyWebhookSecrets: secrets, pagerduty, teams }: Settings): string {
  if (secrets.length > 0 || pagersOf({ pagerduty, teams }).length === 0) return secretList(secrets);
  return 'none: who acknowledges there is not heard, so what grows pages again (no PAGERDUTY_WEBHOOK_SECRETS)';
}

function toldThere({ pagerduty, pagerdutyRest, pagerdutyChanges }: Settings): string {
  if (pagerduty === null) return 'nothing';
  const from = pagerdutyRest?.from ?? null;
  const told = [
    ...(pagerdutyChanges ? ['pages and deploys'] : ['pages']),
    ...(from === null ? [] : [`notes as ${from}`]),
  ];
  return told.join(', ');
}

function keys(settings: Settings): string {
  const all = pagersOf(settings);
  const [first] = all;
  if (first === undefined) return 'not used';
  const fallbacks = new Map(fallbacksOf(settings).map(({ fallback }) => [fallback.routingKey, fallback]));
  const standIn = fallbacks.size === 0 ? '' : `; if not taken, ${keysAt([...fallbacks.values()])}`;
  return `${keysAt(all)}${standIn}`;
}

function keysAt(keys: ReturnType<typeof pagersOf>): string {
  const places = [...new Set(keys.map(({ eventsUrl }) => address(eventsUrl)))].join(', ');
  return `${keys.length === 1 ? 'one routing key' : `${keys.length} routing keys`} at ${places}`;
}

/** Each receiver, and whether it is woken. */
function receivers(settings: Settings): readonly DescribedSetting[] {
  const { teams } = settings;
  if (teams === null) return [];
  const rules = rulesPolicy(settings);
  return teams.receivers.map((team) => {
    const { name, channels, webhook, pagerduty, shadow } = team;
    const woken = pagedWords({ ...team, hasPager: pagerduty !== null }, teams.route, rules);
    const value = [...channels, ...(webhook === null ? [] : [hookOf(webhook)]), woken].join(', ');
    return { name: `receiver ${name}`, value: shadow ? `shadow, nothing is sent: ${value}` : value };
  });
}

/** What the configuration keeps quiet, where it does. */
function knowledgeSaid(settings: Settings): readonly DescribedSetting[] {
  return [...saidOfLevels(settings), ...keptQuiet(settings)];
}

function saidOfLevels({ knowledge: { severities } }: Settings): readonly DescribedSetting[] {
  if (severities === undefined) return [];
  const said = Object.entries(severities).map(([level, severity]) => `${level} counts as ${severity ?? ''}`);
  return [{ name: 'severities', value: said.join(', ') }];
}

function keptQuiet({ knowledge: { inhibitRules, maintenance } }: Settings): readonly DescribedSetting[] {
  const named = (rules: readonly { readonly name: string }[]): string =>
    rules.map(({ name }) => name).join(', ');
  return [
    ...(inhibitRules === undefined ? [] : [{ name: 'inhibition', value: named(inhibitRules) }]),
    ...(maintenance === undefined ? [] : [{ name: 'maintenance', value: named(maintenance) }]),
  ];
}

/** Who is told that it works, and where it is reached. */
function outside(settings: Settings): readonly DescribedSetting[] {
  return [
    { name: "dead man's switch", value: heartbeat(settings) },
    { name: 'canary', value: canary(settings) },
    { name: 'traces', value: traces(settings) },
    { name: 'people reach it at', value: settings.publicUrl ?? 'not told (no PUBLIC_URL)' },
  ];
}

function heartbeat({ heartbeat: to }: Settings): string {
  if (to === null) return 'not told (no HEARTBEAT_URL)';
  return `${new URL(to.url).host}, told every ${duration(to.everyMs)} while all works`;
}

function canary({ canary: sings }: Settings): string {
  if (sings === null) return 'none (no CANARY_EVERY)';
  return `a drill every ${duration(sings.everyMs)}, of service ${sings.service}`;
}

function traces({ traces: to }: Settings): string {
  if (to === null) return 'none (no OTEL_EXPORTER_OTLP_ENDPOINT)';
  return `${new URL(to.endpoint).host} is told of ${to.share === 1 ? 'every event' : `${to.share * 100} % of the events`}`;
}

/** The path of such an address may hold a token. */
function hookOf({ url, allowPrivate, secrets }: NonNullable<Settings['webhook']>): string {
  const { protocol, host } = new URL(url);
  const where = allowPrivate ? ', which may be private' : '';
  return `${protocol}//${host}${where}, signed with ${secretList(secrets)}`;
}

function onCall({ pagerduty, pagerdutyRest }: Settings): string {
  if (pagerduty === null || pagerdutyRest === null) return 'not asked (no PAGERDUTY_API_TOKEN)';
  const { apiUrl, service } = pagerdutyRest;
  return `asked at ${address(apiUrl)}, ${service === null ? 'for the service that was paged last' : `for service ${service}`}`;
}

function environments({ environments: { production, quiet } }: Settings): string {
  const told = [
    ...(production.length === 0 ? [] : [`always production: ${production.join(', ')}`]),
    ...(quiet.length === 0 ? [] : [`never page: ${quiet.join(', ')}`]),
  ];
  return [...told, `${told.length === 0 ? '' : 'all others '}judged by their names`].join('; ');
}

function drills({ sentry, slack, pagerduty, pagerdutyTest }: Settings): string {
  if (sentry.drillSecret === null) return 'none (no DRILL_SIGNING_SECRET)';
  const chat =
    slack === null
      ? 'not shown'
      : slack.testChannel === null
        ? `shown in ${slack.channels[0] ?? ''}, marked as drills`
        : `shown in ${slack.testChannel}`;
  if (pagerdutyTest === null) return `${chat}, page nobody`;
  const real = pagerdutyTest.routingKey === pagerduty?.routingKey;
  return `${chat}, page ${real ? 'THE REAL ON-CALL' : 'the test routing key'}`;
}

function secretList(secrets: readonly string[]): string {
  if (secrets.length === 0) return 'none';
  return secrets.map((secret, index) => `secret-${index + 1} (${secret.length} characters)`).join(', ');
}

/** Addresses may carry a name and a password. */
function address(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
