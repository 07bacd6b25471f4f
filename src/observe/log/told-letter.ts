import type { DeadLetter } from '../../domain/sending/dead-letter.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Redactor } from '../../domain/text/secrets.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import type { InboxStore, OperatorStore, Store } from '../../seams/store.ts';
import { readReplayed } from '../../ingest/replayed-entry.ts';
import { toldDisposition } from './told-entry.ts';

/** A dead letter, in words. */
export function toldLetter({ decision, ...letter }: DeadLetter): ToldLetter {
  return { ...letter, code: decision.code, reason: sentenceOf(decision) };
}

interface ToldLetter extends Omit<DeadLetter, 'decision'> {
  readonly code: string;
  readonly reason: string;
}

/** What is known of one dead letter. */
interface LetterStory {
  readonly deadLetter: ToldLetter;
  /** What could not go on; null: it is no longer kept. */
  readonly request: object | null;
  /** What was said to it last, and how often it was tried. */
  readonly response: { readonly code: string; readonly reason: string; readonly attempts: number } & object;
  /** What it was before and became since, the first death first. */
  readonly history: readonly object[];
}

/** What telling reads. */
type LetterRows = Pick<OperatorStore, 'deadLetter' | 'deadLettersOf' | 'disposition'> &
  Pick<InboxStore, 'entry'> &
  Pick<Store, 'notification'>;

/** More replays of one entry than anybody tries. */
const replaysAtMost = 50;

/** Reads what is known of one, bodies as they came but for the relay's own secrets. */
export async function readLetterStory(
  store: LetterRows,
  letter: DeadLetter,
  redactor: Redactor,
): Promise<LetterStory> {
  return redactor.deep(await storyOf(store, letter));
}

async function storyOf(store: LetterRows, letter: DeadLetter): Promise<LetterStory> {
  const deadLetter = toldLetter(letter);
  const { code, reason, attempts } = deadLetter;
  const history = await historyOf(store, letter);
  if (letter.kind === 'notification') {
    const row = await store.notification(letter.subject);
    const response = { code, reason, attempts, ...(row === null ? {} : stillTold(row)) };
    return { deadLetter, request: row === null ? null : wantedOf(row), response, history };
  }
  const entry = await store.entry(Number(letter.subject));
  const request =
    entry === null
      ? null
      : {
          source: entry.source,
          kind: entry.kind,
          receivedAt: entry.receivedAt,
          firstReceivedAt: entry.firstReceivedAt ?? entry.receivedAt,
          verifiedBy: entry.verifiedBy,
          body: entry.body,
        };
  return { deadLetter, request, response: { code, reason, attempts }, history };
}

function wantedOf({ lane, surface, receiver, projection }: Notification): object {
  return { lane, surface, receiver, projection };
}

function stillTold({ attempts, pendingSince }: Notification): object {
  const { lastCode = null, lastError, firstFailedAt, plain } = attempts;
  return { trouble: lastCode, said: lastError, firstFailedAt, asPlainText: plain, pendingSince };
}

/** Deaths of the same subject; for an entry, of what it replays too, and what its own replay came to. */
async function historyOf(store: LetterRows, letter: DeadLetter): Promise<readonly object[]> {
  const deaths: DeadLetter[] = [];
  let subject: string | null = letter.subject;
  for (let n = 0; subject !== null && n < replaysAtMost; n += 1) {
    deaths.unshift(...(await store.deadLettersOf(letter.kind, subject)));
    subject = letter.kind === 'entry' ? await replayedBy(store, subject) : null;
  }
  const told: object[] = [];
  for (const death of deaths) {
    const seq = death.closed?.cameAgain ?? null;
    const became = seq === null ? null : await store.disposition(seq);
    const toldBecame =
      seq === null || became === null ? {} : { became: toldDisposition({ seq, disposition: became }) };
    told.push({ ...toldLetter(death), ...toldBecame });
  }
  return told;
}

async function replayedBy(store: LetterRows, seq: string): Promise<string | null> {
  const entry = await store.entry(Number(seq));
  const replayed = entry === null ? null : readReplayed(entry);
  return replayed === null ? null : String(replayed);
}
