import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Overview } from '../../../../observe/overview.ts';
import { command, readJson, type Answer } from '../feed/asking.ts';
import { DialogContent } from './dialog-content.tsx';
import { pagerUnknown } from './incident-row.tsx';
import type { IncidentAnswer } from './told.ts';

/** The panel with everything known of one incident. */
export function IncidentDialog({
  id,
  overview,
  unknown,
  close,
}: {
  /** Null: it is closed. */
  readonly id: string | null;
  readonly overview: Overview | null;
  /** Since when nothing is known; empty: all is. */
  readonly unknown: string;
  readonly close: () => void;
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (id !== null && dialog.current?.open === false) dialog.current.showModal();
  }, [id]);
  const shut = (): void => dialog.current?.close();
  return (
    <dialog
      id="detail"
      class="detail"
      aria-labelledby="detail-title"
      data-unknown={unknown}
      ref={dialog}
      onClose={close}
      // A click beside the panel lands on the dialog itself.
      onClick={({ target }) => target === dialog.current && shut()}
    >
      {id !== null && <Detail key={id} id={id} overview={overview} shut={shut} />}
    </dialog>
  );
}

function Detail({
  id,
  overview,
  shut,
}: {
  readonly id: string;
  readonly overview: Overview | null;
  readonly shut: () => void;
}): JSX.Element {
  const { answer, load } = useAnswer(id, overview);
  const [trouble, setTrouble] = useState('');
  /** What went wrong stays until the next command. */
  const act = async (action: string): Promise<void> => {
    const said = await command(id, action);
    setTrouble(said ?? '');
    if (said === null) await load();
  };
  if (answer === null) return <p class="calm">Reading…</p>;
  return (
    <>
      <button type="button" class="close" aria-label="Close" onClick={shut}>
        ×
      </button>
      {answer.ok ? (
        <DialogContent
          answer={answer.body}
          pager={overview?.pager ?? pagerUnknown}
          trouble={trouble}
          act={act}
        />
      ) : (
        <>
          <h2 id="detail-title">This incident cannot be shown</h2>
          <p>{answer.trouble}</p>
        </>
      )}
    </>
  );
}

/** What the relay told last of an incident, asked for anew with each overview; null: nothing yet. */
function useAnswer(
  id: string,
  overview: Overview | null,
): { readonly answer: Answer<IncidentAnswer> | null; readonly load: () => Promise<void> } {
  const [answer, setAnswer] = useState<Answer<IncidentAnswer> | null>(null);
  const loading = useRef(false);
  const load = async (): Promise<void> => {
    if (loading.current) return;
    loading.current = true;
    const next = await readJson<IncidentAnswer>(`/api/incidents/${encodeURIComponent(id)}`);
    loading.current = false;
    // The connection's state is shown in the header; the panel keeps what it knew.
    if (next.status !== null) setAnswer(next);
  };
  useEffect(() => void load(), [overview]);
  return { answer, load };
}
