import type { Notification } from '../domain/sending/notification.ts';
import type { SendClass } from '../seams/notifier.ts';

/** A message that waited longer than this for its token says so. */
const lagShownMs = 5_000;

/** What a message says about its own delay; null when there was none to speak of, as where counters wait for their cadence. */
export function lagOf(row: Notification, sendClass: SendClass, startedAt: number): string | null {
  if (sendClass === 'counter' || sendClass === 'watched') return null;
  const waited = startedAt - (row.pendingSince ?? startedAt);
  return waited > lagShownMs ? `waited ${Math.round(waited / 1_000)} s for its turn` : null;
}
