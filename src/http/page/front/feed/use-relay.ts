import { useEffect, useState } from 'preact/hooks';
import type { Overview } from '../../../../observe/overview.ts';
import { noteSilence } from './asking.ts';
import { followRelay, type Way, type WhyUnknown } from './relay-feed.ts';

/** Since when nobody knows how the relay is, and why. */
export interface Unknown {
  readonly since: number;
  readonly why: WhyUnknown;
}

/** The relay as this page knows it. */
export interface RelayKnown {
  /** Null: nothing came yet. */
  readonly overview: Overview | null;
  /** When that came, by the browser's clock; null: nothing came yet. */
  readonly heardAt: number | null;
  readonly connection: 'connecting' | 'lost' | Way;
  /** Since when the overview cannot be believed; null while it can. */
  readonly unknown: Unknown | null;
}

/** Follows the relay. */
export function useRelay(): RelayKnown {
  const [known, setKnown] = useState<RelayKnown>({
    overview: null,
    heardAt: null,
    connection: 'connecting',
    unknown: null,
  });
  useEffect(() => {
    followRelay({
      overview: (overview, connection) => {
        noteSilence(false);
        setKnown({ overview, heardAt: Date.now(), connection, unknown: null });
      },
      lost: () => setKnown((before) => ({ ...before, connection: 'lost' })),
      unknown: (since, why) => {
        noteSilence(why !== 'logged-out');
        setKnown((before) => unknownSince(before, since, why));
      },
    });
  }, []);
  return known;
}

/** The first silence counts; that a log-in ended explains it. */
function unknownSince(before: RelayKnown, since: number, why: WhyUnknown): RelayKnown {
  const { unknown } = before;
  if (unknown !== null && why !== 'logged-out') return { ...before, connection: 'lost' };
  return { ...before, connection: 'lost', unknown: { since: unknown?.since ?? since, why } };
}
