import { isMapping, valueIn } from '../document/plain.ts';

const program =
  'Alertmanager’s word. A program can be told, and tell others: write webhook: { url: …, secret: … }.';
const inWords =
  'Alertmanager’s word. What a message says is made of what is known of the incident, and has no template.';
const oneWay = 'Alertmanager’s word. It is always so here: what is over is shown as over, and its page ends.';
const noProxy =
  'Alertmanager’s word. Connections are made as Node.js makes them: NODE_EXTRA_CA_CERTS names more certificates, and there is no proxy.';

/** What stands here in the place of a word of Alertmanager's configuration, or why nothing does. */
const words: Readonly<Record<string, string>> = {
  global:
    'Alertmanager’s word. Each service has a section of its own: slack, pagerduty, webhook, sentry; what holds for all routes stands at the root of route.',
  templates: inWords,
  tracing: 'Alertmanager’s word. /metrics and the log tell what the relay does.',
  tracing_config: 'Alertmanager’s word. /metrics and the log tell what the relay does.',
  slack_configs: 'Alertmanager’s word. Write slack: { channel: C0123ABCD }; several as channels: […].',
  pagerduty_configs:
    'Alertmanager’s word. Write pagerduty: { routing_key: … }, and in page_when what it is paged for.',
  webhook_configs: 'Alertmanager’s word. Write webhook: { url: …, secret: … }.',
  email_configs: program,
  opsgenie_configs: program,
  victorops_configs: program,
  pushover_configs: program,
  sns_configs: program,
  telegram_configs: program,
  discord_configs: program,
  msteams_configs: program,
  msteamsv2_configs: program,
  webex_configs: program,
  wechat_configs: program,
  jira_configs: program,
  rocketchat_configs: program,
  mattermost_configs: program,
  incidentio_configs: program,
  group_by:
    'Alertmanager’s word. What belongs together the relay finds out by itself; what you know of it, write in correlation.rules.',
  group_interval: 'Alertmanager’s word. Write update_interval.',
  send_resolved: oneWay,
  title: inWords,
  text: inWords,
  description: inWords,
  details: inWords,
  fallback: inWords,
  pretext: inWords,
  footer: inWords,
  fields: inWords,
  actions: 'Alertmanager’s word. Buttons are there with slack.signing_secrets or slack.app_token.',
  color: inWords,
  username: 'Alertmanager’s word. The name is that of the Slack app.',
  icon_emoji: 'Alertmanager’s word. The picture is that of the Slack app.',
  icon_url: 'Alertmanager’s word. The picture is that of the Slack app.',
  slack_api_url:
    'Alertmanager’s word. Messages are kept current, which needs a bot: write slack: { token: xoxb-… }.',
  pagerduty_url: 'Alertmanager’s word. Write pagerduty: { events_url: … }.',
  severity:
    'Alertmanager’s word. A page is as severe as what fails; how severe each level of Sentry is, write in severities at the top.',
  client: 'Alertmanager’s word. The page names this relay.',
  client_url: 'Alertmanager’s word. Set public_url.',
  http_config: noProxy,
  proxy_url: noProxy,
  max_alerts: 'Alertmanager’s word. A program is told of incidents, each by itself.',
  resolve_timeout:
    'Alertmanager’s word. Silence does not mean that something is well: resolve.quiet_after says when an incident is quiet.',
};

/** Words that Alertmanager itself has given up for lists of matchers: what stands in their place, for equality and for patterns. */
const oldWords = [
  { now: 'matchers', equal: 'match', pattern: 'match_re' },
  { now: 'source_matchers', equal: 'source_match', pattern: 'source_match_re' },
  { now: 'target_matchers', equal: 'target_match', pattern: 'target_match_re' },
] as const;

/** What stands in the place of a word that Alertmanager has given up itself; null: it is none. */
export function wordNow(key: string): string | null {
  return oldWords.find(({ equal, pattern }) => equal === key || pattern === key)?.now ?? null;
}

/**
 * What is said of a key that is a word of Alertmanager's and none of ours; null: it is none.
 * @param around The mapping that it stands in.
 */
export function saidOfAlertmanager(key: string, around: unknown = null): string | null {
  const old = oldWords.find(({ equal, pattern }) => equal === key || pattern === key);
  if (old === undefined) return Object.hasOwn(words, key) ? (words[key] ?? null) : null;
  if (key === old.pattern && valueIn(around, [old.equal]) !== undefined)
    return `Alertmanager’s old word. Remove it: what it says stands in ${old.now} too, then.`;
  const theirs = [...matchersIn(around, old.equal, '='), ...matchersIn(around, old.pattern, '=~')];
  const list = theirs.length > 0 ? theirs : [old.equal === key ? 'service="checkout"' : 'service=~"pay-.*"'];
  return `Alertmanager’s old word. Write ${old.now}: [${list.join(', ')}].`;
}

/** What a mapping of labels to values, a text or a list means, as matchers are written in a list. */
function matchersIn(around: unknown, key: string, op: string): readonly string[] {
  return asMatchers(valueIn(around, [key]), op);
}

/** The same of what stands in the place of a list of matchers. */
export function asMatchers(said: unknown, op = '='): readonly string[] {
  if (isMapping(said))
    return Object.entries(said).map(([label, value]) => {
      const [name, text] = asLabel(label, textOf(value));
      return inList(`${name}${op}${JSON.stringify(text)}`);
    });
  return (Array.isArray(said) ? said : [said])
    .flatMap(
      (one) =>
        textOf(one)
          .replace(/^\{(.*)\}$/, '$1')
          .match(/(?:[^",]|"(?:[^"\\]|\\.)*")+/g) ?? [],
    )
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(inList);
}

/** Alertmanager's usual labels, in the words of what Sentry knows. */
function asLabel(label: string, value: string): readonly [string, string] {
  const name = labelOfAlertmanager(label) ?? label;
  return [name, name === 'level' && value === 'critical' ? 'fatal' : value];
}

const theirLabels: Readonly<Record<string, string>> = {
  severity: 'level',
  env: 'environment',
  stage: 'environment',
  alertname: 'rule',
  app: 'service',
  job: 'service',
  version: 'release',
};

/** The label that whoever comes from Alertmanager means by one of theirs; null: it is none of the usual ones. */
export function labelOfAlertmanager(label: string): string | null {
  return Object.hasOwn(theirLabels, label) ? (theirLabels[label] ?? null) : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** A text as an item of a list in YAML: in quotes where it would be read as something else. */
function inList(text: string): string {
  return /[,[\]{}#:&*!|>'%@`]/.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}
