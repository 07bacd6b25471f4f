import { noAttempts, type Attempts, type Notification } from '../../domain/sending/notification.ts';
import type { Sent } from '../../domain/sending/sent.ts';
import { sentAfterGone } from '../steps/now-shown.ts';

const minute = 60_000;

/** What is gone comes back at once; what goes again and again has a pause before each time, the last for good, ms. */
const pausesMs = [0, minute, 5 * minute, 10 * minute];

/** A row whose post is gone, or is of no use any more: it is posted anew. */
export function anew(row: Notification, now: number): { readonly sent: Sent; readonly attempts: Attempts } {
  const sent = sentAfterGone(row);
  const lost = sent.phase === 'gone' ? (sent.lost ?? 1) : 1;
  const pause = pausesMs[Math.min(lost, pausesMs.length) - 1] ?? 0;
  return { sent, attempts: { ...noAttempts, notBefore: pause === 0 ? 0 : now + pause } };
}
