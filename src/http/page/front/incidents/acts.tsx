import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** For so long a press that ends something waits for a second one. */
const sureWithinMs = 4_000;

/** A button of an incident. */
interface ActButton {
  readonly action: string;
  readonly words: string;
  /** Resolves when it is done. */
  readonly act: (action: string) => Promise<void>;
}

/** A button that does one thing to an incident. Nobody presses again what is under way. */
export function Act({ action, words, act }: ActButton): JSX.Element {
  const [busy, once] = useOnce();
  return (
    <button
      type="button"
      class={`act ${action}`}
      disabled={busy}
      onClick={() => void once(() => act(action))}
    >
      {words}
    </button>
  );
}

/** The same for what cannot be taken back: the first press asks. */
export function SureAct({
  action,
  words,
  question,
  act,
}: ActButton & { readonly question: string }): JSX.Element {
  const [busy, once] = useOnce();
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    if (!asks) return undefined;
    const calm = setTimeout(() => setAsks(false), sureWithinMs);
    return () => clearTimeout(calm);
  }, [asks]);
  const press = (): void => {
    setAsks(!asks);
    if (asks) void once(() => act(action));
  };
  return (
    <button
      type="button"
      class={`act ${action}`}
      data-asks={asks ? 'yes' : 'no'}
      disabled={busy}
      onClick={press}
      onBlur={() => setAsks(false)}
    >
      {asks ? question : words}
    </button>
  );
}

/** Whether something is under way, and a way to begin it. */
export function useOnce(): readonly [boolean, (work: () => Promise<void>) => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const once = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  return [busy, once];
}
