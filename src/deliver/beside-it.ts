import { handleOf } from '../domain/sending/sent.ts';
import type { Send } from '../seams/notifier.ts';
import type { Related } from './steps/step.ts';

/** What a send has to know of the message that belongs to it. */
export type Beside = Pick<Send, 'parentHandle' | 'messageLink'>;

/** Reads it out of the rows. */
export function besideIt({ parent }: Related): Beside {
  return { parentHandle: parent === null ? null : handleOf(parent.sent), messageLink: parent?.link ?? null };
}
