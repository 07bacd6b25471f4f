import { createHmac } from 'node:crypto';
import { drillTag, type DrillScenario, type DrillSubject } from '../../domain/drill/drill.ts';
import type { TicketSeen } from './relay-answers.ts';
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

/** A webhook as it goes over the wire, with the exact bytes that were signed. */
export interface SignedAlert {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The alerts of a drill, signed as Sentry does: HMAC-SHA256 over the exact body, in hex. */
export function signedAlerts(
  { scenario, subject, level, secret }: AlertPlan,
  ticket: TicketSeen,
  { now, random }: Pick<Surroundings, 'now' | 'random'>,
): readonly SignedAlert[] {
  const at = now();
  const hex = (bytes: number): string => Buffer.from(random(bytes)).toString('hex');
  const isStorm = scenario === 'storm';
  const [type, value] = isStorm ? refusedBy(random(10)) : nothingBroken;
  return Array.from({ length: ticket.alerts }, (_, index) => {
    const service = isStorm ? `${subject.service}-drill-${(index % stormServices) + 1}` : subject.service;
    const ids = { nonce: ticket.nonce, eventId: hex(16), issueId: String(Number.parseInt(hex(5), 16)) };
    const body = eventAlert({ ...ids, type, value, subject: { ...subject, service }, level }, at);
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'sentry-hook-resource': 'event_alert',
        'sentry-hook-timestamp': String(Math.floor(at / 1000)),
        'sentry-hook-signature': createHmac('sha256', secret).update(body).digest('hex'),
        'request-id': hex(16),
        // Opens nothing: it only lets the relay explain a refusal to whoever drills.
        'stormrelay-drill': ticket.id,
      },
    };
  });
}

const nothingBroken = ['StormrelayDrill', 'This is a drill: nothing is broken.'] as const;

/** `.invalid` resolves nowhere (RFC 2606). Only letters are unique: the relay masks digits when it compares. */
function refusedBy(random: Uint8Array): readonly [type: string, value: string] {
  const unique = Array.from(random, (byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return ['Error', `connect ECONNREFUSED drill-${unique}.invalid:6379`];
}

type EventParts = Pick<AlertPlan, 'subject' | 'level'> &
  Readonly<Record<'type' | 'value' | 'nonce' | 'eventId' | 'issueId', string>>;

/**
 * The body of an `event_alert.triggered` in Sentry's own order of keys (getsentry/sentry, AppPlatformEvent), as Python
 * writes it: no spaces, ASCII only.
 */
function eventAlert(
  { type, value, subject, level, nonce, eventId, issueId }: EventParts,
  at: number,
): string {
  const { service, environment, release } = subject;
  const event = {
    event_id: eventId,
    release,
    platform: 'node',
    datetime: new Date(at).toISOString().replace('Z', '000Z'),
    tags: [
      ['environment', environment],
      ['level', level],
      ...(release === null ? [] : [['release', release]]),
      ['service', service],
      [drillTag, nonce],
    ],
    culprit: 'stormrelay.drill in run',
    environment,
    exception: {
      values: [
        { type, value, module: null, mechanism: { type: 'generic', handled: false }, stacktrace: null },
      ],
    },
    level,
    metadata: { type, value },
    timestamp: Math.floor(at) / 1000,
    title: `${type}: ${value}`,
    type: 'error',
    // A host that exists nowhere, so that no link leads to a stranger's Sentry.
    web_url: `https://stormrelay-drill.sentry.invalid/issues/${issueId}/events/${eventId}/`,
    issue_id: issueId,
  };
  const body = {
    action: 'triggered',
    installation: { uuid: '00000000-0000-4000-8000-000000000000' },
    data: { event, triggered_rule: 'stormrelay drill' },
    actor: { type: 'application', id: 'sentry', name: 'Sentry' },
  };
  return JSON.stringify(body).replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
