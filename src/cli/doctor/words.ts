import { counted } from '../../domain/text/figures.ts';
import { verdictOf, type Verdict } from '../../observe/questions.ts';
import type { Fact } from './facts.ts';

/** What a finding means for whoever set the relay up; `advice`: it works, and could be better. */
export type Judged = Verdict | 'advice';

/** What a fact means, and how it is said: what is so, and what to do about it. */
export function judged(fact: Fact): { readonly verdict: Judged; readonly detail: string } {
  if (isOfSentryOrMachine(fact)) return ofSentryOrMachine(fact);
  switch (fact.code) {
    case 'mistake':
      return { verdict: 'wrong', detail: fact.said };
    case 'configuration-read':
      return { verdict: 'ok', detail: 'The configuration can be used.' };
    case 'hint':
      return { verdict: 'advice', detail: fact.said };
    case 'still-needed':
      return { verdict: 'advice', detail: `Still needed for the real ones: ${fact.said}` };
    case 'asked':
      return { verdict: verdictOf(fact), detail: `${fact.what}: ${fact.finding.detail}` };
    case 'scope-missing':
      return { verdict: fact.needed ? 'wrong' : 'advice', detail: fact.said };
    case 'other-region':
      return {
        verdict: 'wrong',
        detail: `${fact.key}: PagerDuty's other region takes this key. Set PAGERDUTY_EVENTS_URL=${fact.url} (events_url or region of that receiver).`,
      };
    case 'on-call':
      return { verdict: 'ok', detail: `On call now: ${fact.people.join(', ')}.` };
    case 'nobody-on-call':
      return {
        verdict: 'wrong',
        detail:
          'Nobody is on call now for the service that is paged, so a page wakes nobody. Put somebody on its escalation policy in PagerDuty.',
      };
    case 'on-call-unknown':
      return { verdict: 'unsure', detail: `Who is on call is not known. ${fact.why}` };
  }
}

type SentryCode = `sentry-${string}` | `integration-${string}` | `rule${string}`;
type OfSentry = Extract<Fact, { readonly code: SentryCode | 'requests-fail' | 'issue-not-told' | 'no-rule' }>;
type OfMachine = Extract<
  Fact,
  {
    readonly code:
      `clock-${string}` | `disk-${string}` | `port-${string}` | `address-${string}` | 'certificate-ends';
  }
>;

function ofSentryOrMachine(fact: OfSentry | OfMachine): ReturnType<typeof judged> {
  const verdict = verdicts[fact.code];
  return { verdict, detail: isOfMachine(fact) ? machineWords(fact) : sentryWords(fact) };
}

const verdicts: Readonly<Record<(OfSentry | OfMachine)['code'], Judged>> = {
  'sentry-not-asked': 'advice',
  'sentry-refused': 'wrong',
  'sentry-silent': 'no answer',
  'integration-unseen': 'unsure',
  'integration-disabled': 'wrong',
  'integration-elsewhere': 'wrong',
  'integration-sends': 'ok',
  'requests-fail': 'wrong',
  'issue-not-told': 'advice',
  'no-rule': 'advice',
  'rules-tell': 'ok',
  'rule-storms': 'advice',
  'rules-tell-once': 'advice',
  'clock-agrees': 'ok',
  'clock-off': 'advice',
  'clock-wrong': 'wrong',
  'clock-unknown': 'unsure',
  'disk-takes': 'ok',
  'disk-small': 'advice',
  'disk-full': 'wrong',
  'disk-refuses': 'wrong',
  'port-free': 'ok',
  'port-relay': 'ok',
  'port-taken': 'wrong',
  'address-missing': 'advice',
  'address-not-asked': 'unsure',
  'address-open': 'advice',
  'address-silent': 'unsure',
  'address-not-trusted': 'wrong',
  'certificate-ends': 'advice',
  'address-other': 'advice',
  'address-answers': 'ok',
};

function isOfSentryOrMachine(fact: Fact): fact is OfSentry | OfMachine {
  return Object.hasOwn(verdicts, fact.code);
}

function isOfMachine(fact: OfSentry | OfMachine): fact is OfMachine {
  return /^(?:clock|disk|port|address|certificate)-/.test(fact.code);
}

