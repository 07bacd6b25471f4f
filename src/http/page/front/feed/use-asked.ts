import { useEffect, useState } from 'preact/hooks';
import { readJson } from './asking.ts';

/** What was asked for: the newest answer, and why there is no newer one. */
interface Asked<T> {
  /** Null: none came yet. */
  readonly body: T | null;
  readonly trouble: string | null;
}

const everyMs = 30_000;

/** Asks for what changes seldom, when it is first shown and each half minute while it is. */
export function useAsked<T>(address: string, now: number): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ body: null, trouble: null });
  useEffect(() => {
    let isOver = false;
    void readJson<T>(address).then((answer) => {
      if (isOver) return;
      if (answer.ok) setAsked({ body: answer.body, trouble: null });
      else setAsked(({ body }) => ({ body, trouble: answer.trouble ?? 'The relay did not answer.' }));
    });
    return () => {
      isOver = true;
    };
  }, [address, Math.floor(now / everyMs)]);
  return asked;
}
