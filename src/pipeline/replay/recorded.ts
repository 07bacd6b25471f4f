import { emptyState, newState, stateFromRows, type BrainState } from '../../correlate/state/brain-state.ts';
import type { Snapshot } from '../../domain/inbox/snapshot.ts';
import type { PageKey } from '../../domain/sending/page-key.ts';
import type { BrainMeta } from '../../domain/state.ts';
import { readPageReport } from '../../ingest/page-report.ts';
import type { SnapshotStore } from '../../seams/snapshot-store.ts';
import type { InboxStore } from '../../seams/store.ts';
import { entriesIn, type EntryRange } from './entry-range.ts';

/**
 * A replay goes on for so long before it tells of anything, ms of virtual time: how often figures are brought up to date
 * depends on when a message was posted, and of what was posted before the snapshot that is not known.
 */
const settlesMs = 15 * 60_000;

type RecordingStore = Pick<InboxStore, 'read' | 'readOf'> &
  Pick<SnapshotStore, 'snapshots' | 'loadSnapshot' | 'unbrokenFrom'>;

/** A recorded inbox, as far as it is kept. */
interface Recorded {
  /** The same state for whoever asks: what the relay knew before the first of these entries, as far as that is known. */
  readonly beginning: () => BrainState;
  /** What the replay begins with; null: not with a snapshot. */
  readonly from: Snapshot | null;
  /** How many snapshots another version of the relay has left. */
  readonly unreadable: number;
  /** Virtual ms from which older entries are gone, so that what was open then is not known; null: nothing is missing. */
  readonly goneBefore: number | null;
  /** Which entries they are: up to the last one that is applied. */
  readonly range: EntryRange;
  /**
   * Whether a page that became wanted at a virtual ms has no answer among the entries because the relay did not note any
   * yet: then nobody knows better than that it was taken.
   */
  readonly alsoTaken: (page: PageKey, at: number) => boolean;
}

/**
 * The inbox of a store, from the newest snapshot that lies long enough before virtual ms `since`, else from the first
 * entry. Either is exact; where there is no such snapshot and the oldest entries are gone, a replay begins with a relay
 * that knows its present rules and nothing else.
 * @param meta What the brain remembers now.
 */
export async function recorded(store: RecordingStore, meta: BrainMeta, since: number): Promise<Recorded> {
  const { install, policy, cursor } = meta;
  const { readable, others: unreadable } = await store.snapshots();
  const unbroken = await store.unbrokenFrom();
  const from = readable.findLast(({ seq, at }) => seq >= unbroken - 1 && at <= since - settlesMs) ?? null;
  const rows = from === null ? null : await store.loadSnapshot(from.seq);
  if (from !== null && rows !== null)
    return {
      beginning: () => stateFromRows(rows),
      from,
      unreadable,
      goneBefore: null,
      range: { after: from.seq, upto: cursor },
      // Whoever keeps snapshots notes answers.
      alsoTaken: () => false,
    };
  const [first] = await store.read(0, 1);
  const whole = first === undefined || first.seq === 1;
  const noted = await notedAnswers(store, cursor);
  return {
    alsoTaken: (page, at) => at < noted.since && !noted.pages.has(keyOf(page)),
    beginning: () =>
      whole
        ? newState(install)
        : emptyState({ install, now: 0, cursor: first.seq - 1, policy, pagesWanted: [] }),
    from: null,
    unreadable,
    goneBefore: whole ? null : first.receivedAt,
    range: { after: 0, upto: cursor },
  };
}

/** The pages to which an answer is noted, and virtual ms from which on answers are; a relay that notes none does not know them. */
interface NotedAnswers {
  readonly pages: ReadonlySet<string>;
  readonly since: number;
}

async function notedAnswers(store: Pick<InboxStore, 'readOf'>, last: number): Promise<NotedAnswers> {
  const pages = new Set<string>();
  let since = Infinity;
  const answers = { read: (after: number, limit: number) => store.readOf('page', after, limit) };
  for await (const { body, receivedAt } of entriesIn(answers, { after: 0, upto: last })) {
    since = Math.min(since, receivedAt);
    const report = readable(body);
    if (report === null) continue;
    const { incident, generation, desk: receiver } = report;
    pages.add(keyOf({ incident, generation, ...(receiver !== undefined && { receiver }) }));
  }
  return { pages, since };
}

/** What cannot be read is a dead letter to the brain, and answers nothing. */
function readable(body: string): ReturnType<typeof readPageReport> | null {
  try {
    return readPageReport(body);
  } catch {
    return null;
  }
}

function keyOf({ incident, generation, receiver = '' }: Omit<PageKey, 'install'>): string {
  return JSON.stringify([incident, generation, receiver]);
}
