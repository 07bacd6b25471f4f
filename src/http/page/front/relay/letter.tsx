import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { toldLetter } from '../../../../observe/log/told-letter.ts';
import { tell } from '../feed/asking.ts';
import { useOnce } from '../incidents/acts.tsx';
import { addressOf } from '../incidents/links.tsx';
import { plural } from '../words/figures.ts';
import { moment } from '../words/moments.ts';

/** A dead letter, as the API tells it. */
export type LetterShown = ReturnType<typeof toldLetter>;

/** One dead letter: what it is, why it is one, and what can be done about it. */
export function Letter({
  letter,
  now,
  done,
}: {
  readonly letter: LetterShown;
  readonly now: number;
  /** Called after something was done. */
  readonly done: () => Promise<void>;
}): JSX.Element {
  const { id, kind, subject, incident, at, attempts, reason } = letter;
  const [trouble, setTrouble] = useState('');
  const [busy, once] = useOnce();
  const act = async (action: string, body: object): Promise<void> => {
    const said = await tell(`/api/dead-letters/${id}/${action}`, { body });
    setTrouble(said ?? '');
    if (said === null) await done();
  };
  const name = kind === 'entry' ? `Webhook ${subject}` : subject;
  return (
    <li class="letter">
      <p>
        <b>{incident === null ? name : <a href={addressOf(incident)}>{name}</a>}</b>{' '}
        <span class="when">{`${moment(at, now)}, tried ${plural(attempts, 'time')}`}</span>
      </p>
      <span class="why">{reason}</span>
      <p class="acts">
        <button
          type="button"
          class="act"
          aria-label={`Replay dead letter ${id}, ${name}`}
          disabled={busy}
          onClick={() => void once(() => act('replay', {}))}
        >
          Replay
        </button>
        <Discard discard={(said) => act('discard', { reason: said })} />
        <span class="error" role="alert">
          {trouble}
        </span>
      </p>
    </li>
  );
}

function Discard({ discard }: { readonly discard: (reason: string) => Promise<void> }): JSX.Element {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const reason = new FormData(event.target).get('reason');
    void discard(typeof reason === 'string' ? reason : '');
  };
  return (
    <details class="drop">
      <summary>Discard…</summary>
      <form onSubmit={submit}>
        <label>
          Why it may be dropped <input name="reason" required maxLength={300} autocomplete="off" />
        </label>
        <button class="act">Discard it</button>
      </form>
    </details>
  );
}
