import type { Appended } from '../../../domain/inbox/entry.ts';
import type { Healed } from '../../../seams/quarantine-store.ts';
import type { Connection } from '../file/connection.ts';
import type { Room } from '../file/room.ts';
import { append } from './inbox.ts';
import { letGo } from './quarantine.ts';

/** Appends what was healed and lets go of it in the quarantine, in one commit. */
export function heal(
  connection: Connection,
  room: Room,
  healed: readonly Healed[],
  now: number,
): readonly Appended[] {
  return connection.write(() => {
    const there = healed.filter(({ id }) => letGo(connection, id));
    return append(
      connection,
      room,
      there.map(({ delivery }) => delivery),
      now,
    );
  });
}
