import type { Overview } from '../../../observe/overview.ts';
import { deltaBetween, merged, type Delta, type Whole } from './delta.ts';

/** What is sent of an overview to many, each piece made once. */
export interface SharedFrames {
  /** Takes the newest state. */
  readonly push: (overview: Overview) => void;
  /** Of the newest state; 0: there is none yet. */
  readonly version: () => number;
  /**
   * What brings somebody who has a version to the newest: one delta, or all of it where they have nothing (0) or too
   * much lies between. Null: they have it, or there is none yet.
   */
  readonly since: (version: number) => string | null;
}

/** So many changes are kept: 15 s of them where they come fast, and all of a state is hardly more than they are. */
const deltasKept = 60;

/** Numbers the states that are pushed, and remembers what changed between the newest of them. */
export function sharedFrames(): SharedFrames {
  let newest: Whole | null = null;
  let deltas: readonly Delta[] = [];
  const texts = new Map<number, string>();
  return {
    push: (overview) => {
      const next: Whole = { type: 'whole', version: (newest?.version ?? 0) + 1, overview };
      if (newest !== null) deltas = [...deltas, deltaBetween(newest, next)].slice(-deltasKept);
      newest = next;
      texts.clear();
    },
    version: () => newest?.version ?? 0,
    since: (version) => {
      if (newest === null || version === newest.version) return null;
      const text = texts.get(version) ?? JSON.stringify(deltaSince(version, deltas) ?? newest);
      texts.set(version, text);
      return text;
    },
  };
}

/** All that changed since a version, as one; null: it is not known any more. */
function deltaSince(version: number, deltas: readonly Delta[]): Delta | null {
  const first = deltas.findIndex(({ since }) => since === version);
  if (first === -1) return null;
  return deltas
    .slice(first + 1)
    .reduce<Delta | null>((sum, next) => sum && merged(sum, next), deltas[first] ?? null);
}
