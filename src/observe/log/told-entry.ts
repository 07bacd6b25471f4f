import type { DeadLetter } from '../../domain/sending/dead-letter.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import type { Disposition } from '../../domain/inbox/disposition.ts';

/** What became of one entry, in words. */
export function toldDisposition(one: { readonly seq: number; readonly disposition: Disposition }): object {
  const { kind, decision, reason } = one.disposition;
  return { seq: one.seq, disposition: { kind, code: decision.code, reason } };
}

/** A dead letter, in words. */
export function toldLetter({ decision, ...letter }: DeadLetter): object {
  return { ...letter, code: decision.code, reason: sentenceOf(decision) };
}
