import type { Outcome } from '../../../domain/sending/outcome.ts';
import { toldUpto } from '../../../domain/sending/sent.ts';
import type { NoteProjection } from '../../../domain/sending/note-projection.ts';
import type { Clock } from '../../../seams/clock.ts';
import type { Log } from '../../../seams/log.ts';
import type { Notifier, Send } from '../../../seams/notifier.ts';
import { beginningOf } from '../../../seams/answer-body.ts';
import { transportFailure } from '../../../seams/transport-failure.ts';
import { notesCredential } from '../receiver.ts';
import { readNoteMark } from './note-mark.ts';
import { failedRest, type RestReply } from './note-outcome.ts';
import { noteText } from './note-text.ts';
import { noteMade, notesListed } from './note-wire.ts';
import type { RestAccess } from './rest-wire.ts';

/** What writing notes needs. */
interface NoteNotifierOptions {
  readonly rest: RestAccess;
  /** Address of the user in whose name notes are written. */
  readonly from: string;
  readonly clock: Clock;
  readonly log: Log;
}

const timeoutMs = 5_000;
/** An incident has at most 2,000 notes (PagerDuty REST API, "Create a note on an incident"). */
const mostAnswer = 8_000_000;

/**
 * "960 requests per minute" for a whole account (PagerDuty developer docs, REST API rate limits): others ask there as
 * well, and whoever is woken must be able to.
 */
const notesAMinute = 120;

/** Writes the story of incidents as notes at PagerDuty (REST API, `POST /incidents/{id}/notes`). */
export function createNoteNotifier(options: NoteNotifierOptions): Notifier {
  return {
    credential: notesCredential(options.rest.token),
    debits: () => [
      { bucket: 'notes', spec: { kind: 'window', limit: notesAMinute, perMs: 62_000 }, share: 1 },
    ],
    send: (send) => perform(options, send),
    close: () => Promise.resolve(),
  };
}

async function perform(options: NoteNotifierOptions, { row, step }: Send): Promise<Outcome> {
  const { projection } = row;
  if (projection.surface !== 'note') {
    const reason = `A ${projection.surface} is no note. Please report this.`;
    return { kind: 'refused', code: 'payload-refused', reason };
  }
  const told = toldUpto(row.sent);
  return step === 'lookup' ? look(options, projection, told) : write(options, projection, told);
}

async function write(options: NoteNotifierOptions, note: NoteProjection, told: number): Promise<Outcome> {
  const text = noteText(note, told);
  // Nothing is left to tell: what was wanted went out with the note before.
  if (text === null) return { kind: 'delivered', handle: null };
  const body = JSON.stringify({ note: { content: text.content } });
  const answer = await call(options, note, body);
  if ('kind' in answer) return answer;
  const made = answer.status >= 200 && answer.status < 300 ? noteMade(answer.body) : null;
  if (made !== null) return { kind: 'delivered', handle: made.id };
  const outcome = failedRest(answer, options);
  if (outcome.kind === 'refused')
    options.log.warn({ incident: note.incident, reason: outcome.reason }, 'PagerDuty refused a note.');
  return outcome;
}

/** Whether the note is there whose answer was lost: PagerDuty takes no key by which a second one would be the first. */
async function look(options: NoteNotifierOptions, note: NoteProjection, told: number): Promise<Outcome> {
  const answer = await call(options, note, null);
  if ('kind' in answer) return answer;
  const notes = answer.status === 200 ? notesListed(answer.body) : null;
  if (notes === null) return failedRest(answer, options);
  const own = notes.flatMap(({ id, content }) => {
    const mark = readNoteMark(content);
    const isOwn = mark?.install === note.install && mark.incident === note.incident && mark.upto > told;
    return isOwn ? [{ handle: id, upto: mark.upto }] : [];
  });
  const [newest] = own.sort((a, b) => b.upto - a.upto);
  return newest === undefined ? { kind: 'absent' } : { kind: 'found', alerts: 0, ...newest };
}

/** @param body Null: the notes are listed. */
async function call(
  { rest, from, clock }: NoteNotifierOptions,
  { pagerIncident }: NoteProjection,
  body: string | null,
): Promise<RestReply | Outcome> {
  const base = rest.apiUrl.replace(/\/+$/, '');
  const url = new URL(`${base}/incidents/${encodeURIComponent(pagerIncident)}/notes`);
  try {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      headers: {
        authorization: `Token token=${rest.token}`,
        accept: 'application/vnd.pagerduty+json;version=2',
        'user-agent': 'stormrelay',
        ...(body !== null && { 'content-type': 'application/json', from }),
      },
      body,
      // Nobody else gets the token.
      redirect: 'error',
      signal: AbortSignal.timeout(clock.realTimeout(timeoutMs)),
    });
    const { status, headers } = response;
    const text = await beginningOf(response.body, mostAnswer);
    const resetSeconds = headers.get('ratelimit-reset') ?? headers.get('retry-after');
    return { status, resetSeconds, body: text, host: url.host };
  } catch (error) {
    return transportFailure(error, url.host);
  }
}
