import { z } from 'zod';
import { UsageError } from './complain.ts';
import { askRelay } from './asking/ask-relay.ts';
import { hanging, print } from './print.ts';
import { reading, when } from './reading-store.ts';
import { secretsOf } from '../config/secrets.ts';
import { createOwnRedactor } from '../domain/text/secrets.ts';
import { isMeant, type DeadLetter, type WhichLetters } from '../domain/sending/dead-letter.ts';
import { sentenceOf } from '../domain/decision/words.ts';
import { readLetterStory } from '../observe/log/told-letter.ts';

/** Which are meant, as people write it. */
export interface Meant {
  readonly kind?: 'entry' | 'notification';
  readonly incident?: string;
  readonly code?: string;
  readonly receiver?: string;
  readonly since?: string;
  readonly all?: boolean;
}

/** Who closes them, and why. */
interface Said {
  readonly by?: string;
  readonly reason?: string;
}

/** `stormrelay dead-letters list`: what cannot go on by itself; `all`: closed ones too. */
export async function list(meant: Meant): Promise<void> {
  const which = whichOf([], meant);
  await reading(async (store) => {
    const letters = (await store.deadLetters(meant.all === true ? 'all' : 'open', listedAtMost)).filter(
      (letter) => isMeant(letter, which),
    );
    if (letters.length === 0) print('There are no dead letters.');
    for (const letter of letters.slice(0, shownAtMost)) print(line(letter));
    if (letters.length > shownAtMost) print(`… and ${letters.length - shownAtMost} more.`);
  });
}

const listedAtMost = 100_000;
const shownAtMost = 200;

/** `stormrelay dead-letters show <id>`: one of them with what it was to say, what was answered, and what became of it. */
export async function show(text: string): Promise<void> {
  const id = numberOf(text);
  await reading(async (store, settings) => {
    const letter = await store.deadLetter(id);
    if (letter === null) throw new UsageError(`There is no dead letter ${id}.`);
    const { request, response, history } = await readLetterStory(
      store,
      letter,
      createOwnRedactor(secretsOf(settings)),
    );
    print(line(letter));
    print('Request:');
    print(request === null ? '  It is no longer kept.' : inLines(request));
    print('Response:');
    print(inLines(response));
    print('History:');
    for (const death of history) print(inLines(death));
  });
}

/** `stormrelay dead-letters replay|discard`: tries them again, or closes them for good; the running relay does it. */
export async function close(
  action: 'replay' | 'discard',
  texts: readonly string[],
  options: Meant & Said,
): Promise<void> {
  const { by: who = null, reason = null } = options;
  const { all = false } = options;
  const ids = texts.map(numberOf);
  const which = whichOf(ids, options);
  if (!all && Object.values(which).every((one) => one === null))
    throw new UsageError('Say which dead letters are meant: their numbers, a filter, or --all.');
  const done = action === 'replay' ? 'tried again' : 'discarded';
  const [only] = ids;
  if (only !== undefined && ids.length === 1) {
    await askRelay(`/api/dead-letters/${only}/${action}`, { who, reason });
    print(`Dead letter ${only}: ${done}.`);
    return;
  }
  const answer = await askRelay(`/api/dead-letters/${action}`, { ...which, all, who, reason });
  const { closed, notClosed, left } = closedMany.parse(answer);
  print(`${count(closed.length)}: ${done}.`);
  if (notClosed.length > 0)
    print(
      `Not open any more, or no longer kept: ${notClosed.slice(0, 20).join(', ')}${notClosed.length > 20 ? ' …' : ''}.`,
    );
  if (left > 0) print(`${count(left)} more are meant: give the command again.`);
}

const closedMany = z.object({
  closed: z.array(z.number()),
  notClosed: z.array(z.number()),
  left: z.number(),
});

function count(letters: number): string {
  return letters === 1 ? '1 dead letter' : `${letters} dead letters`;
}

function whichOf(ids: readonly number[], meant: Meant): WhichLetters {
  const { kind = null, incident = null, code = null, receiver = null, since } = meant;
  return {
    ids: ids.length === 0 ? null : ids,
    kind,
    incident,
    code,
    receiver,
    since: since === undefined ? null : momentOf(since),
    until: null,
  };
}

function momentOf(since: string): number {
  const at = Date.parse(since);
  if (/^\d{4}-/.test(since) && !Number.isNaN(at)) return at;
  throw new UsageError(`"${since}" is no moment. Write it as 2027-01-30T22:00:00+01:00.`);
}

function line(letter: DeadLetter): string {
  const { closed } = letter;
  const by =
    closed?.by == null ? '' : ` by ${closed.by}${closed.why === null ? '' : ` because: ${closed.why}`}`;
  return `${letter.id}  ${when(letter.at)}  ${letter.state}${by}  ${letter.kind} ${letter.subject}  ${hanging(sentenceOf(letter.decision), 4)}`;
}

/** JSON that stands two columns in. */
function inLines(value: object): string {
  return `  ${hanging(JSON.stringify(value, null, 2), 2)}`;
}

function numberOf(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1)
    throw new UsageError(`"${text}" is no number of a dead letter. See: stormrelay dead-letters list`);
  return id;
}
