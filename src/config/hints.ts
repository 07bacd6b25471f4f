import { globMatches } from '../correlate/rules/matching.ts';
import { environmentClass } from '../domain/environment/environment.ts';
import { takesPresses } from '../integrations/slack/config.ts';
import type { ConfigDocument } from './document/document.ts';
import type { Problem } from './document/place.ts';
import type { Settings } from './settings.ts';

/** What the hints are made from. */
interface Configured {
  readonly settings: Settings;
  readonly document: ConfigDocument;
}

/** What is allowed, and probably not meant. Without a secret. */
export function hintsOf(configured: Configured): readonly Problem[] {
  return [
    ...overruled(configured),
    pagesOnCall(configured),
    ...drillsWithoutSecret(configured),
    drillsWithoutToken(configured),
    nothingPages(configured),
    productionIsQuiet(configured),
    respondersOfNothing(configured),
    webhooksWithoutAddress(configured),
  ].filter((hint) => hint !== null);
}

function overruled({ document }: Configured): readonly Problem[] {
  return document
    .overruled()
    .map(({ path, variable }) =>
      document.problem(
        path,
        `${variable} is set too, and is not read: what the file says counts. Unset it, or write \${${variable}} here.`,
      ),
    );
}

function pagesOnCall({ settings, document }: Configured): Problem | null {
  const { sentry, pagerduty, pagerdutyTest } = settings;
  if (sentry.drillSecret === null || pagerdutyTest === null) return null;
  if (pagerdutyTest.routingKey !== pagerduty?.routingKey) return null;
  return document.problem(
    'drills.routing_key',
    `The same as ${document.nameOf('pagerduty.routing_key')}, so every drill pages whoever is on call.`,
  );
}

function drillsWithoutSecret({ settings, document }: Configured): readonly Problem[] {
  const { sentry, slack, pagerdutyTest } = settings;
  if (sentry.drillSecret !== null) return [];
  const set = [
    ...(slack?.testChannel == null ? [] : ['drills.slack_channel']),
    ...(pagerdutyTest === null ? [] : ['drills.routing_key']),
  ];
  const secret = document.nameOf('drills.signing_secret');
  return set.map((path) => document.problem(path, `Only for drills, and without ${secret} there are none.`));
}

function drillsWithoutToken({ settings, document }: Configured): Problem | null {
  const { sentry, adminToken, ciToken } = settings;
  if (sentry.drillSecret === null || adminToken === null || ciToken !== null) return null;
  const [ci, admin] = [document.nameOf('ci_token'), document.nameOf('admin_token')];
  return document.problem(
    'drills.signing_secret',
    `Set, but ${ci} is not, so only ${admin} can register a drill. Give CI a token of its own.`,
  );
}

function nothingPages({ settings: { environments }, document }: Configured): Problem | null {
  if (!environments.quiet.includes('*') || environments.production.length > 0) return null;
  return document.problem(
    'environments.quiet',
    `"*" stands for every environment, and ${document.nameOf('environments.production')} is not set, so only alerts that name no environment page.`,
  );
}

/** Words that name production in nearly every house. */
const productionNames = ['production', 'prod'];

/** A pattern of the quiet that takes production's own name with it. `*` is meant so: then only what is named pages. */
function productionIsQuiet({ settings: { environments }, document }: Configured): Problem | null {
  const covering = (name: string): string | undefined =>
    environments.quiet.find((pattern) => pattern !== '*' && globMatches(pattern.toLowerCase(), name));
  const name = productionNames.find(
    (one) => covering(one) !== undefined && environmentClass(one, environments) !== 'production',
  );
  if (name === undefined) return null;
  const kept = environments.production.filter((one) => covering(one.toLowerCase()) !== undefined);
  const besides = kept.length === 0 ? '' : `, though not ${kept.join(' and ')}, which is named as production`;
  return document.problem(
    'environments.quiet',
    `"${covering(name) ?? ''}" covers the environment ${name} too, so nobody is woken for it${besides}. Name ${name} in ${document.nameOf('environments.production')}, or write what is quiet more closely.`,
  );
}

function respondersOfNothing({ settings: { slack }, document }: Configured): Problem | null {
  if (slack === null || slack.responders.length === 0 || takesPresses(slack)) return null;
  const [secrets, token] = [document.nameOf('slack.signing_secrets'), document.nameOf('slack.app_token')];
  return document.problem(
    'slack.responders',
    `Says who may press, and without ${secrets} or ${token} there is nothing to press.`,
  );
}

function webhooksWithoutAddress({ settings, document }: Configured): Problem | null {
  if (settings.pagerdutyWebhookSecrets.length === 0 || settings.publicUrl !== null) return null;
  return document.problem(
    'pagerduty.webhook_secrets',
    `Set, but ${document.nameOf('public_url')} is not. By that address, which it gives back, PagerDuty tells which page a webhook is about; set it, or webhooks may be set aside.`,
  );
}
