import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { askedIn, searchNames } from './search.ts';

/** What is looked for. Whoever comes by an address that somebody sent sees what they saw. */
export function FindForm({
  begin,
  isAsked,
}: {
  readonly begin: (asked: URLSearchParams) => void;
  readonly isAsked: boolean;
}): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const further = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const fill = (): void => {
      const asked = askedIn(location.search);
      fillIn(form.current, asked);
      if (further.current !== null) further.current.open = asked.size > (asked.has('text') ? 1 : 0);
    };
    fill();
    window.addEventListener('popstate', fill);
    return () => window.removeEventListener('popstate', fill);
  }, []);
  const clear = (): void => {
    fillIn(form.current, new URLSearchParams());
    begin(new URLSearchParams());
    fieldOf(form.current, 'text')?.focus();
  };
  return (
    <form
      id="find"
      class="find"
      role="search"
      aria-label="Incidents, open and over"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        begin(askedBy(form.current));
      }}
    >
      <Words isAsked={isAsked} clear={clear} />
      <details id="find-further" ref={further}>
        <summary>Narrow it down</summary>
        <Further />
      </details>
    </form>
  );
}

function Words({ isAsked, clear }: { readonly isAsked: boolean; readonly clear: () => void }): JSX.Element {
  return (
    <div class="find-text">
      <label class="unseen" for="find-text">
        Words, a service, a name or an id
      </label>
      <input
        id="find-text"
        name="text"
        type="search"
        maxLength={200}
        autocomplete="off"
        placeholder="Search incidents"
      />
      <button class="act" type="submit">
        Search
      </button>
      {isAsked && (
        <button class="act" type="button" id="find-clear" onClick={clear}>
          Clear
        </button>
      )}
    </div>
  );
}

const severities = [
  ['', 'any'],
  ['critical', 'critical, storms too'],
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'info'],
] as const;
const pagings = [
  ['', 'either'],
  ['yes', 'yes'],
  ['no', 'no'],
] as const;

function Further(): JSX.Element {
  return (
    <div class="find-further">
      <label>
        Service <input name="service" maxLength={200} autocomplete="off" />
      </label>
      <label>
        Environment <input name="environment" maxLength={200} autocomplete="off" />
      </label>
      <Choice words="Severity" name="severity" options={severities} />
      <Choice words="Paged" name="paged" options={pagings} />
      <label>
        Over from <input name="from" type="date" />
      </label>
      <label>
        until <input name="until" type="date" />
      </label>
    </div>
  );
}

function Choice({
  words,
  name,
  options,
}: {
  readonly words: string;
  readonly name: string;
  readonly options: readonly (readonly [value: string, words: string])[];
}): JSX.Element {
  return (
    <label>
      {`${words} `}
      <select name={name}>
        {options.map(([value, said]) => (
          <option key={value} value={value}>
            {said}
          </option>
        ))}
      </select>
    </label>
  );
}

function askedBy(form: HTMLFormElement | null): URLSearchParams {
  const said = searchNames.map((name) => [name, fieldOf(form, name)?.value.trim() ?? '']);
  return new URLSearchParams(said.filter(([, value]) => value !== ''));
}

function fillIn(form: HTMLFormElement | null, asked: URLSearchParams): void {
  for (const name of searchNames) {
    const field = fieldOf(form, name);
    if (field !== null) field.value = asked.get(name) ?? '';
  }
}

function fieldOf(form: HTMLFormElement | null, name: string): HTMLInputElement | HTMLSelectElement | null {
  const field = form?.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field : null;
}
