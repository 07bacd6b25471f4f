import type { Whereabouts } from '../../config/document/whereabouts.ts';
import { createOnCall, createSetupBy } from '../../config/edges.ts';
import { pagersOf, fallbacksOf } from '../../config/policy.ts';
import type { Settings } from '../../config/settings.ts';
import { workspacesOf } from '../../config/workspaces.ts';
import { eventsUrls, type PagerDutySettings } from '../../integrations/pagerduty/config.ts';
import { createPagerDutyInspector } from '../../integrations/pagerduty/inspector.ts';
import { pagerDutyCredential, pagerDutyReceiver } from '../../integrations/pagerduty/receiver.ts';
import { cannotPost, probeSlack, type SlackProbe } from '../../integrations/slack/probe.ts';
import { slackReceiver } from '../../integrations/slack/receiver.ts';
import { probeAppToken } from '../../integrations/slack/socket/app-token.ts';
import type { Answer, Question } from '../../observe/questions.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Finding } from '../../seams/inspector.ts';
import { silentLog } from '../../seams/log.ts';
import { findingOfOutcome } from '../../seams/outcome-finding.ts';
import { placeOfAsked } from '../asking/asked-words.ts';
import { patiently } from '../asking/vendors.ts';
import { foundIn, type Area, type Fact, type Found } from './facts.ts';
import { judgeSentry } from './sentry-judged.ts';

const areas: Readonly<Record<Question['kind'], Area>> = {
  chat: 'slack',
  rooms: 'slack',
  pager: 'pagerduty',
  fallback: 'pagerduty',
  notes: 'pagerduty',
  hook: 'webhook',
};

/** What is configured, and where it stands. */
interface Configured {
  readonly settings: Settings;
  readonly where: Whereabouts;
}

/** What was answered about each receiver. */
export function receiversFound(answers: readonly Answer[], of: Configured): readonly Found[] {
  return answers.flatMap(({ question, finding }) => {
    const what = question.drillsOnly ? `${question.id} (drills only)` : question.id;
    const place = placeOfAsked(finding, question, of);
    return foundIn(areas[question.kind], [{ code: 'asked', what, finding, place }]);
  });
}

/** Each workspace's tokens and scopes. */
export async function lookAtSlack(of: Configured, clock: Clock): Promise<readonly Found[]> {
  const { settings, where } = of;
  const asked = workspacesOf(settings).map(async ({ name, config }): Promise<readonly Fact[]> => {
    const whose = name === null ? '' : ` of ${name}`;
    const options = { config, clock, log: silentLog };
    const probe = await patiently(() => probeSlack(options), trouble, clock);
    const app = await patiently(
      () => probeAppToken(options),
      (found) => found,
      clock,
    );
    const appPlace = config.appToken === null ? null : where.value(config.appToken);
    const line: readonly Fact[] =
      app === null ? [] : [{ code: 'asked', what: `app-level token${whose}`, finding: app, place: appPlace }];
    const what = `bot token${whose}`;
    if (probe.kind === 'failed') {
      const finding = findingOfOutcome(probe.outcome);
      const place = placeOfAsked(finding, slackReceiver('', config.token), of);
      return [{ code: 'asked', what, finding, place }, ...line];
    }
    const detail = `it is that of a bot in ${probe.team}.`;
    return [
      { code: 'asked', what, finding: { kind: 'yes', detail, link: null }, place: null },
      ...probe.missing.map((said) => ({ code: 'scope-missing', said, needed: said === cannotPost }) as const),
      ...line,
    ];
  });
  return foundIn('slack', (await Promise.all(asked)).flat());
}

function trouble(probe: SlackProbe): Finding | null {
  return probe.kind === 'failed' ? findingOfOutcome(probe.outcome) : null;
}

/** Keys that were refused may be those of the other region; then, who would be woken. */
export async function lookAtPagerDuty(
  { settings, where }: Configured,
  answers: readonly Answer[],
  clock: Clock,
): Promise<readonly Found[]> {
  const refused = new Set(
    answers
      .filter(({ finding }) => finding.kind === 'no' && finding.code === 'key-refused')
      .map(({ question }) => question.lane),
  );
  const keys = [...pagersOf(settings), ...fallbacksOf(settings).map(({ fallback }) => fallback)];
  const regions = await Promise.all(
    keys
      .filter((key) => refused.has(pagerDutyCredential(key.routingKey)))
      .map((key) => otherRegion(key, where.value(key.routingKey), clock)),
  );
  return foundIn('pagerduty', [...regions.flat(), ...notHeard(settings), ...(await onCall(settings, clock))]);
}

/** A key belongs to one region, and the other one refuses it (support.pagerduty.com, "Service Regions"). */
async function otherRegion(
  config: PagerDutySettings,
  place: string | null,
  clock: Clock,
): Promise<readonly Fact[]> {
  const isAt = (url: string): boolean => new URL(url).host === new URL(config.eventsUrl).host;
  const url = isAt(eventsUrls.us) ? eventsUrls.eu : isAt(eventsUrls.eu) ? eventsUrls.us : null;
  if (url === null) return [];
  const inspector = createPagerDutyInspector({
    config: { ...config, eventsUrl: url },
    rest: null,
    clock,
    log: silentLog,
  });
  const { id, lane } = pagerDutyReceiver(config.routingKey);
  const finding = await inspector.probe(lane);
  return finding.kind === 'yes' ? [{ code: 'other-region', key: id, url, place }] : [];
}

/** Without its webhooks nobody can be heard to acknowledge there. */
function notHeard(settings: Settings): readonly Fact[] {
  const isDeaf = pagersOf(settings).length > 0 && settings.pagerdutyWebhookSecrets.length === 0;
  return isDeaf ? [{ code: 'pager-not-heard' }] : [];
}

async function onCall(settings: Settings, clock: Clock): Promise<readonly Fact[]> {
  if (settings.pagerduty === null) return [];
  const told = await createOnCall(settings, { clock, log: silentLog, policySeen: () => null }).whoIsOnCall();
  if (told.kind === 'unknown') return [{ code: 'on-call-unknown', why: told.reason }];
  const first = told.people.filter(({ level }) => level === told.people[0]?.level);
  return first.length === 0
    ? [{ code: 'nobody-on-call' }]
    : [{ code: 'on-call', people: first.map(({ name }) => name) }];
}

/** The integration, and the alert rules that use it. */
export async function lookAtSentry(settings: Settings, clock: Clock): Promise<readonly Found[]> {
  const setup = createSetupBy(settings, { clock, signal: AbortSignal.timeout(longestMs) });
  if (setup === null) return foundIn('sentry', [{ code: 'sentry-not-asked' }]);
  const integration = await setup.integration();
  const rules = await setup.rules();
  return foundIn('sentry', judgeSentry(integration, rules, settings.publicUrl));
}

/** Sentry is asked a call at a time, at most ten pages of rules. */
const longestMs = 60_000;
