import type { DeadLetter } from '../domain/sending/dead-letter.ts';
import { sentenceOf } from '../domain/decision/words.ts';
import { UsageError } from './complain.ts';
import { askRelay } from './asking/ask-relay.ts';
import { hanging, print } from './print.ts';
import { reading, when } from './reading-store.ts';

/** `stormrelay dead-letters list`: what cannot go on by itself; `all`: closed ones too. */
export async function list(options: { readonly all?: boolean }): Promise<void> {
  await reading(async (store) => {
    const letters = await store.deadLetters(options.all === true ? 'all' : 'open', 200);
    if (letters.length === 0) print('There are no dead letters.');
    for (const letter of letters) print(line(letter));
  });
}

/** `stormrelay dead-letters show <id>`: one of them with its payload. */
export async function show(text: string): Promise<void> {
  const id = numberOf(text);
  await reading(async (store) => {
    const letter = await store.deadLetter(id);
    if (letter === null) throw new UsageError(`There is no dead letter ${id}.`);
    print(line(letter));
    const payload =
      letter.kind === 'entry'
        ? (await store.entry(Number(letter.subject)))?.body
        : JSON.stringify((await store.notification(letter.subject))?.projection, null, 2);
    print(payload ?? 'Its payload is no longer kept.');
  });
}

/** `stormrelay dead-letters replay|discard <id>`: tries it again, or closes it for good; the running relay does it. */
export async function close(action: 'replay' | 'discard', text: string): Promise<void> {
  const id = numberOf(text);
  await askRelay(`/api/dead-letters/${id}/${action}`);
  print(`Dead letter ${id}: ${action === 'replay' ? 'tried again' : 'discarded'}.`);
}

function line(letter: DeadLetter): string {
  return `${letter.id}  ${when(letter.at)}  ${letter.state}  ${letter.kind} ${letter.subject}  ${hanging(sentenceOf(letter.decision), 4)}`;
}

function numberOf(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1)
    throw new UsageError(`"${text}" is no number of a dead letter. See: stormrelay dead-letters list`);
  return id;
}
