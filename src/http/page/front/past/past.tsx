import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Overview } from '../../../../observe/overview.ts';
import { endedLately } from '../words/incident-words.ts';
import { IncidentRow, pagerUnknown } from '../incidents/incident-row.tsx';
import { FindForm } from './find-form.tsx';
import { askedIn, goOn, searchFor, searchWords, type Search } from './search.ts';

/** What is over: what ended lately; and what somebody looks for, over or not. The address has what that is. */
export function Past({
  overview: { resolved, openRoots, at, pager },
  choose,
}: {
  readonly overview: Overview;
  readonly choose: (id: string) => void;
}): JSX.Element {
  const { search, busy, begin, further } = useSearch();
  // What has just ended stands above already.
  const above = endedLately(resolved, at);
  const rows = resolved.filter((row) => !above.includes(row));
  const isBare = resolved.length === 0 && openRoots === 0;
  const lately =
    rows.length > 0 ? 'Resolved lately' : `Nothing ${above.length > 0 ? 'else ' : ''}was resolved lately`;
  return (
    <section class="incidents past" aria-labelledby="past-title" id="past" hidden={isBare && search === null}>
      <h2 id="past-title">{search === null ? lately : 'Found'}</h2>
      <FindForm begin={begin} isAsked={search !== null} />
      {search === null ? (
        <ol id="resolved" class="list">
          {rows.map((row) => (
            <IncidentRow key={row.id} row={row} now={at} pager={pager} choose={choose} />
          ))}
        </ol>
      ) : (
        <>
          <p id="find-said" class="more" role="status">
            {busy ? 'Searching…' : searchWords(search)}
          </p>
          <ol id="found" class="list">
            {search.found.map((row) => (
              <IncidentRow
                key={row.id}
                row={row}
                now={search.at}
                pager={row.resolution === null ? pager : pagerUnknown}
                choose={choose}
              />
            ))}
          </ol>
          {!busy && (search.next !== null || search.trouble !== null) && (
            <button id="find-more" class="act find-more" type="button" onClick={further}>
              Search further back
            </button>
          )}
        </>
      )}
    </section>
  );
}

/** The search of this page. */
interface Searching {
  /** Null: nothing is looked for. */
  readonly search: Search | null;
  readonly busy: boolean;
  readonly begin: (asked: URLSearchParams) => void;
  readonly further: () => void;
}

function useSearch(): Searching {
  const [search, setSearch] = useState<Search | null>(null);
  const [busy, setBusy] = useState(false);
  /** The search that is under way: what an earlier one finds is no longer shown. */
  const newest = useRef<Search | null>(null);
  const run = async (from: Search): Promise<void> => {
    newest.current = from;
    setSearch(from);
    setBusy(true);
    const further = await goOn(from);
    if (newest.current !== from) return;
    setSearch(further);
    setBusy(false);
  };
  const begin = (asked: URLSearchParams): void => {
    keepInAddress(asked);
    if (asked.size > 0) return void run(searchFor(asked, Date.now()));
    newest.current = null;
    setSearch(null);
  };
  useEffect(() => {
    const begins = (): void => {
      const asked = askedIn(location.search);
      if (asked.size > 0) begin(asked);
    };
    begins();
    window.addEventListener('popstate', begins);
    return () => window.removeEventListener('popstate', begins);
  }, []);
  return { search, busy, begin, further: () => search !== null && void run(search) };
}

function keepInAddress(asked: URLSearchParams): void {
  const query = asked.toString();
  window.history.replaceState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}`);
}
