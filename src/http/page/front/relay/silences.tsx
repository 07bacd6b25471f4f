import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Overview } from '../../../../observe/overview.ts';
import { tell } from '../feed/asking.ts';
import { useOnce } from '../incidents/acts.tsx';
import { count, span } from '../words/figures.ts';
import { clockMinute, day } from '../words/moments.ts';

/** What keeps quiet, or will: a silence that somebody asked for, or planned maintenance. */
interface Quiet {
  readonly id: string;
  /** What the configuration says ends there. */
  readonly planned: boolean;
  readonly who: string;
  readonly matchers: readonly string[];
  readonly reason: string;
  readonly active: boolean;
  readonly from: number | null;
  readonly until: number | null;
}

/** What is kept quiet, and will be, by silences and by planned maintenance. */
export function Silences({
  overview: { silences, maintenance, at },
}: {
  readonly overview: Overview;
}): JSX.Element | null {
  const all: readonly Quiet[] = [
    ...silences.map((one) => ({ ...one, who: one.by, planned: false })),
    ...maintenance.map((one) => ({
      ...one,
      id: `maintenance:${one.name}`,
      who: `maintenance ${one.name}`,
      planned: true,
    })),
  ];
  const holding = all.filter(({ active }) => active).length;
  if (all.length === 0) return null;
  return (
    <section class="silences" aria-labelledby="silences-title" id="silences">
      <h2 id="silences-title">
        Silenced{' '}
        <span id="silence-count" class="count">
          {holding === 0 ? '' : count(holding)}
        </span>
      </h2>
      <ul id="silence-list" class="list">
        {all.map((quiet) => (
          <Silence key={quiet.id} quiet={quiet} now={at} />
        ))}
      </ul>
    </section>
  );
}

function Silence({ quiet, now }: { readonly quiet: Quiet; readonly now: number }): JSX.Element {
  const { planned, who, matchers, reason, active } = quiet;
  return (
    <li class={active ? 'silence' : 'silence ahead'}>
      <span class="covers">
        {matchers.map((matcher) => (
          <code key={matcher}>{matcher}</code>
        ))}
      </span>
      <span class="who">
        {`${who}: `}
        <span class="reason">{reason}</span>
      </span>
      <span class="until">{lastsWords(quiet, now)}</span>
      {!planned && <Expire quiet={quiet} />}
    </li>
  );
}

function Expire({ quiet: { id, matchers } }: { readonly quiet: Quiet }): JSX.Element {
  const [trouble, setTrouble] = useState('');
  const [busy, once] = useOnce();
  const expire = async (): Promise<void> => {
    const said = await tell(`/api/silences/${encodeURIComponent(id)}`, { method: 'DELETE' });
    setTrouble(said ?? '');
  };
  return (
    <>
      <button
        type="button"
        class="act expire"
        aria-label={`Expire the silence of ${matchers.join(', ')}`}
        disabled={busy}
        onClick={() => void once(expire)}
      >
        Expire
      </button>
      <span class="error" role="alert">
        {trouble}
      </span>
    </>
  );
}

function lastsWords({ active, from, until }: Quiet, now: number): string {
  const end = until === null ? '' : `until ${when(until, now)}`;
  if (!active) return `scheduled: from ${from === null ? 'some time' : when(from, now)} ${end}`;
  return until === null ? '' : `${end}, ${span(Math.max(0, until - now))} left`;
}

const dayMs = 86_400_000;

/** Of what ends another day, the day too. */
function when(at: number, now: number): string {
  return at - now < dayMs ? clockMinute(at) : `${day(at)} ${clockMinute(at)}`;
}
