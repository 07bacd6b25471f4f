import type { Delivery } from '../../domain/entry.ts';
import type { StoreStats } from '../../seams/store.ts';
import type { Connection } from './connection.ts';
import { saveSetting, setting } from './settings.ts';

/**
 * Remembers that Sentry itself delivered something; the caller holds the transaction. Not read from the inbox, which
 * forgets after the retention: a quiet fortnight must not look as if Sentry had never come.
 */
export function rememberGenuine(connection: Connection, { source, verifiedBy }: Delivery, now: number): void {
  if (source !== 'sentry' && source !== 'sentry-legacy') return;
  saveSetting(connection, 'last-sentry', JSON.stringify({ at: now, verifiedBy }));
  // Only this proves that the relay and Sentry hold the same Client Secret.
  if (verifiedBy.startsWith('secret-')) saveSetting(connection, 'last-signed', String(now));
}

/** The newest delivery of Sentry's own, and the newest that was signed with its integration's secret. */
export function genuine(connection: Connection): Pick<StoreStats, 'lastSentry' | 'lastSigned'> {
  const newest = setting(connection, 'last-sentry');
  const signed = setting(connection, 'last-signed');
  return {
    // Written by this module alone.
    lastSentry: newest === null ? null : (JSON.parse(newest) as StoreStats['lastSentry']),
    lastSigned: signed === null ? null : Number(signed),
  };
}
