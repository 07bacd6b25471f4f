import type { TroubleCode } from '../../domain/sending/trouble.ts';
import { isDrill, type Notification } from '../../domain/sending/notification.ts';
import type { Outcome, Step } from '../../domain/sending/outcome.ts';
import type { PageAnswer, PageTold } from '../../domain/sending/page-answer.ts';
import { toldBy } from '../../domain/sending/page-projection.ts';
import { acceptedAt, type Sent } from '../../domain/sending/sent.ts';
import type { Settlement } from '../../seams/store.ts';

/** What one generation of a page came to at its pager. */
export interface PageAnswered {
  readonly row: Pick<Notification, 'incident' | 'receiver' | 'projection' | 'id'>;
  readonly answer: PageAnswer;
}

/**
 * What a finished send says of whether somebody was woken, or told more; null where it says nothing of that: only a
 * trigger does.
 */
export function answerOfSend(
  row: Notification,
  step: Step,
  { outcome, settlement, now }: { outcome: Outcome; settlement: Settlement; now: number },
): PageAnswer | null {
  const { projection } = row;
  if (projection.surface !== 'page' || isDrill(row)) return null;
  const told = toldBy(projection);
  if (step !== 'create' && (step !== 'change' || !isNews(told, row.sent))) return null;
  if (outcome.kind === 'delivered') return { state: 'taken', at: now, said: null, told };
  const said = 'reason' in outcome ? outcome.reason : null;
  if (settlement.deadLetter !== null) return { state: 'given-up', at: now, said, told };
  // One more trigger of what the pager has leaves it as it is, whatever became of that.
  const mayBeTaken = settlement.sent.phase === 'maybe' || step === 'change';
  const doubt = outcome.kind === 'failed' && outcome.ambiguous && mayBeTaken && isLost(outcome.code);
  return { state: doubt ? 'in-doubt' : 'trying', at: now, said, told };
}

/** What a page that needed no send says of it: it was handled before it went out. Null for every other row. */
export function answerWithout(row: Notification, { timeline }: Settlement, now: number): PageAnswer | null {
  if (row.surface !== 'page' || isDrill(row)) return null;
  const handled = timeline.some(({ decision }) => decision.code === 'handled-before-page');
  return handled ? { state: 'needless', at: now, said: null } : null;
}

/** What is known of a page from its row alone, for whoever has not heard of it; null while nothing has become of it. */
export function answerIn({ sent, digest, attempts }: Notification, now: number): PageAnswer | null {
  const at = takenAt(sent);
  if (at !== null) return { state: 'taken', at, said: null, ...toldIn(sent) };
  const said = attempts.lastError;
  const since = attempts.firstFailedAt ?? now;
  const code = attempts.lastCode ?? null;
  if (sent.phase !== 'none') return { state: isLost(code) ? 'in-doubt' : 'trying', at: since, said };
  if (attempts.deadDigest === digest) return { state: 'given-up', at: since, said };
  // Nothing is left to do, and nothing was sent.
  if (sent.digest === digest) return { state: 'needless', at: now, said: null };
  return said === null ? null : { state: 'trying', at: since, said };
}

/** Whether no answer came. One that is an error is an answer: it confirms nothing. */
function isLost(code: TroubleCode | null): boolean {
  return code !== 'provider-failing';
}

/** When the pager took it; null when it has not, as far as is known. */
function takenAt(sent: Sent): number | null {
  return sent.phase === 'none' || sent.phase === 'maybe' ? null : acceptedAt(sent);
}

/** What the last trigger told; nothing where that is not known any more, or an older relay sent it. */
function toldIn(sent: Sent): Pick<PageAnswer, 'told'> {
  const trigger = sent.phase === 'open' ? sent.trigger : null;
  return trigger?.upto === undefined ? {} : { told: { beat: trigger.beat, upto: trigger.upto } };
}

/** Whether a trigger tells what the last one that was taken did not. */
function isNews({ beat, upto }: PageTold, sent: Sent): boolean {
  const trigger = sent.phase === 'open' ? sent.trigger : null;
  return trigger === null || beat > trigger.beat || upto > (trigger.upto ?? 0);
}
