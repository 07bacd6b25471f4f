import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Overview } from '../../../../observe/overview.ts';
import { wellWords, wrongWith } from '../words/relay-words.ts';
import { Books } from './books.tsx';
import { Deploys } from './deploys.tsx';
import { Letters } from './letters.tsx';
import { Objectives } from './objectives.tsx';
import { Pipeline } from './pipeline.tsx';
import { Quarantine } from './quarantine.tsx';
import { Rules } from './rules.tsx';

/** The relay itself, in one line that opens when something is wrong. */
export function Machine({ overview }: { readonly overview: Overview }): JSX.Element {
  const box = useRef<HTMLDetailsElement>(null);
  const wrong = wrongWith(overview);
  const isWrong = wrong.length > 0;
  const [isOpen, setOpen] = useState(false);
  // Whoever closes it while something is wrong has seen it.
  useEffect(() => {
    if (isWrong && box.current !== null) box.current.open = true;
  }, [isWrong]);
  return (
    <details
      id="machine"
      class="machine"
      data-tone={isWrong ? 'warn' : 'well'}
      ref={box}
      onToggle={() => setOpen(box.current?.open === true)}
    >
      <summary>
        <span id="machine-line">{isWrong ? wrong.join(' · ') : wellWords(overview)}</span>
      </summary>
      <Pipeline overview={overview} />
      <Books books={overview.books} />
      <Objectives objectives={overview.objectives} />
      <Letters overview={overview} />
      <Quarantine overview={overview} />
      {isOpen && <Deploys now={overview.at} />}
      {isOpen && <Rules now={overview.at} />}
    </details>
  );
}
