import { isSentrys, sentrySources, type Delivery } from '../../../domain/inbox/entry.ts';
import type { SentrySigns } from '../../../domain/drill/drill-report.ts';
import type { Connection } from '../file/connection.ts';
import { refusedSince } from './quarantine.ts';
import { saveSetting, setting } from '../file/settings.ts';

/** SQL: the row's `source` is Sentry's own. In the words of the partial indexes, which SQLite compares. */
export const isOfSentry = `source IN (${sentrySources.map((source) => `'${source}'`).join(', ')})`;

/**
 * Remembers that Sentry itself delivered something; the caller holds the transaction. Not read from the inbox, which
 * forgets after the retention: a quiet fortnight must not look as if Sentry had never come.
 */
export function rememberGenuine(connection: Connection, accepted: readonly Delivery[], now: number): void {
  const newest = accepted.findLast(({ source }) => isSentrys(source));
  if (newest === undefined) return;
  const { verifiedBy } = newest;
  saveSetting(connection, 'last-sentry', JSON.stringify({ at: now, verifiedBy }));
  // Only this proves that the relay and Sentry hold the same Client Secret.
  if (accepted.some(isSigned)) saveSetting(connection, 'last-signed', String(now));
}

function isSigned({ source, verifiedBy }: Delivery): boolean {
  return source === 'sentry' && verifiedBy.startsWith('secret-');
}

/** The newest delivery of Sentry's own. */
export function lastSentry(connection: Connection): SentrySigns['last'] {
  const newest = setting(connection, 'last-sentry');
  // Written by this module alone.
  return newest === null ? null : (JSON.parse(newest) as SentrySigns['last']);
}

/** Other doors have other locks: what came through them says nothing of the integration's secret. */
export function sentrySigns(connection: Connection): SentrySigns {
  const signed = Number(setting(connection, 'last-signed') ?? 0);
  return { last: lastSentry(connection), refused: refusedSince(connection, signed) };
}
