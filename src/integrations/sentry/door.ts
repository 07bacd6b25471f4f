import type { JsonCheck } from '../../domain/inbox/json-body.ts';
import type { Arrival, Door, DoorHeaders, Refusal, Ruling } from '../../seams/door.ts';
import {
  acceptLegacy,
  acceptSigned,
  refuseUnknownToken,
  refuseUnsigned,
  type Acceptance,
  type Refusal as FaultyRequest,
  type RefusalCode,
} from './acceptance.ts';
import type { SentrySettings } from './config.ts';
import { createDoorMemory, type DoorMemory } from './likely-cause.ts';
import type { SignatureKeys } from './verify.ts';
import { hookHeader } from './wire.ts';

/** Alerts of drills that the door takes in a virtual minute: many checks at once, and far less than a storm. */
export const drillAlertsAMinute = 240;

/**
 * Webhooks of a Sentry integration, signed over their exact bytes. Drills come through it too, and `mayDrill` bounds
 * how many: whoever holds that secret can fill no disk. `looksWhole`: see `faultInBody`.
 */
export function createSentryDoor(keys: SignatureKeys, mayDrill: () => boolean, looksWhole?: JsonCheck): Door {
  const memory = createDoorMemory(keys);
  return {
    ...ofSentry,
    name: 'sentry',
    refuseUnread: ({ headers }) => orNull(refuseUnsigned(headers, keys)),
    receive: (arrival) => {
      const acceptance = acceptSigned(looksWhole === undefined ? arrival : { ...arrival, looksWhole }, keys);
      const ruling = rulingOn(acceptance, arrival, memory);
      if (ruling.kind !== 'accept') return ruling;
      if (ruling.apart === 'drill') return mayDrill() ? ruling : { kind: 'refuse', refusal: tooManyDrills };
      memory.admitted(arrival.raw);
      return ruling;
    },
  };
}

/**
 * The same door for what it refused before: it judges by the secrets of now, lets no drill in, which would be long over, and
 * keeps nothing, as that is kept already.
 */
export function createHealingDoor(
  keys: SignatureKeys,
  looksWhole: JsonCheck,
): Pick<Door, 'name' | 'receive'> {
  return {
    name: 'sentry',
    receive: (arrival) => rulingOn(acceptSigned({ ...arrival, looksWhole }, keys), arrival, null),
  };
}

/** The unsigned plugin, whose only lock is the token in its address. */
export function createLegacyDoor(settings: Pick<SentrySettings, 'legacyTokens'>): Door {
  return {
    ...ofSentry,
    name: 'legacy',
    refuseUnread: ({ headers, token }) => orNull(refuseUnknownToken(headers, token, settings)),
    receive: (arrival) => rulingOn(acceptLegacy(arrival, arrival.token, settings), arrival, null),
  };
}

const ofSentry = {
  sender: 'Sentry',
  names: (headers: DoorHeaders): ReturnType<Door['names']> => ({
    kind: headers[hookHeader.resource],
    deliveryId: headers[hookHeader.idempotencyKey] ?? headers[hookHeader.requestId],
  }),
};

/** It is signed, and a secret that is added later may fit. */
const healable: ReadonlySet<RefusalCode> = new Set(['signature-mismatch', 'no-secret-configured']);

const ofDrills: ReadonlySet<RefusalCode> = new Set(['drill-signature-mismatch', 'drills-off']);

const tooManyDrills: Refusal = {
  status: 429,
  code: 'too-many-drills',
  message: `More than ${drillAlertsAMinute} alerts of drills in a minute. Wait a minute; is a check running in a loop?`,
  apart: 'drill',
  keep: null,
};

function rulingOn(acceptance: Acceptance, arrival: Arrival, memory: DoorMemory | null): Ruling {
  if (acceptance.kind === 'accepted') {
    const { delivery } = acceptance;
    return { kind: 'accept', delivery, apart: delivery.source === 'drill' ? 'drill' : null };
  }
  const { refusal } = acceptance;
  const { code, kind, deliveryId, signature, headers } = refusal;
  const isKept = memory !== null && healable.has(code) && signature !== '';
  const keep = isKept ? { kind, deliveryId, signature, headers, likely: memory.likely(arrival) } : null;
  return { kind: 'refuse', refusal: { ...answered(refusal), keep } };
}

/** Nothing of what is refused for its headers could heal. */
function orNull(refusal: FaultyRequest | null): Refusal | null {
  return refusal === null ? null : answered(refusal);
}

function answered({ status, code, message }: FaultyRequest): Refusal {
  return { status, code, message, apart: ofDrills.has(code) ? 'drill' : null, keep: null };
}
