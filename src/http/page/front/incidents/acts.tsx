import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { WhyShut } from '../feed/known.ts';
import type { WhyUnknown } from '../feed/relay-feed.ts';

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
  const why = useContext(WhyShut);
  return (
    <button
      type="button"
      class={`act ${action}`}
      disabled={busy || why !== null}
      title={why === null ? undefined : shutWords[why]}
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
  const why = useContext(WhyShut);
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
      disabled={busy || why !== null}
      title={why === null ? undefined : shutWords[why]}
      onClick={press}
      onBlur={() => setAsks(false)}
    >
      {asks ? question : words}
    </button>
  );
}

const shutWords: Readonly<Record<WhyUnknown, string>> = {
  silent: 'The relay does not answer',
  'no-figures': "The relay's store does not answer",
  'logged-out': 'Your log-in has ended',
};

/** Why no button can be pressed; nothing while they can. */
export function Shut(): JSX.Element | null {
  const why = useContext(WhyShut);
  return why === null ? null : <span class="shut">{`${shutWords[why]}.`}</span>;
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
