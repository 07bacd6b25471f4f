import { fallbacksOf, pagersOf } from '../../config/policy.ts';
import type { Whereabouts } from '../../config/document/whereabouts.ts';
import type { Settings } from '../../config/settings.ts';
import { workspacesOf } from '../../config/workspaces.ts';
import { troubleOf, type TroubleCode } from '../../domain/sending/trouble.ts';
import { pagerDutyCredential } from '../../integrations/pagerduty/receiver.ts';
import { channelOf, slackCredential } from '../../integrations/slack/receiver.ts';
import type { Question } from '../../observe/questions.ts';
import type { Finding } from '../../seams/inspector.ts';

/** Of whom a vendor was asked. */
type Asked = Pick<Question, 'credential' | 'lane'>;

const ofTheAddress: ReadonlySet<TroubleCode> = new Set(['unreachable', 'strange-answer']);
const ofTheChannel: ReadonlySet<TroubleCode> = new Set([
  'channel-missing',
  'not-a-member',
  'posting-forbidden',
]);
const ofTheCredential: ReadonlySet<TroubleCode> = new Set(['token-refused', 'key-refused', 'scope-missing']);

/**
 * Where the value stands that a finding is about: a channel, a token or key, or the vendor's address. Null: none is
 * written, or the finding is about no value.
 */
export function placeOfAsked(
  finding: Finding,
  { credential, lane }: Asked,
  of: { readonly settings: Settings; readonly where: Whereabouts },
): string | null {
  if (finding.kind === 'yes') return null;
  const { where } = of;
  if (ofTheChannel.has(finding.code)) return where.value(channelOf(lane));
  const pair = credentialsOf(of.settings).find((one) => one.credential === credential);
  if (pair === undefined) return null;
  if (ofTheCredential.has(finding.code)) return where.value(pair.secret);
  return ofTheAddress.has(finding.code) ? where.value(pair.url, pair.vendor) : null;
}

interface Pair {
  readonly credential: string;
  readonly secret: string;
  readonly url: string;
  /** In the names of the settings that may hold its address: two vendors may have the same. */
  readonly vendor: string;
}

function credentialsOf(settings: Settings): readonly Pair[] {
  const { pagerdutyTest } = settings;
  const keys = [
    ...pagersOf(settings),
    ...fallbacksOf(settings).map(({ fallback }) => fallback),
    ...(pagerdutyTest === null ? [] : [pagerdutyTest]),
  ];
  return [
    ...workspacesOf(settings).map(({ config: { token, apiUrl } }) => {
      return { credential: slackCredential(token), secret: token, url: apiUrl, vendor: 'slack' };
    }),
    ...keys.map(({ routingKey, eventsUrl }) => {
      return {
        credential: pagerDutyCredential(routingKey),
        secret: routingKey,
        url: eventsUrl,
        vendor: 'pagerduty',
      };
    }),
  ];
}

/**
 * What a finding says to whoever set the relay up. A vendor's refusal says what to do; where there was no answer, only
 * its code knows. `place`: see `placeOfAsked`.
 */
export function askedWords(finding: Finding, place: string | null): string {
  if (finding.kind === 'yes') return finding.detail;
  const advice = finding.kind === 'unknown' ? ` ${troubleOf(finding.code, '').advice}` : '';
  const stands = place === null ? '' : ` It is set in ${place}.`;
  return `${finding.detail}${advice}${stands}`;
}
