import { counted } from '../../domain/text/figures.ts';
import type { Whereabouts } from '../../config/document/whereabouts.ts';
import { verdictOf, type Verdict } from '../../observe/questions.ts';
import { askedWords } from '../asking/asked-words.ts';
import type { Fact, MachineFact } from './facts.ts';
import { machineWords, type Said } from './machine-words.ts';

/** What a finding means for whoever set the relay up; `advice`: it works, and could be better. */
export type Judged = Verdict | 'advice';

/** What a fact means, and how it is said: what is so, where it stands, and what to do about it. */
export function judged(
  fact: Fact,
  where: Whereabouts,
): { readonly verdict: Judged; readonly detail: string; readonly todo: string | null } {
  const said = isOfSentryOrMachine(fact) ? saidOf(fact, where) : words(fact, where);
  // What is configured says itself where it stands; vendors and sockets know settings by their variables alone.
  const named = ofConfiguration.has(fact.code) ? (one: string): string => one : where.sentence;
  const what = named(said[0]);
  const todo = said[1] === null ? null : named(said[1]);
  const verdict = isOfSentryOrMachine(fact) ? verdicts[fact.code] : verdictOfOther(fact);
  return { verdict, detail: todo === null ? what : `${what} ${todo}`, todo };
}

const ofConfiguration: ReadonlySet<Fact['code']> = new Set(['mistake', 'hint', 'still-needed']);

type Other = Exclude<Fact, OfSentry | MachineFact>;

function verdictOfOther(fact: Other): Judged {
  switch (fact.code) {
    case 'mistake':
    case 'other-region':
    case 'nobody-on-call':
      return 'wrong';
    case 'configuration-read':
    case 'on-call':
      return 'ok';
    case 'hint':
    case 'still-needed':
    case 'pager-not-heard':
      return 'advice';
    case 'on-call-unknown':
      return 'unsure';
    case 'asked':
      return verdictOf(fact);
    case 'scope-missing':
      return fact.needed ? 'wrong' : 'advice';
  }
}

function words(fact: Other, where: Whereabouts): Said {
  switch (fact.code) {
    case 'mistake':
    case 'hint':
    case 'scope-missing':
      return [fact.said, null];
    case 'configuration-read':
      return ['The configuration can be used.', null];
    case 'still-needed':
      return [`Still needed for the real ones: ${fact.said}`, null];
    case 'asked':
      return [`${fact.what}: ${askedWords(fact.finding, fact.place)}`, null];
    case 'other-region': {
      const stands = fact.place === null ? '' : ` It is set in ${fact.place}.`;
      const named = where.setting('pagerduty.events_url');
      return [
        `${fact.key}: PagerDuty's other region takes this key.${stands}`,
        `Set its events_url (${named}) to ${fact.url}.`,
      ];
    }
    case 'pager-not-heard':
      return [
        'What people do in PagerDuty is not heard: an outage that doubles pages again although somebody has acknowledged it there, and one that is resolved there stays open here.',
        `Set ${where.setting('pagerduty.webhook_secrets')} (docs/setup.md, "PagerDuty").`,
      ];
    case 'on-call':
      return [`On call now: ${fact.people.join(', ')}.`, null];
    case 'nobody-on-call':
      return [
        'Nobody is on call now for the service that is paged, so a page wakes nobody.',
        'Put somebody on its escalation policy in PagerDuty.',
      ];
    case 'on-call-unknown':
      if (where.said('pagerduty.api_token') === null)
        return [
          'Who is on call is not known: PagerDuty is not asked.',
          `Set ${where.setting('pagerduty.api_token')} (a read-only REST API key is enough).`,
        ];
      return [
        `Who is on call is not known. ${fact.why}`,
        `The REST API is asked with ${where.setting('pagerduty.api_token')}.`,
      ];
  }
}

type SentryCode = `sentry-${string}` | `integration-${string}` | `rule${string}`;
type OfSentry = Extract<Fact, { readonly code: SentryCode | 'requests-fail' | 'issue-not-told' | 'no-rule' }>;
function saidOf(fact: OfSentry | MachineFact, where: Whereabouts): Said {
  return isOfMachine(fact) ? machineWords(fact, where) : sentryWords(fact, where);
}

