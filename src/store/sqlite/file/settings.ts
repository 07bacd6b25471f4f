import { noCanary, type CanaryStanding } from '../../../domain/drill/canary.ts';
import type { Chore } from '../../../seams/store.ts';
import { text } from './columns.ts';
import type { Connection } from './connection.ts';

/**
 * The single values that a store's file keeps. `brain` is the brain's own document; `last-sentry` and `last-signed`
 * outlive the inbox rows that they tell of. `ended-sessions`: log-ins that are over before their time. `carried`: up to
 * which entry the books are carried, `carried-bytes`: the bytes of the bodies that are kept up to there.
 * `ended:<chore>`: when it was last done to its end. `canary`: how it stands. `owed-reading`: since when Sentry has to be
 * read; empty: nothing is owed.
 */
type SettingName =
  | 'install'
  | 'holder'
  | 'cursor'
  | 'brain'
  | 'last-sentry'
  | 'last-signed'
  | 'ended-sessions'
  | 'carried'
  | 'carried-bytes'
  | 'tried-write'
  | 'canary'
  | 'owed-reading'
  | `ended:${Chore}`;

/** A single value, null when it was never written. */
export function setting(connection: Connection, name: SettingName): string | null {
  const row = connection.sql('SELECT value FROM setting WHERE name = ?').get(name);
  return row === undefined ? null : text(row, 'value');
}

/** Writes a single value; the caller holds the transaction. */
export function saveSetting(connection: Connection, name: SettingName, value: string): void {
  connection
    .sql(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    .run(name, value);
}

/** The last entry that was applied; 0 before the first. */
export function cursor(connection: Connection): number {
  return Number(setting(connection, 'cursor') ?? '0');
}

/** The last entry that the books carry (`rows/books/carried.ts`); 0 before the first. */
export function carriedUpto(connection: Connection): number {
  return Number(setting(connection, 'carried') ?? '0');
}

/** When this was last done to its end, virtual UNIX ms; null: never. */
export function choreEnded(connection: Connection, chore: Chore): number | null {
  const at = setting(connection, `ended:${chore}`);
  return at === null ? null : Number(at);
}

/** It was done to its end now. */
export function endChore(connection: Connection, chore: Chore, now: number): void {
  connection.write(() => saveSetting(connection, `ended:${chore}`, String(now)));
}

/** Since when Sentry has to be read, virtual UNIX ms; null: nothing is owed. */
export function owedReading(connection: Connection): number | null {
  const since = setting(connection, 'owed-reading') ?? '';
  return since === '' ? null : Number(since);
}

/** So it stands from now on. */
export function oweReading(connection: Connection, since: number | null): void {
  connection.write(() => saveSetting(connection, 'owed-reading', since === null ? '' : String(since)));
}

/** How the canary stands; what another version wrote, and cannot be read, is as none. */
export function canaryStanding(connection: Connection): CanaryStanding {
  const said = setting(connection, 'canary');
  return said === null ? noCanary : readCanary(JSON.parse(said));
}

function readCanary(said: unknown): CanaryStanding {
  const {
    endedAt = null,
    passedAt = null,
    failures = 0,
    why = null,
  } = Object(said) as Partial<Record<keyof CanaryStanding, unknown>>;
  const moment = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    endedAt: moment(endedAt),
    passedAt: moment(passedAt),
    failures: moment(failures) ?? 0,
    why: typeof why === 'string' ? why : null,
  };
}

/** It ended, and stands so from now on. */
export function endCanary(connection: Connection, standing: CanaryStanding): void {
  connection.write(() => saveSetting(connection, 'canary', JSON.stringify(standing)));
}
