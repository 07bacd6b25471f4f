import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Overview } from '../../../../observe/overview.ts';
import { readJson, tell } from '../feed/asking.ts';
import { useOnce } from '../incidents/acts.tsx';
import { count, plural } from '../words/figures.ts';
import { Letter, type LetterShown } from './letter.tsx';

const shownAtMost = 20;

/** What cannot go on by itself, with what can be done about it. */
export function Letters({ overview }: { readonly overview: Overview }): JSX.Element | null {
  const { deadLetters: many, at } = overview;
  const { letters, read } = useLetters(overview);
  const [trouble, setTrouble] = useState('');
  const [busy, once] = useOnce();
  const replayAll = async (): Promise<void> => {
    setTrouble((await tell('/api/dead-letters/replay', { body: { all: true } })) ?? '');
    await read();
  };
  if (many === 0) return null;
  return (
    <section class="letters" aria-labelledby="letters-title" id="letters">
      <h2 id="letters-title">
        Dead letters{' '}
        <span id="letter-count" class="count">
          {count(many)}
        </span>
      </h2>
      <p class="more">Nothing more becomes of these by itself. Mend what stands there, then replay.</p>
      <ul id="letter-list">
        {letters.map((letter) => (
          <Letter key={letter.id} letter={letter} now={at} done={read} />
        ))}
      </ul>
      {many > shownAtMost && (
        <p id="letter-more" class="more">
          {`and ${plural(many - shownAtMost, 'older one')}: stormrelay dead-letters list`}
        </p>
      )}
      {many > 1 && (
        <button
          id="letter-all"
          class="act"
          type="button"
          disabled={busy}
          onClick={() => void once(replayAll)}
        >
          Replay all
        </button>
      )}
      <p id="letter-trouble" class="error" role="alert">
        {trouble}
      </p>
    </section>
  );
}

/** The overview has only how many there are: they are read anew when that is another number, or could not be read. */
function useLetters({ deadLetters: many, at }: Overview): {
  readonly letters: readonly LetterShown[];
  readonly read: () => Promise<void>;
} {
  const [letters, setLetters] = useState<readonly LetterShown[]>([]);
  const [failed, setFailed] = useState(false);
  const read = async (): Promise<void> => {
    const answer = await readJson<{ readonly deadLetters: readonly LetterShown[] }>(
      `/api/dead-letters?limit=${shownAtMost}`,
    );
    if (answer.ok) setLetters(answer.body.deadLetters);
    setFailed(!answer.ok);
  };
  useEffect(() => {
    if (many > 0) void read();
  }, [many, failed ? at : null]);
  return { letters, read };
}
