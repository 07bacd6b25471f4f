import type { Cover } from '../../../../domain/sending/projection.ts';
import {
  objectiveMs,
  objectives,
  objectiveWindows,
  type Objective,
  type ObjectiveStanding,
  type ObjectiveTally,
  type ObjectiveWindow,
  type Reached,
} from '../../../../domain/sending/objective.ts';
import { integer, type Row } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';

const slotMs = 300_000;
const windows = Object.entries(objectiveWindows) as readonly (readonly [ObjectiveWindow, number])[];

/** Counts what a receiver has for the first time; what a digest told before was counted then. The caller holds the transaction. */
export function noteReached(
  connection: Connection,
  notification: string,
  reached: Reached,
  now: number,
): void {
  if (connection.sql('SELECT 1 FROM cover WHERE notification = ?').get(notification) !== undefined) return;
  const { objective, tookMs } = reached;
  count(connection, objective, { good: tookMs <= objectiveMs[objective] ? 1 : 0, total: 1 }, now);
}

/** Counts what a digest tells for the first time, before that is written; the caller holds the transaction. */
export function noteCovered(connection: Connection, shown: readonly Cover[], now: number): void {
  const row = connection
    .sql(
      `SELECT count(*) AS total, count(*) FILTER (WHERE ?1 - opened_at <= ?2) AS good FROM notification
       WHERE id IN (SELECT value ->> '$.notification' FROM json_each(?3))
         AND NOT EXISTS (SELECT 1 FROM cover WHERE cover.notification = notification.id)`,
    )
    .get(now, objectiveMs.shown, JSON.stringify(shown));
  const tally = tallyOf(row ?? {});
  if (tally.total > 0) count(connection, 'shown', tally, now);
}

function count(
  connection: Connection,
  objective: Objective,
  { good, total }: ObjectiveTally,
  now: number,
): void {
  connection
    .sql(
      `INSERT INTO objective (name, slot, good, total) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET good = good + excluded.good, total = total + excluded.total`,
    )
    .run(objective, Math.floor(now / slotMs), good, total);
}

/** Where each objective stands. */
export function objectiveStandings(connection: Connection, now: number): readonly ObjectiveStanding[] {
  return objectives.map((objective) => ({
    objective,
    windows: Object.fromEntries(
      windows.map(([name, ms]) => [name, tallySince(connection, objective, now - ms)]),
    ) as Record<ObjectiveWindow, ObjectiveTally>,
    overdue: overdue(connection, objective, now - objectiveMs[objective]),
  }));
}

function tallySince(connection: Connection, objective: Objective, since: number): ObjectiveTally {
  const row = connection
    .sql(
      `SELECT coalesce(sum(good), 0) AS good, coalesce(sum(total), 0) AS total FROM objective
       WHERE name = ? AND slot > ?`,
    )
    .get(objective, Math.floor(since / slotMs));
  return tallyOf(row ?? {});
}

/** So many rows should have reached a receiver before `due`, and have not: they wait, or were given up and wait for a person. */
function overdue(connection: Connection, objective: Objective, due: number): number {
  const waits = objective === 'shown' ? messageWaits : pageWaits;
  const row = connection
    .sql(
      `SELECT (SELECT count(*) FROM notification WHERE pending AND ${waits})
         + (SELECT count(*) FROM dead_letter JOIN notification ON notification.id = dead_letter.subject
            WHERE dead_letter.kind = 'notification' AND dead_letter.state = 'open' AND NOT pending AND ${waits}) AS n`,
    )
    .get(due, objectiveMs.shown);
  return integer(row ?? {}, 'n');
}

const messageWaits = `handle IS NULL AND surface = 'message' AND notification.incident NOT GLOB 'overflow-*' AND work <> 'quiet'
  AND wanted ->> '$.projection.drill' IS NULL
  AND NOT EXISTS (SELECT 1 FROM cover WHERE cover.notification = notification.id)
  AND ?1 >= CASE
    WHEN sent_digest IS NOT NULL THEN coalesce(pending_since, opened_at)
    WHEN show_from - opened_at > ?2 THEN show_from
    ELSE opened_at
  END`;
const pageWaits = `handle IS NULL AND surface = 'page' AND wanted ->> '$.projection.state' <> 'resolved'
  AND wanted ->> '$.projection.environmentClass' NOT LIKE 'drill:%'
  AND ?1 >= coalesce(pending_since, opened_at) AND ?2 > 0`;

/** Forgets what no window reaches; the caller holds the transaction. Answers how many rows went. */
export function forgetObjectives(connection: Connection, now: number): number {
  const [, longest] = windows.at(-1) ?? ['', 0];
  const result = connection
    .sql('DELETE FROM objective WHERE slot <= ?')
    .run(Math.floor((now - longest) / slotMs) - 1);
  return Number(result.changes);
}

function tallyOf(row: Row): ObjectiveTally {
  return { good: integer(row, 'good'), total: integer(row, 'total') };
}