function sentryWords(fact: OfSentry): string {
  switch (fact.code) {
    case 'sentry-not-asked':
      return 'Sentry is not asked, so nobody can say whether it still sends here. Set SENTRY_AUTH_TOKEN and SENTRY_ORG (docs/setup.md, "What Sentry knows").';
    case 'sentry-refused':
    case 'sentry-silent':
      return fact.why;
    case 'integration-unseen':
      return 'Sentry shows no integration that sends to an address like /webhooks/sentry. Give the token Organization → Read, or make the integration (docs/setup.md, "Sentry").';
    case 'integration-disabled':
      return `Sentry has disabled the integration ${fact.name}: it sends nothing. Switch it on again in Settings, Custom Integrations.`;
    case 'integration-elsewhere':
      return `The integration sends ${fact.url === null ? 'nowhere' : `to ${fact.url}`}, and not to ${fact.expected}. Correct its Webhook URL, or PUBLIC_URL.`;
    case 'integration-sends':
      return `The integration ${fact.name} is on and sends to ${fact.url ?? 'no address'}.`;
    case 'requests-fail':
      return `Of its last ${counted(fact.of, 'request')} ${fact.failed} failed, the newest with ${statusWords(fact.last)}. Look whether Sentry reaches the relay within a second, and whether SENTRY_SIGNING_SECRETS holds the Client Secret.`;
    case 'issue-not-told':
      return 'The integration is not told of issues, so what is resolved in Sentry stays open here. Tick "issue" under its Webhooks.';
    case 'no-rule':
      return `No alert rule tells the integration ${fact.integration}. Add the action "Send a notification via an integration" to each rule whose alerts should come here.`;
    case 'rules-tell':
      return `${counted(fact.names.length, 'alert rule')} ${fact.names.length === 1 ? 'tells' : 'tell'} it: ${fact.names.slice(0, 5).join(', ')}${fact.names.length > 5 ? ', …' : ''}.`;
    case 'rule-storms':
      return `The alert rule "${fact.name}" fires for every event and never pauses: in an outage each event is a webhook, which Sentry tries once. Let it perform its actions at most once every 5 minutes for an issue.`;
    case 'rules-tell-once':
      return 'Every alert rule tells of an issue once. An outage whose texts name nothing is noticed by how loud its issues are: let one rule fire for every event, at most once every 5 minutes for an issue.';
  }
}

/** Sentry writes 0 for a timeout and -1 where nothing could be reached. */
function statusWords(status: number): string {
  if (status === 0) return 'no answer in time';
  return status < 0 ? 'no connection' : `HTTP ${status}`;
}

function machineWords(fact: OfMachine): string {
  switch (fact.code) {
    case 'clock-agrees':
      return `This machine's clock agrees with that of ${fact.host}, to the second or two that can be told.`;
    case 'clock-off':
    case 'clock-wrong':
      return `This machine's clock is ${Math.round(Math.abs(fact.skewMs) / 1_000)} s ${fact.skewMs > 0 ? 'ahead of' : 'behind'} that of ${fact.host}. Slack's buttons are refused beyond 5 minutes, and times in messages are wrong. Let NTP set the clock.`;
    case 'clock-unknown':
      return `Nobody told the time (${fact.hosts.join(', ')}), so this machine's clock was compared with none.`;
    case 'disk-takes':
      return `${fact.folder} can be written, with ${gibibytes(fact.freeBytes)} free.`;
    case 'disk-small':
      return `${fact.folder} has ${gibibytes(fact.freeBytes)} free, and the store may come to need ${gibibytes(fact.neededBytes)}. Give it more room, or lower retention.max_size.`;
    case 'disk-full':
      return `The disk of ${fact.folder} has ${gibibytes(fact.freeBytes)} free, less than one twentieth: the relay takes no webhooks then. Free space.`;
    case 'disk-refuses':
      return `${fact.folder} cannot be written: ${fact.why}. Let the relay's user write there, or name another file in STORE_URL.`;
    case 'port-free':
      return `${fact.where} is free.`;
    case 'port-relay':
      return `A relay answers at ${fact.where} already.`;
    case 'port-taken':
      return fact.why;
    case 'address-missing':
      return 'PUBLIC_URL is not set: pages and messages cannot lead here, and the address that Sentry sends to cannot be compared.';
    case 'address-not-asked':
      return 'PUBLIC_URL is not asked beside the fakes.';
    case 'address-open':
      return `${fact.url} is not https: whoever is on the way reads what Sentry sends. Put a proxy with TLS in front.`;
    case 'address-silent':
      return `${fact.url} gave no answer (${fact.why}). Start the relay and its proxy, and ask again; from inside some networks it cannot be reached.`;
    case 'address-not-trusted':
      return `The certificate of ${fact.url} is not trusted (${fact.why}): Sentry, Slack and PagerDuty may not connect. Renew it, with its whole chain.`;
    case 'certificate-ends':
      return `The certificate of ${fact.url} ends in ${counted(fact.days, 'day')}. Renew it.`;
    case 'address-other':
      return `${fact.url}/healthz answers with HTTP ${fact.status}, which is not a relay. Start the relay, or correct PUBLIC_URL or the proxy.`;
    case 'address-answers':
      return `The relay answers at ${fact.url}${fact.days === null ? '' : `, with a certificate that is good for ${counted(fact.days, 'day')}`}.`;
  }
}

function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
