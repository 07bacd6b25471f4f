import type { DrillResult, DrillScenario, DrillSubject } from '../domain/drill.ts';
import { unstamped, type Delivery } from '../domain/entry.ts';
import { idDigest } from './id-digest.ts';

/** What CI says of a drill; the brain reads it back out of the inbox. */
export type DrillCommand =
  | {
      readonly action: 'register';
      readonly nonce: string;
      readonly scenario: DrillScenario;
      /** How many alerts will carry the nonce. */
      readonly alerts: number;
      readonly subject: DrillSubject;
    }
  | {
      readonly action: 'end';
      readonly drill: string;
      readonly result: Exclude<DrillResult, 'expired'>;
      readonly summary: string;
    };

/** The inbox delivery of a command: source `ci`, kind `drill`. The id keeps two equal commands apart. */
export function drillDelivery(command: DrillCommand, id: string): Delivery {
  const body = JSON.stringify(command);
  const digest = idDigest(id, body);
  return { source: 'ci', id, kind: 'drill', body, digest, verifiedBy: 'ci', ...unstamped };
}
