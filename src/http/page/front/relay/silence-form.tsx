import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { tell } from '../feed/asking.ts';
import { useOnce } from '../incidents/acts.tsx';

const hourMs = 3_600_000;
const usualHours = '2';
const choices = [
  ['0.5', '30 minutes'],
  ['1', '1 hour'],
  ['2', '2 hours'],
  ['8', '8 hours'],
  ['24', '1 day'],
  ['168', '7 days'],
] as const;

/** Lets whoever looks at the page keep quiet what they know of; the list shows it with the next overview. */
export function SilenceForm(): JSX.Element {
  const box = useRef<HTMLDetailsElement>(null);
  const [trouble, setTrouble] = useState('');
  const [busy, once] = useOnce();
  const add = async (form: HTMLFormElement): Promise<void> => {
    const said = await tell('/api/silences', {
      body: wantedBy(new FormData(form)),
      instead: 'Look at the list before you try again.',
    });
    setTrouble(said ?? '');
    if (said !== null) return;
    form.reset();
    if (box.current !== null) box.current.open = false;
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target;
    if (form instanceof HTMLFormElement) void once(() => add(form));
  };
  return (
    <details id="silence-add" class="silence-add" ref={box}>
      <summary>Add a silence</summary>
      <form id="silence-form" onSubmit={submit}>
        <Fields />
        <button id="silence-now" class="act" type="submit" disabled={busy}>
          Silence
        </button>
        <p id="silence-trouble" class="error" role="alert">
          {trouble}
        </p>
      </form>
    </details>
  );
}

function Fields(): JSX.Element {
  return (
    <>
      <label for="silence-matchers">What it covers: one matcher a line, and all have to hold</label>
      <textarea
        id="silence-matchers"
        name="matchers"
        rows={2}
        required
        placeholder={'service="ledger"\nlevel!="fatal"'}
      />
      <label for="silence-hours">For how long</label>
      <select id="silence-hours" name="hours">
        {choices.map(([hours, words]) => (
          <option key={hours} value={hours} ref={hours === usualHours ? chosenFirst : null}>
            {words}
          </option>
        ))}
      </select>
      <label for="silence-reason">Why</label>
      <input id="silence-reason" name="reason" required maxLength={300} autocomplete="off" />
      <label for="silence-who">Your name</label>
      <input id="silence-who" name="who" maxLength={80} autocomplete="name" />
    </>
  );
}

/** A form that is reset goes back to it. */
function chosenFirst(option: HTMLOptionElement | null): void {
  if (option !== null) option.defaultSelected = true;
}

function wantedBy(said: FormData): object {
  const textOf = (name: string): string => {
    const value = said.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const matchers = textOf('matchers')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const who = textOf('who');
  return {
    matchers,
    forMs: Number(textOf('hours')) * hourMs,
    reason: textOf('reason'),
    ...(who === '' ? {} : { who }),
  };
}
