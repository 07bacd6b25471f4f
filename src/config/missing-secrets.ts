import type { ConfigDocument } from './document/document.ts';
import { madeUpAt } from './document/made-up.ts';
import type { Environment } from './document/variable.ts';
import { saidReceivers } from './routing/said-receivers.ts';
import { leaves, spots, type LeafPath } from './schema/leaves.ts';

/** What stands for a secret that is missing, in the form of its setting. */
export const madeUp = madeUpAt(spots());

/** Secrets that something else in the configuration cannot do without. */
const needed: readonly (readonly [LeafPath, (document: ConfigDocument) => boolean])[] = [
  [
    'sentry.signing_secrets',
    (document) =>
      !['sentry.legacy_tokens', 'sentry.service_hook_secret'].some((path) => document.isSet(path)),
  ],
  [
    'slack.token',
    (document) => document.isSet('slack.channels') || saidReceivers(document).some(postsByTheSharedToken),
  ],
  ['admin_token', (document) => document.isSet('listen.host')],
  ['webhook.secret', (document) => document.isSet('webhook.url')],
  ['sentry.auth_token', (document) => document.isSet('sentry.resolve')],
  [
    'pagerduty.api_token',
    (document) => document.isSet('pagerduty.service_id') || document.isSet('pagerduty.from'),
  ],
];

/** Variables that hold made-up secrets, one for each that the configuration needs and neither file nor environment has. */
export function missingSecrets(document: ConfigDocument): Environment {
  const found = needed.flatMap(([path, isNeeded]) => {
    const { variable } = leaves[path];
    if (variable === null || document.isSet(path) || !isNeeded(document)) return [];
    return [[variable, madeUp(path.split('.'), { name: variable, whole: true }) ?? undefined] as const];
  });
  return Object.fromEntries(found);
}

function postsByTheSharedToken(one: ReturnType<typeof saidReceivers>[number]): boolean {
  return one?.slack !== undefined && one.slack.token === undefined;
}
