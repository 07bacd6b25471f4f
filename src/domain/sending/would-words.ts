import { sentenceOf } from '../decision/words.ts';
import type { WouldSend } from './would-send.ts';

/** Whom a receiver in the shadow would have woken or told, and why. No sentence of it says that somebody was. */
export function wouldSay(send: WouldSend): string {
  const whom = `${send.receiver} (shadow)`;
  if (send.what === 'message') return `would tell ${whom} in ${send.to.join(', ')}: ${send.title}`;
  const again = send.generation === 1 ? '' : `, page ${send.generation}`;
  return `would page ${whom}${again}: ${sentenceOf(send.reason)}`;
}