const verdicts: Readonly<Record<(OfSentry | MachineFact)['code'], Judged>> = {
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
  'disk-missing': 'wrong',
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

function isOfSentryOrMachine(fact: Fact): fact is OfSentry | MachineFact {
  return Object.hasOwn(verdicts, fact.code);
}

function isOfMachine(fact: OfSentry | MachineFact): fact is MachineFact {
  return /^(?:clock|disk|port|address|certificate)-/.test(fact.code);
}

function sentryWords(fact: OfSentry, where: Whereabouts): Said {
  if (isOfRules(fact)) return ruleWords(fact);
  switch (fact.code) {
    case 'sentry-not-asked': {
      const missing = ['sentry.auth_token', 'sentry.org'].filter((path) => where.said(path) === null);
      return [
        'Sentry is not asked, so nobody can say whether it still sends here.',
        `Set ${missing.map(where.setting).join(' and ')} (docs/setup.md, "What Sentry knows").`,
      ];
    }
    case 'sentry-refused':
      return [
        fact.why,
        `The token is set in ${where.setting('sentry.auth_token')}, the organization in ${where.setting('sentry.org')}.`,
      ];
    case 'sentry-silent':
      return [
        fact.why,
        `Let this machine reach it (DNS, firewall, proxy), or correct its address, ${where.setting('sentry.url')}.`,
      ];
    case 'integration-unseen':
      return [
        'Sentry shows no integration that sends to an address like /webhooks/sentry.',
        'Give the token Organization → Read, or make the integration (docs/setup.md, "Sentry").',
      ];
    case 'integration-disabled':
      return [
        `Sentry has disabled the integration ${fact.name}: it sends nothing.`,
        'Switch it on again in Settings, Custom Integrations.',
      ];
    case 'integration-elsewhere':
      return [
        `The integration sends ${fact.url === null ? 'nowhere' : `to ${fact.url}`}, and not to ${fact.expected}.`,
        `Correct its Webhook URL, or ${where.setting('public_url')}.`,
      ];
    case 'integration-sends':
      return [`The integration ${fact.name} is on and sends to ${fact.url ?? 'no address'}.`, null];
    case 'requests-fail':
      return [
        `Of its last ${counted(fact.of, 'request')} ${fact.failed} failed, the newest with ${statusWords(fact.last)}.`,
        `Look whether Sentry reaches the relay within a second, and whether ${where.setting('sentry.signing_secrets')} holds the Client Secret.`,
      ];
  }
}

type OfRules = Extract<OfSentry, { readonly code: `rule${string}` | 'issue-not-told' | 'no-rule' }>;

function isOfRules(fact: OfSentry): fact is OfRules {
  return fact.code.startsWith('rule') || fact.code === 'no-rule' || fact.code === 'issue-not-told';
}

function ruleWords(fact: OfRules): Said {
  switch (fact.code) {
    case 'issue-not-told':
      return [
        'The integration is not told of issues, so what is resolved in Sentry stays open here.',
        'Tick "issue" under its Webhooks.',
      ];
    case 'no-rule':
      return [
        `No alert rule tells the integration ${fact.integration}.`,
        'Add the action "Send a notification via an integration" to each rule whose alerts should come here.',
      ];
    case 'rules-tell': {
      const names = `${fact.names.slice(0, 5).join(', ')}${fact.names.length > 5 ? ', …' : ''}`;
      const tell = fact.names.length === 1 ? 'tells' : 'tell';
      return [`${counted(fact.names.length, 'alert rule')} ${tell} it: ${names}.`, null];
    }
    case 'rule-storms':
      return [
        `The alert rule "${fact.name}" fires for every event and never pauses: in an outage each event is a webhook, which Sentry tries once.`,
        'Let it perform its actions at most once every 5 minutes for an issue.',
      ];
    case 'rules-tell-once':
      return [
        'Every alert rule tells of an issue once. An outage whose texts name nothing is noticed by how loud its issues are:',
        'let one rule fire for every event, at most once every 5 minutes for an issue.',
      ];
  }
}

/** Sentry writes 0 for a timeout and -1 where nothing could be reached. */
function statusWords(status: number): string {
  if (status === 0) return 'no answer in time';
  return status < 0 ? 'no connection' : `HTTP ${status}`;
}
