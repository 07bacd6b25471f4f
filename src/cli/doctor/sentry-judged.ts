import type { AlertRule, DeskAnswer, IntegrationSetup } from '../../seams/sentry-desk.ts';
import type { Fact } from './facts.ts';

/** Of the newest requests so many may fail: one deploy of the relay is no trouble. */
const tolerated = 0.2;

/** What is told of how Sentry is set up. `publicUrl`: where the relay is; null: it is not said. */
export function judgeSentry(
  integration: IntegrationSetup | null,
  rules: DeskAnswer<readonly AlertRule[]>,
  publicUrl: string | null,
): readonly Fact[] {
  const found: Fact[] =
    integration === null ? [{ code: 'integration-unseen' }] : [...standing(integration, publicUrl)];
  if (rules.kind === 'told') return [...found, ...judgeRules(rules.value, integration)];
  const code = rules.kind === 'refused' ? 'sentry-refused' : 'sentry-silent';
  return [...found, { code, why: rules.why }];
}

function standing(integration: IntegrationSetup, publicUrl: string | null): readonly Fact[] {
  const { name, disabled, url, requests, resources } = integration;
  if (disabled) return [{ code: 'integration-disabled', name }];
  const expected = publicUrl === null ? null : `${publicUrl.replace(/\/+$/, '')}/webhooks/sentry`;
  const elsewhere = url === null || (expected !== null && !sameAddress(url, expected));
  return [
    elsewhere
      ? { code: 'integration-elsewhere', url, expected: expected ?? 'the relay' }
      : { code: 'integration-sends', name, url },
    ...failing(requests ?? []),
    ...(resources === null || resources.includes('issue') ? [] : [{ code: 'issue-not-told' } as const]),
  ];
}

function sameAddress(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => URL.parse(text)?.href.replace(/\/+$/, ''));
  return a !== undefined && a === b;
}

/** @param requests Newest first. */
function failing(requests: readonly number[]): readonly Fact[] {
  const isFailed = (status: number): boolean => status < 200 || status >= 300;
  const failed = requests.filter(isFailed);
  if (failed.length <= requests.length * tolerated) return [];
  return [{ code: 'requests-fail', failed: failed.length, of: requests.length, last: failed[0] ?? 0 }];
}

function judgeRules(rules: readonly AlertRule[], integration: IntegrationSetup | null): readonly Fact[] {
  if (integration === null) return [];
  const ours = rules.filter(({ tells }) => tells.some((id) => integration.ids.includes(id)));
  if (ours.length === 0) return [{ code: 'no-rule', integration: integration.name }];
  const storming = ours.filter(({ everyEvent, pauseMs }) => everyEvent && pauseMs === 0);
  const errors = integration.resources?.includes('error') === true;
  return [
    { code: 'rules-tell', names: ours.map(({ name }) => name) },
    ...storming.map(({ name }) => ({ code: 'rule-storms', name }) as const),
    ...(errors || ours.some(({ everyEvent }) => everyEvent) ? [] : [{ code: 'rules-tell-once' } as const]),
  ];
}
