import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { asOfWords } from '../words/moments.ts';

/** How old it is what is shown, by the browser's clock, for as long as nothing newer comes. */
export function AsOf({ at }: { readonly at: number }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(tick);
  }, []);
  return <span>{asOfWords(at, now)}</span>;
}
