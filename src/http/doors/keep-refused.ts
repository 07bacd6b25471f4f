import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../seams/clock.ts';
import type { Door, Refusal } from '../../seams/door.ts';
import type { Log } from '../../seams/log.ts';
import type { QuarantineStore } from '../../seams/quarantine-store.ts';
import { networkOf, senderOf } from '../access/sender-network.ts';
import type { ShareGate } from '../access/share-gate.ts';

/** What has the form of the sender's passes one of them, all else the other. */
export interface QuarantineGates {
  readonly likely: ShareGate;
  readonly strange: ShareGate;
}

/** Wrongly signed deliveries kept a minute: more than any real storm after a rotated secret, far less than a flood. */
export const quarantinedAMinute = {
  likely: { each: 3_000, all: 12_000 },
  strange: { each: 600, all: 3_000 },
} as const;

interface Keeping {
  readonly store: Pick<QuarantineStore, 'quarantine'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly quarantineGates: QuarantineGates;
}

/** Keeps what a secret may heal that is added later. A refusal is answered as one even when the quarantine cannot keep it. */
export async function keepRefused(
  { store, clock, log, quarantineGates: { likely, strange } }: Keeping,
  { door, request }: { readonly door: Pick<Door, 'name'>; readonly request: IncomingMessage },
  { refusal: { keep, code }, raw }: { readonly refusal: Refusal; readonly raw: Buffer },
): Promise<void> {
  if (keep === null) return;
  const at = clock.now();
  const network = networkOf(senderOf(request));
  if (!(keep.likely === 'stranger' ? strange : likely).mayPass(at, network)) return;
  try {
    await store.quarantine({ ...keep, at, door: door.name, network, body: raw, reason: code });
  } catch (error) {
    log.warn({ error: String(error) }, 'A delivery with a wrong signature could not be kept in quarantine.');
  }
}
