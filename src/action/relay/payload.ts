import { drillTag, type DrillScenario, type DrillSubject } from '../../domain/drill.ts';
import type { DrillTicket } from '../../domain/drill-report.ts';
import { signAlert, type SignedAlert } from './sign.ts';
import type { Surroundings } from './surroundings.ts';

/** How many alerts a storm sends, and of how many services: well above what the relay calls a storm. */
const stormAlerts = 12;
const stormServices = 6;

/** How many alerts a scenario sends. */
export function alertsOf(scenario: DrillScenario): number {
  return scenario === 'storm' ? stormAlerts : 1;
}

/** What the alerts of a drill are made of. */
export interface AlertPlan {
  readonly scenario: DrillScenario;
  readonly subject: DrillSubject;
  /** `fatal` is what the relay pages for by default. */
  readonly level: 'fatal' | 'error';
  readonly secret: string;
}

/** The alerts of a drill, signed and ready to be sent. */
export function signedAlerts(
  plan: AlertPlan,
  ticket: DrillTicket,
  { now, random }: Pick<Surroundings, 'now' | 'random'>,
): readonly SignedAlert[] {
  const at = now();
  const failure =
    plan.scenario === 'storm' ? refusedBy(`drill-${letters(random(10))}.invalid`) : nothingBroken;
  return Array.from({ length: ticket.alerts }, (_, index) => {
    const body = eventAlert({
      ...failure,
      subject: plan.subject,
      level: plan.level,
      service: serviceOf(plan, index),
      nonce: ticket.nonce,
      eventId: hex(random(16)),
      issueId: digits(random(12)),
      installation: uuid(hex(random(16))),
      at,
    });
    return signAlert(body, { drill: ticket.id, secret: plan.secret, now: at, requestId: hex(random(16)) });
  });
}

function serviceOf({ scenario, subject }: AlertPlan, index: number): string {
  return scenario === 'storm' ? `${subject.service}-drill-${(index % stormServices) + 1}` : subject.service;
}

interface Failure {
  readonly type: string;
  readonly value: string;
  readonly culprit: string;
}

const nothingBroken: Failure = {
  type: 'StormrelayDrill',
  value: 'This is a drill: nothing is broken.',
  culprit: 'stormrelay.drill in run',
};

/** `.invalid` resolves nowhere (RFC 2606). Only letters are unique: the relay masks digits when it compares. */
function refusedBy(host: string): Failure {
  return {
    type: 'Error',
    value: `connect ECONNREFUSED ${host}:6379`,
    culprit: 'stormrelay.drill in connect',
  };
}

interface EventParts extends Failure, Pick<AlertPlan, 'subject' | 'level'> {
  readonly service: string;
  readonly nonce: string;
  readonly eventId: string;
  readonly issueId: string;
  readonly installation: string;
  /** UNIX ms. */
  readonly at: number;
}

/** The body of an `event_alert.triggered`, in Sentry's own order of keys (getsentry/sentry, AppPlatformEvent). */
function eventAlert(parts: EventParts): string {
  return compact({
    action: 'triggered',
    installation: { uuid: parts.installation },
    data: { event: eventOf(parts), triggered_rule: 'stormrelay drill' },
    actor: { type: 'application', id: 'sentry', name: 'Sentry' },
  });
}

function eventOf(parts: EventParts): object {
  const { type, value, culprit, subject, service, eventId, issueId } = parts;
  const seconds = Math.floor(parts.at) / 1000;
  return {
    event_id: eventId,
    project: 1,
    release: subject.release,
    dist: null,
    platform: 'node',
    message: '',
    datetime: new Date(parts.at).toISOString().replace(/(\.\d{3})Z$/, '$1000Z'),
    tags: tagsOf(parts),
    _meta: {},
    _metrics: {},
    culprit,
    environment: subject.environment,
    exception: {
      values: [
        { type, value, module: null, mechanism: { type: 'generic', handled: false }, stacktrace: null },
      ],
    },
    fingerprint: ['{{ default }}'],
    hashes: [],
    key_id: '1',
    level: parts.level,
    location: null,
    logger: '',
    metadata: { type, value },
    received: seconds,
    timestamp: seconds,
    title: `${type}: ${value}`,
    transaction: null,
    type: 'error',
    version: '7',
    ...addressesOf(service, eventId, issueId),
    issue_id: issueId,
  };
}

function tagsOf({ subject, service, level, nonce }: EventParts): readonly (readonly [string, string])[] {
  return [
    ['environment', subject.environment],
    ['level', level],
    ...(subject.release === null ? [] : [['release', subject.release] as const]),
    ['service', service],
    [drillTag, nonce],
  ];
}

/** An invented organization on hosts that exist nowhere, so that no link leads to a stranger's Sentry. */
function addressesOf(service: string, eventId: string, issueId: string): Readonly<Record<string, string>> {
  const project = service
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .slice(0, 50);
  const api = 'https://sentry.invalid/api/0';
  return {
    url: `${api}/projects/stormrelay-drill/${project}/events/${eventId}/`,
    web_url: `https://stormrelay-drill.sentry.invalid/issues/${issueId}/events/${eventId}/`,
    issue_url: `${api}/organizations/stormrelay-drill/issues/${issueId}/`,
  };
}

/** As Python writes it for Sentry: no spaces, ASCII only. */
function compact(value: object): string {
  return JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** As Sentry's ids look: a number without a leading zero. */
function digits(bytes: Uint8Array): string {
  return [...bytes].map((byte, index) => String(index === 0 ? 1 + (byte % 9) : byte % 10)).join('');
}

function letters(bytes: Uint8Array): string {
  return [...bytes].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}

function uuid(text: string): string {
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
