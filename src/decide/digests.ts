import { hash } from 'node:crypto';
import type { Sample } from '../domain/incident.ts';
import type {
  MessageProjection,
  PageProjection,
  Projection,
  ThreadProjection,
} from '../domain/projection.ts';
import type { TimelineItem } from '../domain/timeline.ts';

/** A projection with what tells it from the one before. */
export interface Digested<P extends Projection = Projection> {
  readonly projection: P;
  /** Of everything that it shows. */
  readonly digest: string;
  /** Of what people must learn soon. */
  readonly statusDigest: string;
}

interface LastStatus {
  readonly status: unknown;
  readonly digest: string;
}

/** One row of an incident may stand behind several pages, of which the newest is asked for most. */
interface LastPage extends LastStatus {
  readonly generation: number;
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
const statuses = new WeakMap<Sample, LastStatus>();
const pages = new WeakMap<Sample, LastPage>();
const threads = new WeakMap<TimelineItem, LastThread>();

/** The digest of any value that has a form in JSON. */
export function digestOf(value: unknown): string {
  return hash('sha1', JSON.stringify(value), 'base64url');
}

/** A living message, whose figures change with every alert and whose status seldom does. */
export function digestedMessage(sample: Sample, projection: MessageProjection): Digested {
  const status = messageStatus(projection);
  const last = statuses.get(sample);
  const known = last !== undefined && isSame(last.status, status);
  const statusDigest = known ? last.digest : digestOf(status);
  if (!known) statuses.set(sample, { status, digest: statusDigest });
  return { projection, digest: digestOf(projection), statusDigest };
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

function messageStatus(message: MessageProjection): unknown {
  return [
    message.state,
    message.partOf,
    message.severity,
    message.storm,
    message.services.map((service) => service.name),
    message.page,
    message.pageAgain,
    message.notPaged,
    message.acknowledgedBy,
    message.assignee,
    message.resolution,
    message.quietSince,
    message.notices,
    message.drill,
    // Nobody is told of a guest in any other way. How loud each is, is a counter.
    ...(message.guests === undefined ? [] : [message.guests.count, message.guests.newest]),
  ];
}

/** Whether two values certainly have the same form in JSON, their members being written in the same order. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && isSameList(a, b);
  return isSameList(Object.keys(a), Object.keys(b)) && isSameList(Object.values(a), Object.values(b));
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n += 1) if (!isSame(a[n], b[n])) return false;
  return true;
}
