import type { Attempts, Notification } from '../../src/domain/sending/notification.ts';
import { noAttempts } from '../../src/domain/sending/notification.ts';
import type { Step } from '../../src/domain/sending/outcome.ts';
import type { Projection } from '../../src/domain/sending/projection.ts';
import { nothingSent, type Sent } from '../../src/domain/sending/sent.ts';
import type { Clock } from '../../src/seams/clock.ts';
import type { Log } from '../../src/seams/log.ts';
import type { Send } from '../../src/seams/notifier.ts';
import { brokeAt } from './example-projections.ts';

/** A notification row about a projection. */
export function rowOf(
  projection: Projection,
  lane: string,
  over: { readonly sent?: Sent; readonly attempts?: Partial<Attempts> } = {},
): Notification {
  const { incident, surface } = projection;
  return {
    id: `${incident}/${lane}/${surface}`,
    incident,
    receiver: lane.replace(':', '/'),
    surface,
    lane,
    credential: 'slack:00000000',
    projection,
    digest: 'd',
    statusDigest: 's',
    alerts: 'alerts' in projection ? projection.alerts : 0,
    services: ['checkout'],
    severityRank: 2,
    openedAt: brokeAt,
    sent: over.sent ?? nothingSent,
    attempts: { ...noAttempts, ...over.attempts },
    pendingSince: brokeAt,
  };
}

/** A send of a row. */
export function sendOf(row: Notification, step: Step, over: Partial<Send> = {}): Send {
  const alone = { parentHandle: null, messageLink: null, lag: null };
  return { row, step, sendClass: 'first', ...alone, now: brokeAt + 175_000, ...over };
}

/** A clock that stands still. A request is given ten seconds, so that a busy machine fails no test. */
export function stillClock(): Clock {
  return withTimeout(10_000);
}

/** The same for a service that is never going to answer: nothing is gained by waiting long. */
export function hastyClock(): Clock {
  return withTimeout(300);
}

/** The one of the two that fits a service which answers, or never does. */
export function clockFor(isSilent: boolean): Clock {
  return isSilent ? hastyClock() : stillClock();
}

function withTimeout(realMs: number): Clock {
  return { now: () => brokeAt, sleep: () => Promise.resolve(), realTimeout: () => realMs };
}

/** A log that keeps its lines as text. */
export function keptLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { log: { debug: keep, info: keep, warn: keep, error: keep }, lines };
}
