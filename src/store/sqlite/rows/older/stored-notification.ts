import type { Surface, Wanted } from '../../../../domain/sending/notification.ts';
import type { Sent } from '../../../../domain/sending/sent.ts';
import { has } from '../../file/documents.ts';
import { currentMessage, currentPage, isOlderMessage, isOlderPage } from './older-projections.ts';
import type { OlderMessage, OlderPage } from './older-projections.ts';
import { currentSent, isOlderSent, type OlderSent } from './older-sent.ts';

/** The brain's half of a row, as this relay or one before it wrote it. */
type StoredWanted = Omit<Wanted, 'projection'> & {
  readonly projection: Wanted['projection'] | OlderMessage | OlderPage;
};

/** Tells the brain's half of a notification. */
export function isWanted(value: object): value is StoredWanted {
  return has(value, 'projection', 'digest', 'receiver');
}

/** The brain's half of a row. */
export function wantedOf(stored: StoredWanted): Wanted {
  return { ...stored, projection: projectionOf(stored) };
}

function projectionOf({ projection, openedAt }: StoredWanted): Wanted['projection'] {
  if (isOlderMessage(projection)) return currentMessage(projection);
  return isOlderPage(projection) ? currentPage(projection, openedAt) : projection;
}

/** What each state of the dispatch half has besides its phase. */
const members: Readonly<Record<Sent['phase'], readonly string[]>> = {
  none: ['digest'],
  posted: ['handle', 'at', 'alerts', 'acceptedAt'],
  gone: ['at', 'alerts', 'acceptedAt'],
  told: ['handle', 'at', 'alerts', 'acceptedAt', 'upto'],
  maybe: ['digest'],
  open: ['handle', 'at', 'alerts', 'trigger', 'acknowledged'],
  resolving: ['handle'],
  closed: ['handle', 'at', 'alerts', 'acceptedAt'],
};

/** Tells what is at the receiver, as this relay or one before it wrote it. */
export function isSent(value: object): value is Sent | OlderSent {
  if (isOlderSent(value)) return true;
  const phase = 'phase' in value && typeof value.phase === 'string' ? value.phase : '';
  return Object.entries(members).some(([name, own]) => name === phase && has(value, ...own));
}

/** What is at the receiver, of a row of this surface. */
export function sentOf(stored: Sent | OlderSent, surface: Surface): Sent {
  return isOlderSent(stored) ? currentSent(stored, surface) : stored;
}
