import { hash } from 'node:crypto';
import type { Sample } from '../domain/incident.ts';
import type { NoteProjection } from '../domain/sending/note-projection.ts';
import type { PartOfMessage, Projection, ThreadProjection } from '../domain/sending/projection.ts';
import type { TimelineItem } from '../domain/timeline.ts';
import { messageStatus } from './message-status.ts';
import { isSame } from './same-form.ts';

/** A projection with what tells it from the one before. */
export interface Digested<P extends Projection = Projection> {
  readonly projection: P;
  /** Of everything that it shows. */
  readonly digest: string;
  /** Of what people must learn soon. */
  readonly statusDigest: string;
}

/** What a child shows, and what that was made of besides its sample. */
interface LastPart {
  readonly of: readonly unknown[];
  readonly digested: Digested<PartOfMessage>;
}

interface LastThread {
  readonly oldest: TimelineItem | undefined;
  readonly count: number;
  /** To whom it is told, and whom it names. */
  readonly whose: string;
  readonly digested: Digested<ThreadProjection>;
}

/**
 * What was digested last, kept with the row that it was made of: in a storm most of what is projected is what was
 * projected before. It follows from the rows alone, so nothing is lost with it.
 */
const partsOf = new WeakMap<Sample, LastPart>();
/** Those of the newest so many children, in a ring: a flood has ten thousand that never speak again. */
const partsKept = 1_000;
const partsInTurn: Sample[] = [];
let turn = 0;
const threads = new WeakMap<TimelineItem, LastThread>();

/** The digest of any value that has a form in JSON. */
export function digestOf(value: unknown): string {
  return hash('sha1', JSON.stringify(value), 'base64url');
}

/**
 * What a child shows, which is the same for as long as it is one.
 * @param of Scalars that, with the sample, decide what `project` makes.
 */
export function digestedPart(sample: Sample, of: readonly unknown[], project: () => PartOfMessage): Digested {
  const last = partsOf.get(sample);
  if (last !== undefined && isSame(last.of, of)) return last.digested;
  const projection = project();
  const statusDigest = digestOf(messageStatus(projection));
  const digested = { projection, digest: digestOf(projection), statusDigest };
  if (last === undefined) keepInTurn(sample);
  partsOf.set(sample, { of, digested });
  return digested;
}

function keepInTurn(sample: Sample): void {
  const oldest = partsInTurn[turn];
  if (oldest !== undefined) partsOf.delete(oldest);
  partsInTurn[turn] = sample;
  turn = (turn + 1) % partsKept;
}

/** A story at the pager: all of it is news. */
export function digestedNote(projection: NoteProjection): Digested {
  const digest = digestOf(projection);
  return { projection, digest, statusDigest: digest };
}

/**
 * A thread: it shows items of one story, and they follow each other without a gap.
 * @param to Which of several receivers it is told to, and whom it names when somebody is woken; null: nobody.
 */
export function digestedThread(
  told: readonly TimelineItem[],
  to: { readonly receiver: string | null; readonly mention: string | null },
  project: () => ThreadProjection,
): Digested | null {
  const [oldest, newest] = [told[0], told.at(-1)];
  if (newest === undefined) return null;
  // Only of what is told again a story differs from one receiver to the other.
  const apart = told.some(({ decision }) => decision.code === 'still-open');
  const whose = `${apart ? (to.receiver ?? '') : ''} ${to.mention ?? ''}`;
  const last = threads.get(newest);
  if (last?.oldest === oldest && last?.count === told.length && last.whose === whose) return last.digested;
  const projection = project();
  const digest = digestOf(projection);
  const digested = { projection, digest, statusDigest: digest };
  threads.set(newest, { oldest, count: told.length, whose, digested });
  return digested;
}
