import { isDrill, type Notification } from '../../domain/sending/notification.ts';
import { handleOf } from '../../domain/sending/sent.ts';
import type { NextStep } from './step.ts';

/** An overflow that stands for the row is looked at again by then. */
const againMs = 1_000;

/**
 * The next step of an incident that ended before it had a message of its own, where an overflow shows it or soon
 * will: none. Null for every other row.
 */
export function foldedStep(
  row: Notification,
  {
    covers,
    overflowing,
    now,
  }: {
    readonly covers: ReadonlyMap<string, number>;
    readonly overflowing: ReadonlySet<string>;
    readonly now: number;
  },
): NextStep | null {
  const { projection, sent, attempts } = row;
  const ended = projection.surface === 'message' && projection.state === 'resolved' && !isDrill(row);
  if (!ended || handleOf(sent) !== null || attempts.ambiguousAt !== null) return null;
  const covered = covers.get(row.id);
  if (covered === row.alerts) return { kind: 'settled', reason: null };
  return covered !== undefined || overflowing.has(row.lane)
    ? { kind: 'wait', until: now + againMs, reason: 'It was resolved; the overflow message will say so.' }
    : null;
}
