import { notificationId, type Notification } from '../domain/sending/notification.ts';
import { acceptedAt, handleOf } from '../domain/sending/sent.ts';
import type { DispatchStore } from '../seams/store.ts';
import type { Related } from './steps/step.ts';

/** Rows looked at in one round: far more than can be sent in one, few enough to read at every wake. */
const rowsARound = 100;

/** What one round plans with. */
interface RoundRows {
  readonly rows: readonly Notification[];
  readonly related: (row: Notification) => Related;
  /** Id of a message row → the alerts that a shown overflow covers in its place. */
  readonly covers: ReadonlyMap<string, number>;
}

/** Reads what a round needs; rows of the lanes in `except` are left out. */
export async function roundRows(
  store: Pick<DispatchStore, 'pending' | 'takeOver' | 'notification' | 'notificationsOf' | 'covers'>,
  { credential, except }: { readonly credential: string; readonly except: readonly string[] },
  now: number,
): Promise<RoundRows> {
  const read = await store.pending(credential, rowsARound, except);
  const rows = await withTakenOver(store, read, now);
  const unposted = rows.filter((row) => row.surface === 'message' && handleOf(row.sent) === null);
  const covers = await store.covers(unposted.map((row) => row.id));
  return {
    rows,
    related: await relatedOf(store, rows),
    covers: new Map(covers.map(({ notification, alerts }) => [notification, alerts])),
  };
}

/** A root without a message takes over one that a child has posted, once none of its children is in flight. */
export async function withTakenOver(
  store: Pick<DispatchStore, 'takeOver'>,
  rows: readonly Notification[],
  now: number,
): Promise<readonly Notification[]> {
  const kept: Notification[] = [];
  const moved = new Set<string>();
  for (const row of rows) {
    if (!needsRootMessage(row)) kept.push(row);
    else if (!rows.some((other) => isUnsettledChild(other, row))) {
      const sent = await store.takeOver(row.id, now);
      if (sent !== null) moved.add(`${row.lane} ${sent.handle}`);
      kept.push(sent === null ? row : { ...row, sent });
    }
  }
  // The child's row was read while the message was still its own: it must not be written into once more.
  const isFormer = (row: Notification): boolean =>
    !isStorm(row) && moved.has(`${row.lane} ${handleOf(row.sent) ?? ''}`);
  return kept.filter((row) => !isFormer(row));
}

function isStorm({ projection }: Notification): boolean {
  return projection.surface === 'message' && projection.state !== 'part-of' && projection.storm !== null;
}

/** Reads the rows that these depend on: the message of a thread and of a page, and the pages of a child's root. */
async function relatedOf(
  store: Pick<DispatchStore, 'notification' | 'notificationsOf'>,
  rows: readonly Notification[],
): Promise<(row: Notification) => Related> {
  const found = new Map<string, Related>();
  for (const row of rows) {
    const coveredBy = coveringRoot(row);
    const beside = messageBeside(row);
    if (beside !== null) {
      const parent = await store.notification(notificationId(row.incident, beside, 'message'));
      found.set(row.id, { parent, rootPages: [] });
    } else if (coveredBy !== null) {
      const rootRows = await store.notificationsOf(coveredBy);
      // What its own pager has of the root's page covers what a stand-in has of the child's.
      const rootPages = rootRows.filter(
        (one) => one.surface === 'page' && (isStandIn(row) || one.receiver === row.receiver),
      );
      found.set(row.id, { parent: null, rootPages });
    } else if (row.surface === 'page') {
      found.set(row.id, { parent: shownBy(await store.notificationsOf(row.incident)), rootPages: [] });
    }
  }
  return (row) => found.get(row.id) ?? { parent: null, rootPages: [] };
}

function isStandIn({ projection }: Notification): boolean {
  return projection.surface === 'page' && projection.standIn !== undefined && 'here' in projection.standIn;
}

/** The message that a page leads to: of those that are posted and whose address is known, the one that was there first. */
function shownBy(rows: readonly Notification[]): Notification | null {
  const linked = rows
    .filter(({ surface, link }) => surface === 'message' && link != null)
    .sort((a, b) => (acceptedAt(a.sent) ?? Infinity) - (acceptedAt(b.sent) ?? Infinity));
  return linked[0] ?? null;
}

/** The receiver whose message a row hangs under, or leads to; null: it does neither. */
function messageBeside({ receiver, projection }: Notification): string | null {
  if (projection.surface === 'room-post') return projection.beside;
  return projection.surface === 'thread' ? receiver : null;
}

/** The root whose page has to stand before a child's may end. */
function coveringRoot({ projection }: Notification): string | null {
  return projection.surface === 'page' && projection.state === 'resolved' ? projection.after : null;
}

function needsRootMessage(row: Notification): boolean {
  const { sent, attempts } = row;
  return (
    isStorm(row) && handleOf(sent) === null && attempts.ambiguousAt === null && attempts.startedAt === null
  );
}

function isUnsettledChild(other: Notification, root: Notification): boolean {
  const { projection, attempts } = other;
  const child =
    projection.surface === 'message' &&
    projection.state === 'part-of' &&
    projection.partOf.incident === root.incident;
  return (
    child &&
    other.receiver === root.receiver &&
    (attempts.startedAt !== null || attempts.ambiguousAt !== null)
  );
}
