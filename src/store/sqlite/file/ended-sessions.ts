import type { EndedSession } from '../../../seams/store.ts';
import type { Connection } from './connection.ts';
import { saveSetting, setting } from './settings.ts';

/** Log-ins that were ended and whose time is not over. */
export function endedSessions(connection: Connection, now: number): readonly EndedSession[] {
  const kept = setting(connection, 'ended-sessions');
  if (kept === null) return [];
  // Written by this module alone.
  return (JSON.parse(kept) as readonly EndedSession[]).filter(({ until }) => until > now);
}

/** Adds one; whoever ends a log-in has it, so there are few. */
export function endSession(connection: Connection, session: EndedSession, now: number): void {
  connection.write(() =>
    saveSetting(
      connection,
      'ended-sessions',
      JSON.stringify([...endedSessions(connection, now).filter(({ id }) => id !== session.id), session]),
    ),
  );
}
