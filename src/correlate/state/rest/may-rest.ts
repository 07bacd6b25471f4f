import type { Incident } from '../../../domain/incident.ts';

/** So long nothing was heard or changed of what may rest, virtual ms; who has broken out is heard for as long. */
const restsAfterMs = 15 * 60_000;

/**
 * Whether an incident may rest: it is quiet, by itself, and nobody is woken or waited for. Whoever looks for anything else
 * looks at those alone that are awake (`awakeIn`).
 */
export function mayRest(row: Incident, now: number): boolean {
  return isQuiet(row, now) && isByItself(row) && isUnpaged(row) && isUnhandled(row);
}

function isQuiet({ status, changedAt, lastAlertAt }: Incident, now: number): boolean {
  return status !== 'resolved' && Math.max(changedAt, lastAlertAt) <= now - restsAfterMs;
}

function isByItself({ kind, parent, storm }: Incident): boolean {
  return kind === 'alerts' && parent === null && storm === null;
}

function isUnpaged({ page, atPager, desks = {} }: Incident): boolean {
  return [{ page, atPager }, ...Object.values(desks)].every(
    (desk) => desk.page === null && desk.atPager === undefined,
  );
}

/** Nobody has made a room for it, keeps it or others quiet, or resolves it elsewhere. */
function isUnhandled({ room, silenced, inhibits, sentryBack }: Incident): boolean {
  return room === undefined && silenced == null && (inhibits ?? []).length === 0 && sentryBack === undefined;
}
