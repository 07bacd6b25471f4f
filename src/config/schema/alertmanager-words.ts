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
  severity: 'Alertmanager’s word. A page is as severe as what fails.',
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

/**
 * What is said of a key that is a word of Alertmanager's and none of ours; null: it is none.
 * @param around The mapping that it stands in.
 */
export function saidOfAlertmanager(key: string, around: unknown = null): string | null {
  const old = oldWords.find(({ equal, pattern }) => equal === key || pattern === key);
  if (old === undefined) return Object.hasOwn(words, key) ? (words[key] ?? null) : null;
  const theirs = [...matchersIn(around, old.equal, '='), ...matchersIn(around, old.pattern, '=~')];
  const list = theirs.length > 0 ? theirs : [old.equal === key ? 'service="checkout"' : 'service=~"pay-.*"'];
  return `Alertmanager’s old word. Write ${old.now}: [${list.join(', ')}].`;
}

/** Matchers as they are written in a list, of a mapping of labels to values, or of matchers that stand there already. */
function matchersIn(around: unknown, key: string, op: string): readonly string[] {
  const said = valueIn(around, [key]);
  if (isMapping(said))
    return Object.entries(said).map(([label, value]) =>
      inList(`${label}${op}${JSON.stringify(textOf(value))}`),
    );
  return (Array.isArray(said) ? said : [said])
    .map(textOf)
    .filter((text) => text !== '')
    .map(inList);
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
