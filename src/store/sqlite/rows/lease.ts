import { LostLease, type Lease } from '../../../seams/store.ts';
import { integer, text } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';

/** Who wants a lease, and for how long, in virtual ms. */
interface LeaseRequest {
  readonly name: string;
  readonly holder: string;
  readonly ttlMs: number;
}

/** Takes or renews a lease and gives its epoch; null while another holder's is valid. */
export function acquireLease(connection: Connection, request: LeaseRequest, now: number): number | null {
  return connection.write(() => {
    const row = connection.sql('SELECT holder, epoch, until FROM lease WHERE name = ?').get(request.name);
    const mine = row !== undefined && text(row, 'holder') === request.holder;
    if (row !== undefined && !mine && integer(row, 'until') > now) return null;
    const before = row === undefined ? 0 : integer(row, 'epoch');
    const epoch = mine ? before : before + 1;
    saveLease(connection, request, { epoch, until: now + request.ttlMs });
    return epoch;
  });
}

/** Keeps a lease until `until`; false, and nothing is changed, when it has another epoch by now. */
export function renewLease(connection: Connection, { name, epoch }: Lease, until: number): boolean {
  const renewed = connection.write(() =>
    connection.sql('UPDATE lease SET until = ? WHERE name = ? AND epoch = ?').run(until, name, epoch),
  );
  return renewed.changes > 0;
}

function saveLease(
  connection: Connection,
  request: LeaseRequest,
  term: { readonly epoch: number; readonly until: number },
): void {
  connection
    .sql(
      `INSERT INTO lease (name, holder, epoch, until) VALUES (?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = excluded.epoch, until = excluded.until`,
    )
    .run(request.name, request.holder, term.epoch, term.until);
}

/**
 * Makes sure that a lease still has this epoch; the caller holds the transaction. On a store on which nobody took the
 * lease it is 0.
 * @throws LostLease when it has not.
 */
export function fenceLease(connection: Connection, { name, epoch }: Lease): void {
  const row = connection.sql('SELECT epoch, holder FROM lease WHERE name = ?').get(name);
  const stored = row === undefined ? 0 : integer(row, 'epoch');
  if (stored === epoch) return;
  const holder = row === undefined ? 'nobody' : text(row, 'holder');
  throw new LostLease(
    `The ${name} lease has epoch ${stored} now, held by ${holder}; this process wrote under epoch ${epoch} and changed nothing. ` +
      'It must stop: another one goes on in its place.',
  );
}

/** Ends every lease. Who holds the file's lock knows that all former holders are gone, so nobody waits for them. */
export function endLeases(connection: Connection): void {
  connection.write(() => connection.sql('UPDATE lease SET until = 0').run());
}
