import type { JSX } from 'preact';
import type { LaneView } from '../../../../observe/lanes/lane-view.ts';
import { count, span } from '../words/figures.ts';
import { laneKind, laneLook, laneWords, shortId } from '../words/lane-words.ts';
import { FactList } from './fact-list.tsx';

/** A send that waits for longer than this is late. */
const lateMs = 15_000;

/** One lane: how it flows, what waits, and what may still be spent. */
export function Lane({ lane, now }: { readonly lane: LaneView; readonly now: number }): JSX.Element {
  const { oldestPendingAt } = lane;
  const lag = oldestPendingAt === null ? 0 : Math.max(0, now - oldestPendingAt);
  return (
    <div class="lane" role="listitem" data-kind={lane.kind} data-state={laneLook(lane, now)}>
      <h3>
        <span class="lane-kind">{laneKind(lane)}</span>{' '}
        <span class="lane-id">
          {lane.drillsOnly ? `${shortId(lane)}, drills (test alerts) only` : shortId(lane)}
        </span>
      </h3>
      <p class="state">{laneWords(lane, now)}</p>
      <FactList
        kind="facts across"
        facts={[
          ['pending', count(lane.pending)],
          ['lag', oldestPendingAt === null ? 'none' : span(lag), lag > lateMs ? 'warn' : ''],
          ['in flight', count(lane.inFlight)],
        ]}
      />
      <ul class="budgets" aria-label="Budget left">
        {lane.budgets.map((budget) => (
          <Budget key={budget.bucket} budget={budget} />
        ))}
      </ul>
    </div>
  );
}

const bucketNames: Readonly<Partial<Record<string, string>>> = {
  update: 'updates',
  posts: 'posts',
  history: 'look-ups',
  events: 'events',
  post: 'burst',
};

function Budget({
  budget: { bucket, left, size },
}: {
  readonly budget: LaneView['budgets'][number];
}): JSX.Element {
  const [base = bucket] = bucket.split(':');
  const name = bucketNames[base] ?? base;
  return (
    <li>
      <span class="budget-name">{name}</span>
      <span class="budget-left">{`${count(left)}/${count(size)}`}</span>
      <meter min={0} max={size} low={size * 0.25} optimum={size} value={left} aria-label={`${name} left`} />
    </li>
  );
}
