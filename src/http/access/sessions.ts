import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { EndedSession, OperatorStore } from '../../seams/store.ts';
import { newSession, readSession, sessionOf } from './session.ts';

/** Who is logged in. */
export interface Sessions {
  /** Takes up what was ended before a restart. */
  remember(): Promise<void>;
  /** Begins one: its text is for the browser. */
  begin(): string;
  isOpen(request: IncomingMessage): boolean;
  /** Ends the one that the request shows, for whoever else has a copy of it too. */
  end(request: IncomingMessage): Promise<void>;
}

/** What sessions need. */
interface SessionsDeps {
  readonly adminToken: string;
  readonly store: Pick<OperatorStore, 'endedSessions' | 'endSession'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Sessions are signed and not kept; what is kept is which of them are over before their time. */
export function createSessions({ adminToken, store, clock, log }: SessionsDeps): Sessions {
  const ended = new Map<string, number>();
  const shownIn = (request: IncomingMessage): EndedSession | null => {
    const shown = readSession(adminToken, sessionOf(request.headers.cookie), clock.now());
    return shown === null || ended.has(shown.id) ? null : shown;
  };
  const forget = (now: number): void => {
    for (const [id, until] of ended) if (until <= now) ended.delete(id);
  };
  return {
    remember: async () => {
      for (const { id, until } of await store.endedSessions(clock.now())) ended.set(id, until);
    },
    begin: () => newSession(adminToken, clock.now()),
    isOpen: (request) => shownIn(request) !== null,
    end: async (request) => {
      const now = clock.now();
      const session = shownIn(request);
      if (session === null) return;
      forget(now);
      // From here on nobody is let in with it, whatever the disk says.
      ended.set(session.id, session.until);
      await store.endSession(session, now).catch((error: unknown) => {
        log.warn(
          { error: String(error) },
          'That a session was ended could not be stored: a restart forgets it.',
        );
      });
    },
  };
}
