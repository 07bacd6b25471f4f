import { fieldsOf, listOf, maybe, number, orElse, text, wordOf, type Values } from '../decision/shape.ts';
import { codedBy, type Coded, type ToldBefore } from '../decision/vocabulary.ts';

/** A channel, key or program that takes nothing, and why. */
const held = fieldsOf({ lane: text, reason: text });

/** A project that fell silent, its longest gap before, and what changed about when it did; all times virtual ms. */
const silent = fieldsOf({
  project: text,
  lastAt: number,
  usualMs: number,
  deploy: maybe(fieldsOf({ version: maybe(text), at: number, by: maybe(text) })),
  release: maybe(fieldsOf({ version: text, at: number })),
  sdk: maybe(fieldsOf({ name: text, before: number, major: number, at: number })),
});

/**
 * How many deliveries a store refused, for how long and since when (virtual ms), and why; older relays did not say the last two.
 * `why`: the disk had no room; it refused to be written; too much waited to be applied; something else, which the log tells.
 */
export const storeFailed = {
  refused: number,
  forMs: number,
  from: orElse(maybe(number), null),
  why: orElse(maybe(wordOf('no-room', 'disk-refuses', 'backlog', 'other')), null),
} as const;

const troubles = {
  /** Entries are durable, and the brain is so far behind. */
  'inbox-lags': { entries: number, forMs: number },
  /** Deliveries were refused, since the store could not write them. */
  'store-failed': storeFailed,
  /** What cannot go on by itself waits for an operator. */
  'dead-letters': { letters: number },
  'lanes-blocked': { lanes: listOf(held) },
  /** No key takes a page. */
  'nobody-paged': { lanes: listOf(held) },
  /** The canary failed again and again, and why. */
  'canary-fails': { why: text },
  /** Projects that always spoke do not; of very many the first. */
  'projects-silent': { count: number, projects: listOf(silent) },
} as const;

/** What the relay itself suffers from. */
export type OwnTrouble = Coded<typeof troubles>;

/** What a store refused. */
export type StoreFailed = Values<typeof storeFailed>;

/** What was refused twice in a row, as one. */
export function refusedTogether(before: StoreFailed, next: StoreFailed): StoreFailed {
  const from = before.from ?? next.from;
  const forMs =
    from === null || next.from === null ? before.forMs + next.forMs : next.from + next.forMs - from;
  return { refused: before.refused + next.refused, forMs, from, why: next.why };
}

/** Which of them. */
export type OwnTroubleCode = OwnTrouble['code'];

/** Reads what was stored. */
const stored = codedBy(troubles);

/** Reads a trouble out of an entry; null: it is another version's. */
export function readOwnTrouble(value: unknown): OwnTrouble | null {
  const read = stored(value);
  return typeof read === 'symbol' || isToldBefore(read) ? null : read;
}

function isToldBefore(read: OwnTrouble | ToldBefore): read is ToldBefore {
  return read.code === 'told-before';
}

/** Whether alerts reach nobody while it lasts, so that somebody has to be woken; nobody can be for what wakes nobody. */
export function wakesSomebody({ code }: OwnTrouble): boolean {
  switch (code) {
    case 'inbox-lags':
    case 'lanes-blocked':
    case 'canary-fails':
      return true;
    case 'store-failed':
    case 'dead-letters':
    case 'nobody-paged':
    case 'projects-silent':
      return false;
  }
}
