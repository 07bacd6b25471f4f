import type { JSX } from 'preact';
import type { Overview } from '../../../../observe/overview.ts';
import { endedLately } from '../words/incident-words.ts';
import { IncidentCard } from './incident-card.tsx';

/** The storms that have just ended, told as long as people ask what it was. */
export function Ended({
  overview: { resolved, at, pager },
  choose,
}: {
  readonly overview: Overview;
  readonly choose: (id: string) => void;
}): JSX.Element | null {
  const ended = endedLately(resolved, at);
  if (ended.length === 0) return null;
  return (
    <ol id="ended" class="list" aria-label="Ended within the last hour">
      {ended.map((row) => (
        <li key={row.id}>
          <IncidentCard row={row} now={at} pager={pager} choose={choose} />
        </li>
      ))}
    </ol>
  );
}
