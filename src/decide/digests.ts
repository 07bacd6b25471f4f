import { hash } from 'node:crypto';
import type { Sample } from '../domain/incident.ts';
import type {
  MessageProjection,
  PageProjection,
  Projection,
  ThreadProjection,
} from '../domain/projection.ts';
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

/** One row of an incident may stand behind several pages, of which the newest is asked for most. */
interface LastPage {
  readonly generation: number;
  readonly status: unknown;
  readonly digest: string;
}

/** What a child shows, and what that was made of besides its sample. */
interface LastPart {
  readonly of: readonly unknown[];
  readonly digested: Digested<MessageProjection>;
}

interface LastThread {
  readonly oldest: TimelineItem | undefined;
  readonly count: number;
  readonly digested: Digested<ThreadProjection>;
}

/**
 * What was digested last, kept with the row that it was made of: in a storm most of what is projected is what was
 * projected before. It follows from the rows alone, so nothing is lost with it.
 */
const partsOf = new WeakMap<Sample, LastPart>();
const pages = new WeakMap<Sample, LastPage>();
const threads = new WeakMap<TimelineItem, LastThread>();

/** The digest of any value that has a form in JSON. */
export function digestOf(value: unknown): string {
  return hash('sha1', JSON.stringify(value), 'base64url');
}

/**
 * What a child shows, which is the same for as long as it is one.
 * @param of Scalars that, with the sample, decide what `project` makes.
 */
export function digestedPart(
  sample: Sample,
  of: readonly unknown[],
  project: () => MessageProjection,
): Digested {
  const last = partsOf.get(sample);
  if (last !== undefined && isSame(last.of, of)) return last.digested;
  const projection = project();
  const statusDigest = digestOf(messageStatus(projection));
  const digested = { projection, digest: digestOf(projection), statusDigest };
  partsOf.set(sample, { of, digested });
  return digested;
}

/** A thread: it shows items of one story, and they follow each other without a gap. */
export function digestedThread(
  told: readonly TimelineItem[],
  project: () => ThreadProjection,
): Digested | null {
  const [oldest, newest] = [told[0], told.at(-1)];
  if (newest === undefined) return null;
  const last = threads.get(newest);
  if (last?.oldest === oldest && last?.count === told.length) return last.digested;
  const projection = project();
  const digest = digestOf(projection);
  const digested = { projection, digest, statusDigest: digest };
  threads.set(newest, { oldest, count: told.length, digested });
  return digested;
}

/** A page is sent again for its state alone: its details are whatever is newest when it goes out. */
export function digestedPage(sample: Sample, projection: PageProjection): Digested {
  const { generation } = projection;
  const status = pageStatus(projection);
  const last = pages.get(sample);
  const known = last?.generation === generation && isSame(last.status, status);
  const digest = known ? last.digest : digestOf(status);
  if (!known) pages.set(sample, { generation, status, digest });
  return { projection, digest, statusDigest: digest };
}

/** What people must learn soon. Whatever is left out changes with every alert and may wait for its cadence. */
export function statusOf(projection: Projection): unknown {
  switch (projection.surface) {
    case 'message':
      return messageStatus(projection);
    case 'thread':
      return projection;
    case 'page':
      return pageStatus(projection);
    case 'overflow':
      return [projection.state, projection.waiting, projection.worst.map((one) => one.incident)];
  }
}

function pageStatus(page: PageProjection): unknown {
  return [
    page.state,
    page.severity,
    page.storm,
    page.after,
    page.beat,
    page.collecting ? page.summary : null,
    // Whoever is awake is told the cause as soon as it has a name.
    ...(page.unnamed === true ? ['unnamed'] : []),
    ...(page.breadth === undefined ? [] : [`breadth ${page.breadth}`]),
  ];
}
