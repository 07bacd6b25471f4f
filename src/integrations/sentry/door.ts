import type { JsonCheck } from '../../domain/inbox/json-body.ts';
import type { Door, DoorHeaders, Refusal, Ruling } from '../../seams/door.ts';
import { acceptLegacy, acceptSigned, type Acceptance, type RefusalCode } from './acceptance.ts';
import type { SentrySettings } from './config.ts';
import type { SignatureKeys } from './verify.ts';
import { hookHeader } from './wire.ts';

/** Alerts of drills that the door takes in a virtual minute: many checks at once, and far less than a storm. */
export const drillAlertsAMinute = 240;

/**
 * Webhooks of a Sentry integration, signed over their exact bytes. Drills come through it too, and `mayDrill` bounds
 * how many: whoever holds that secret can fill no disk. `looksWhole`: see `faultInBody`.
 */
export function createSentryDoor(keys: SignatureKeys, mayDrill: () => boolean, looksWhole?: JsonCheck): Door {
  return {
    ...ofSentry,
    name: 'sentry',
    receive: (arrival) => {
      const ruling = rulingOn(
        acceptSigned(looksWhole === undefined ? arrival : { ...arrival, looksWhole }, keys),
      );
      const drill = ruling.kind === 'accept' && ruling.apart === 'drill';
      return drill && !mayDrill() ? { kind: 'refuse', refusal: tooManyDrills } : ruling;
    },
  };
}

/** The unsigned plugin, whose only lock is the token in its address. */
export function createLegacyDoor(settings: Pick<SentrySettings, 'legacyTokens'>): Door {
  return {
    ...ofSentry,
    name: 'legacy',
    receive: (arrival) => rulingOn(acceptLegacy(arrival, arrival.token, settings)),
  };
}

const ofSentry = {
  sender: 'Sentry',
  names: (headers: DoorHeaders): ReturnType<Door['names']> => ({
    kind: headers[hookHeader.resource],
    deliveryId: headers[hookHeader.idempotencyKey] ?? headers[hookHeader.requestId],
  }),
};

const ofDrills: ReadonlySet<RefusalCode> = new Set(['drill-signature-mismatch', 'drills-off']);

const tooManyDrills: Refusal = {
  status: 429,
  code: 'too-many-drills',
  message: `More than ${drillAlertsAMinute} alerts of drills in a minute. Wait a minute; is a check running in a loop?`,
  apart: 'drill',
  keep: null,
};

function rulingOn(acceptance: Acceptance): Ruling {
  if (acceptance.kind === 'accepted') {
    const { delivery } = acceptance;
    return { kind: 'accept', delivery, apart: delivery.source === 'drill' ? 'drill' : null };
  }
  const { status, code, message, ...keep } = acceptance.refusal;
  const refusal: Refusal = {
    status,
    code,
    message,
    apart: ofDrills.has(code) ? 'drill' : null,
    keep: code === 'signature-mismatch' ? keep : null,
  };
  return { kind: 'refuse', refusal };
}
