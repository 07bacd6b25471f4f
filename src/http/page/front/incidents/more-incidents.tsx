import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import type { Overview } from '../../../../observe/overview.ts';
import { readJson } from '../feed/asking.ts';
import { plural } from '../words/figures.ts';
import { IncidentRow } from './incident-row.tsx';

const atOnce = 100;
/** What the relay answers at once; nobody reads further down. */
const mostAsked = 1_000;
/** What is read again costs by its length, and so is read again the less often. */
const againAfterMsEach = 50;

/** What is open beyond what the relay pushes, worst first as well, drawn only when somebody wants to see it. */
export function MoreIncidents({
  overview,
  choose,
}: {
  readonly overview: Overview;
  readonly choose: (id: string) => void;
}): JSX.Element | null {
  const { open, openRoots, pager } = overview;
  const [wanted, setWanted] = useState(0);
  const { rows, at, trouble } = useFurther(overview, wanted);
  const pushed = open.map(({ id }) => id).join(' ');
  // Drawn anew only when it was read anew, or some of it moved up among what is pushed.
  const drawn = useMemo(
    () =>
      without(open, rows).map((row) => (
        <IncidentRow key={row.id} row={row} now={at} pager={pager} choose={choose} />
      )),
    [rows, pushed],
  );
  const rest = openRoots - open.length - drawn.length;
  if (openRoots <= open.length) return null;
  const isAll = open.length + wanted >= mostAsked;
  return (
    <>
      {drawn.length > 0 && (
        <ol id="further" class="list further">
          {drawn}
        </ol>
      )}
      {rest > 0 && (
        <p id="more" class="more">
          <span id="more-count">{`and ${plural(rest, 'more incident')}, less severe or older `}</span>
          {!isAll && (
            <button id="more-show" type="button" class="act" onClick={() => setWanted(wanted + atOnce)}>
              {`Show ${Math.min(rest, atOnce)} more`}
            </button>
          )}
        </p>
      )}
      <p class="error" role="alert">
        {trouble}
      </p>
    </>
  );
}

/** What is pushed is seen there, and what was leaves both at once when it ends. */
function without(pushed: readonly IncidentView[], rows: readonly IncidentView[]): readonly IncidentView[] {
  const above = new Set(pushed.map(({ id }) => id));
  return rows.filter(({ id }) => !above.has(id));
}

/** What was read of it last, without what was pushed then. */
interface Further {
  readonly rows: readonly IncidentView[];
  /** The relay's time at which it was so. */
  readonly at: number;
  /** Empty: nothing went wrong. */
  readonly trouble: string;
}

function useFurther({ open, at }: Overview, wanted: number): Further {
  const [further, setFurther] = useState<Further>({ rows: [], at, trouble: '' });
  const newest = useRef(0);
  const pushed = useRef(open);
  pushed.current = open;
  const limit = Math.min(mostAsked, open.length + wanted);
  const read = async (): Promise<void> => {
    newest.current += 1;
    const turn = newest.current;
    const answer = await readJson<{ readonly at: number; readonly incidents: readonly IncidentView[] }>(
      `/api/incidents?status=open&limit=${limit}`,
    );
    if (turn !== newest.current) return;
    if (answer.ok)
      setFurther({ rows: without(pushed.current, answer.body.incidents), at: answer.body.at, trouble: '' });
    else
      setFurther((before) => ({
        ...before,
        trouble: answer.trouble ?? 'The relay did not answer. It is asked again.',
      }));
  };
  useEffect(() => {
    if (wanted === 0) return undefined;
    void read();
    const again = setInterval(() => void read(), againAfterMsEach * limit);
    return () => clearInterval(again);
  }, [wanted]);
  return further;
}
