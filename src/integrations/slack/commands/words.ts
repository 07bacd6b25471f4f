import { nearWord } from '../../../domain/text/near-word.ts';
import { spanIn, spanMeant } from '../../../domain/text/span.ts';
import { visibleLine } from '../../../domain/text/visible-text.ts';

/** What can be done to an incident by a word. */
export type Act = 'acknowledge' | 'resolve' | 'page' | 'mute' | 'unmute' | 'split';

/** What somebody wrote behind `/stormrelay`. */
export type Said =
  | { readonly kind: 'open' | 'oncall' | 'help' }
  /** `forMs`: of a mute, how long; null where nobody said. `issue`: of a split, which of its issues; absent: all of it. */
  | {
      readonly kind: 'act';
      readonly act: Act;
      readonly incident: string;
      readonly forMs: number | null;
      readonly issue?: string;
    }
  /** It needs an incident, and names none. */
  | { readonly kind: 'whose'; readonly act: Act }
  /** A mute for no time that can be asked for. */
  | { readonly kind: 'how-long'; readonly incident: string; readonly said: string }
  /** More than the word takes. */
  | { readonly kind: 'too-much'; readonly word: Word; readonly rest: string }
  | { readonly kind: 'unknown'; readonly word: string; readonly meant: Word | null };

/** The words that can be said, as they are listed. */
const words = ['open', 'ack', 'resolve', 'page', 'mute', 'unmute', 'split', 'oncall', 'help'] as const;
type Word = (typeof words)[number];

/** Other words for them. */
const alike: Readonly<Record<string, Word>> = {
  acknowledge: 'ack',
  'on-call': 'oncall',
  list: 'open',
  incidents: 'open',
  silence: 'mute',
  unsilence: 'unmute',
  close: 'resolve',
};

const acts: Readonly<Partial<Record<Word, Act>>> = {
  ack: 'acknowledge',
  resolve: 'resolve',
  page: 'page',
  mute: 'mute',
  unmute: 'unmute',
  split: 'split',
};

/** The word for an act. */
export function wordFor(act: Act): Word {
  return act === 'acknowledge' ? 'ack' : act;
}

/** So short and so long somebody may have quiet, ms. */
const muteBounds = { leastMs: 5 * 60_000, mostMs: 24 * 3_600_000 } as const;

/** So much of what was said is repeated at most, in characters. */
const repeated = 40;

/** Reads what was written behind `/stormrelay`; nothing is `open`. */
export function readWords(text: string): Said {
  const [first = 'open', ...rest] = visibleLine(text.slice(0, 500))
    .split(' ')
    .filter((part) => part !== '');
  const word = wordOf(first.toLowerCase());
  if (word === null)
    return { kind: 'unknown', word: first.slice(0, repeated), meant: meantBy(first.toLowerCase()) };
  const act = acts[word];
  if (act !== undefined) return readAct(act, rest);
  if (word !== 'help' && rest.length > 0)
    return { kind: 'too-much', word, rest: rest.join(' ').slice(0, repeated) };
  return { kind: word === 'open' || word === 'oncall' ? word : 'help' };
}

function wordOf(said: string): Word | null {
  if (Object.hasOwn(alike, said)) return alike[said] ?? null;
  return words.find((word) => word === said) ?? null;
}

/** Short words are near everything. */
function meantBy(said: string): Word | null {
  const near = nearWord(said, [...words, ...Object.keys(alike)], said.length < 4 ? 1 : 2);
  return near === null ? null : wordOf(near);
}

function readAct(act: Act, [named, ...rest]: readonly string[]): Said {
  const incident = (named ?? '').replaceAll(/[`*<>]/g, '').slice(0, 80);
  if (incident === '') return { kind: 'whose', act };
  const [issue, ...beyond] = rest;
  if (act === 'split' && issue !== undefined && beyond.length === 0)
    return { kind: 'act', act, incident, forMs: null, issue: issue.slice(0, 80) };
  const more = rest.filter((part) => part !== 'for').join('');
  if (act !== 'mute' && more !== '')
    return { kind: 'too-much', word: wordFor(act), rest: rest.join(' ').slice(0, repeated) };
  if (more === '') return { kind: 'act', act, incident, forMs: null };
  const forMs = lengthOf(more);
  return forMs === null
    ? { kind: 'how-long', incident, said: rest.join(' ').slice(0, repeated) }
    : { kind: 'act', act, incident, forMs };
}

/** `30m`, `2hours`, `1h30min`; null for anything else, and beyond the bounds. */
function lengthOf(said: string): number | null {
  const ms = spanIn(spanMeant(said) ?? '') ?? 0;
  return ms >= muteBounds.leastMs && ms <= muteBounds.mostMs ? ms : null;
}
