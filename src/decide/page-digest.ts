import type { Sample } from '../domain/incident.ts';
import type { PageProjection } from '../domain/sending/page-projection.ts';
import { digestOf, type Digested } from './digests.ts';
import { isSame } from './same-form.ts';

/** What of a page sends it again. */
interface PageStatus extends Pick<
  PageProjection,
  'state' | 'severity' | 'storm' | 'unnamed' | 'breadth' | 'beat'
> {
  readonly reach: number;
  readonly after: string | null;
  /** When it was taken back before it was taken again, and since when the pager knows by itself; null: neither. */
  readonly there: string | null;
  /** What a collecting page is kept current with; null for any other. */
  readonly current: unknown;
}

interface LastPage {
  readonly status: PageStatus;
  readonly digest: string;
}

/** What was digested last, by generation, kept with the row that it was made of. */
const pages = new WeakMap<Sample, Map<number, LastPage>>();

/** A page is sent again for its state alone: what it tells besides is whatever is newest when it goes out. */
export function digestedPage(sample: Sample, page: PageProjection): Digested {
  const digest = digestOfPage(sample, page);
  return { projection: page, digest, statusDigest: digest };
}

function digestOfPage(sample: Sample, page: PageProjection): string {
  const generations = pages.get(sample) ?? new Map<number, LastPage>();
  const last = generations.get(page.generation);
  if (last !== undefined && saysTheSame(last.status, page)) return last.digest;
  const status = statusIn(page);
  const digest = digestOf(formOf(status));
  if (generations.size === 0) pages.set(sample, generations);
  generations.set(page.generation, { status, digest });
  return digest;
}

/** Asked at every alert of an incident that pages, so it makes nothing but a collecting page's part. */
function saysTheSame(last: PageStatus, page: PageProjection): boolean {
  return (
    last.state === page.state &&
    last.severity === page.severity &&
    last.storm === page.storm &&
    last.unnamed === page.unnamed &&
    last.breadth === page.breadth &&
    last.beat === page.beat &&
    last.reach === (page.reach ?? 0) &&
    last.after === afterIn(page) &&
    last.there === thereIn(page) &&
    isSame(last.current, currentIn(page))
  );
}

function statusIn(page: PageProjection): PageStatus {
  const { state, severity, storm, unnamed, breadth, beat, reach = 0 } = page;
  return {
    state,
    severity,
    storm,
    unnamed,
    breadth,
    beat,
    reach,
    after: afterIn(page),
    there: thereIn(page),
    current: currentIn(page),
  };
}

function afterIn(page: PageProjection): string | null {
  return page.state === 'resolved' ? page.after : null;
}

function thereIn(page: PageProjection): string | null {
  if (page.state === 'triggered') return null;
  const backAt = page.state === 'acknowledged' ? page.backAt : undefined;
  if (backAt === undefined && page.knownAt === undefined) return null;
  return `there ${backAt ?? 'never'} ${page.knownAt ?? 'untold'}`;
}

function currentIn({ subject, again }: PageProjection): unknown {
  if (subject.kind !== 'many') return null;
  const { count, worst, more, upto } = subject;
  return [count, worst, more, again, ...(upto === undefined ? [] : [upto])];
}

/** A status as its digest is made of it: in the form of the relays whose stored rows it is compared with. */
function formOf({
  state,
  severity,
  storm,
  after,
  beat,
  current,
  unnamed,
  breadth,
  reach,
  there,
}: PageStatus): unknown {
  return [
    state,
    severity,
    storm,
    after,
    beat,
    current,
    // Whoever is awake is told the cause as soon as it has a name.
    ...(unnamed ? ['unnamed'] : []),
    ...(breadth === 0 ? [] : [`breadth ${breadth}`]),
    ...(reach === 0 ? [] : [`reach ${reach}`]),
    ...(there === null ? [] : [there]),
  ];
}
