import type { Incident } from '../../domain/incident.ts';
import { likeness, type Said } from './likeness.ts';
import type { OurPage } from './our-pages.ts';
import type { TheirPage } from './their-pages.ts';
import { whyMissed, type Missed } from './why-missed.ts';

/** A page there, and what became of the same trouble here. */
export type Compared =
  /** `byMs` is how much later the page here is; below 0 it is earlier. */
  | { readonly code: 'same'; readonly there: TheirPage; readonly here: OurPage; readonly byMs: number }
  /** A page here was open already that stands for it: there it is one more. */
  | { readonly code: 'folded'; readonly there: TheirPage; readonly here: OurPage; readonly sinceMs: number }
  | { readonly code: 'missed'; readonly there: TheirPage; readonly why: Missed };

/** What the shadow's pages are beside those of the pipeline that is in use. */
export interface Comparison {
  /** The pages there, oldest first. */
  readonly there: readonly Compared[];
  readonly here: readonly OurPage[];
  readonly onlyHere: readonly OurPage[];
}

/** @param windowMs How far apart two pages may be that are of the same trouble. */
export function compared(
  {
    theirs,
    ours,
    incidents,
  }: {
    readonly theirs: readonly TheirPage[];
    readonly ours: readonly OurPage[];
    readonly incidents: readonly Incident[];
  },
  windowMs: number,
): Comparison {
  const pairs = pairsOf(theirs, ours, windowMs);
  const used = new Set(pairs.values());
  const there = theirs.map((page): Compared => {
    const here = pairs.get(page);
    if (here !== undefined) return { code: 'same', there: page, here, byMs: here.send.at - page.at };
    const open = standsFor(page, ours);
    if (open !== null) return { code: 'folded', there: page, here: open, sinceMs: page.at - open.send.at };
    return { code: 'missed', there: page, why: whyMissed(page, saidThere(page), incidents, windowMs) };
  });
  return { there, here: ours, onlyHere: ours.filter((page) => !used.has(page)) };
}

/** Each page with at most one of the other side: the most alike first, and of those as alike the nearest in time. */
function pairsOf(
  theirs: readonly TheirPage[],
  ours: readonly OurPage[],
  windowMs: number,
): ReadonlyMap<TheirPage, OurPage> {
  const candidates = theirs.flatMap((there) =>
    ours.flatMap((here) => {
      const apartMs = Math.abs(here.send.at - there.at);
      const alike = apartMs > windowMs ? 0 : likeness(saidThere(there), saidHere(here));
      return alike === 0 ? [] : [{ there, here, alike, apartMs }];
    }),
  );
  candidates.sort((a, b) => b.alike - a.alike || a.apartMs - b.apartMs);
  const [pairs, used] = [new Map<TheirPage, OurPage>(), new Set<OurPage>()];
  for (const { there, here } of candidates) {
    if (pairs.has(there) || used.has(here)) continue;
    pairs.set(there, here);
    used.add(here);
  }
  return pairs;
}

/** The newest page here that was open when a page rang there, and is of the same trouble. */
function standsFor(page: TheirPage, ours: readonly OurPage[]): OurPage | null {
  const open = ours.filter(
    (here) =>
      here.send.at <= page.at &&
      (here.endedAt === null || here.endedAt >= page.at) &&
      likeness(saidThere(page), saidHere(here)) > 0,
  );
  return open.at(-1) ?? null;
}

function saidThere({ service, title }: TheirPage): Said {
  return { services: service === null ? [] : [service], texts: [title] };
}

function saidHere({ send: { services, subject }, title }: OurPage): Said {
  const cause = subject.kind === 'storm' ? [subject.cause.title] : [];
  return { services, texts: [title, ...cause] };
}
