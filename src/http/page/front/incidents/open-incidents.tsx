import type { JSX } from 'preact';
import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import type { Overview } from '../../../../observe/overview.ts';
import { count } from '../words/figures.ts';
import { endedLately, quietWords } from '../words/incident-words.ts';
import { Ended } from './ended.tsx';
import { IncidentCard } from './incident-card.tsx';
import { IncidentRow } from './incident-row.tsx';
import { MoreIncidents } from './more-incidents.tsx';

/** More cards than these would push each other off the screen: what follows is a line each. */
const cardsShown = 4;

/** What is open, what is wide or woke somebody first. */
export function OpenIncidents({
  overview,
  choose,
}: {
  readonly overview: Overview | null;
  readonly choose: (id: string) => void;
}): JSX.Element {
  const over = overview === null ? [] : endedLately(overview.resolved, overview.at);
  const ended = overview !== null && <Ended ended={over} overview={overview} choose={choose} />;
  const isUrgent = overview?.open.some((row) => row.glance !== null) === true;
  return (
    <section class="incidents" aria-labelledby="incidents-title" id="incidents" tabIndex={-1}>
      <h2 id="incidents-title">
        {over.length > 0 ? 'Open and just ended' : 'Open incidents'}{' '}
        <span id="open-count" class="count">
          {overview === null || overview.openRoots === 0 ? '' : countWords(overview, over.length > 0)}
        </span>
      </h2>
      {overview?.openRoots === 0 && (
        <p id="calm" class="calm">
          {`${quietWords(overview.quietSince, overview.at)}. What breaks will be here within a second.`}
        </p>
      )}
      {/* What wakes somebody stands above what is over, and that above what is everyday. */}
      {!isUrgent && ended}
      <ol id="open" class="list">
        {overview !== null && <Rows overview={overview} choose={choose} />}
      </ol>
      {isUrgent && ended}
      {overview !== null && <MoreIncidents overview={overview} choose={choose} />}
    </section>
  );
}

/** A storm stands in the list once, however many incidents it is of. */
function countWords({ openRoots, open }: Overview, besideEnded: boolean): string {
  const isStorm = openRoots > 1 && open.some(({ storm }) => storm !== null);
  return `${count(openRoots)}${besideEnded ? ' open' : ''}${isStorm ? ', a storm as one' : ''}`;
}

function Rows({
  overview: { open, at, pager },
  choose,
}: {
  readonly overview: Overview;
  readonly choose: (id: string) => void;
}): JSX.Element {
  const { first, rest } = inOrder(open);
  const context = { now: at, pager, choose };
  return (
    <>
      {first.map((row, n) =>
        n < cardsShown ? (
          <li key={`${row.id} card`}>
            <IncidentCard row={row} {...context} />
          </li>
        ) : (
          <IncidentRow key={row.id} row={row} {...context} />
        ),
      )}
      {rest.map((row) => (
        <IncidentRow key={row.id} row={row} {...context} />
      ))}
    </>
  );
}

/** What asks for somebody stands above what somebody has, each in the order of the relay. */
function inOrder(open: readonly IncidentView[]): {
  readonly first: readonly IncidentView[];
  readonly rest: readonly IncidentView[];
} {
  const asks = (row: IncidentView): boolean => row.status === 'open' && row.mute === null;
  return {
    first: open.filter((row) => row.glance !== null).sort((a, b) => Number(asks(b)) - Number(asks(a))),
    rest: open.filter((row) => row.glance === null),
  };
}
