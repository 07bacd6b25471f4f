import { inline, code } from '../render/escape.ts';
import { timeOfDay } from '../render/wording.ts';

/** What somebody did that had its effect. */
export type Deed =
  'acknowledge' | 'resolve' | 'page' | 'assign' | 'mute' | 'unmute' | 'split' | 'merge' | 'room' | 'archive';

/** An incident as whoever did something to it is told of it; unescaped. */
export interface Called {
  readonly id: string;
  /** What people call it. */
  readonly title: string;
}

const done: Readonly<Record<Deed, string>> = {
  acknowledge: '👀 *You are on it:*',
  resolve: '✅ *Resolved:*',
  page: '📟 *Whoever is on call is being paged for*',
  assign: '🙋 *It is yours:*',
  mute: '🔇 *Quiet',
  unmute: '🔊 *Heard again:*',
  split: '✂️ *On its own now:*',
  merge: '🧩 *One trouble now:*',
  room: '💬 *A channel is being made for*',
  archive: '📦 *Its channel is being archived:*',
};

/** Another has it in hand, and whoever asked stands beside them now: as one line of markup. @param since Virtual UNIX ms. */
export function besideLine(first: string | null, since: number, incident: Called): string {
  const who = inline(first ?? 'somebody', 80);
  return `👀 *You stand beside now, ${who} has it since ${timeOfDay(since)}:* ${calledLine(incident)}`;
}

/** What happened, and to what, as one line of markup; `quiet` says of a mute how long, for example `for 1 h`. */
export function doneLine(deed: Deed, incident: Called, quiet: string): string {
  return `${done[deed]}${deed === 'mute' ? ` ${quiet}:*` : ''} ${calledLine(incident)}`;
}

/** An incident by its name and its id, as markup. */
export function calledLine({ id, title }: Called): string {
  return `${inline(title, 160)} (${code(id, 60)})`;
}
