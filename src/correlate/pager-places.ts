import { setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { PagerWord } from '../domain/inbox/pager-word.ts';
import type { Desk, Incident } from '../domain/incident.ts';
import type { PageKey } from '../domain/sending/page-key.ts';
import type { PagerStanding } from '../domain/sending/pager-standing.ts';
import type { Draft } from './state/draft.ts';

/** Which page of which incident a pager's word is about. */
export interface PagePlace {
  readonly incident: string;
  readonly generation: number;
  /** Name of the receiver whose page it is; null: there is one for all. */
  readonly receiver: string | null;
}

/** So many words wait for one that says whose they are, and no longer: other people's pages must not fill the memory. */
const mostKept = 40;
const keptMs = 60 * 60_000;

/** Whether a place was found, and no reason why there is none. */
export function isPlaced(place: PagePlace | Disposition): place is PagePlace {
  return 'generation' in place;
}

/** The page that a word is about, or why it is none of ours; null: nothing has said so yet. */
export function placeOf(
  draft: Draft,
  { key, pagerIncident, act }: PagerWord,
): PagePlace | Disposition | null {
  if (key !== null) {
    if (key.install !== draft.meta().install) return notOurs(pagerIncident);
    const row = draft.incident(key.incident);
    if (row === null) return setAside({ code: 'no-such-incident', incident: key.incident });
    return placeIn(row, key, pagerIncident) ?? notOurs(pagerIncident);
  }
  const known = placeOfId(draft, pagerIncident);
  if (known !== null) return known;
  if (act.kind !== 'triggered') return null;
  // Its beginning says by whom it was opened, so the rest of it is somebody else's as well.
  takeKept(draft, pagerIncident);
  return notOurs(pagerIncident);
}

/**
 * The page of an incident that a key names. Of several receivers' pages under the same number it is the one that the
 * pager's id is known for, else the first of which it has told nothing: a pager that tells no more than the key cannot
 * be understood better.
 */
function placeIn(row: Incident, { generation, receiver }: PageKey, pagerIncident: string): PagePlace | null {
  const pages = desksIn(row)
    .filter(({ desk }) => generation <= (desk.page?.generations.length ?? 0))
    .filter(({ name }) => receiver === undefined || name === receiver);
  const own =
    pages.find(({ desk }) => standingOf(desk, pagerIncident) !== undefined) ??
    pages.find(({ desk }) => !desk.atPager?.some((told) => told.generation === generation)) ??
    pages[0];
  return own === undefined ? null : { incident: row.id, generation, receiver: own.name };
}

function placeOfId(draft: Draft, pagerIncident: string): PagePlace | null {
  for (const row of draft.incidentsAwake())
    for (const { name, desk } of desksIn(row)) {
      const standing = standingOf(desk, pagerIncident);
      if (standing !== undefined)
        return { incident: row.id, generation: standing.generation, receiver: name };
    }
  return null;
}

function standingOf({ atPager }: Desk, pagerIncident: string): PagerStanding | undefined {
  return atPager?.find(({ ids }) => ids.includes(pagerIncident));
}

/** The desks of an incident with the names of their receivers; its own, without a name, where there is one for all. */
function desksIn(row: Incident): readonly { readonly name: string | null; readonly desk: Desk }[] {
  if (row.desks === undefined) return [{ name: null, desk: row }];
  return Object.entries(row.desks).map(([name, desk]) => ({ name, desk }));
}

function notOurs(pagerIncident: string): Disposition {
  return setAside({ code: 'pager-incident-not-ours', pagerIncident });
}

/** Keeps a word until one comes that says whose it is. */
export function keepWord(draft: Draft, word: PagerWord): Disposition {
  const meta = draft.meta();
  const young = (meta.unplaced ?? []).filter(({ since }) => draft.now - since < keptMs);
  draft.putMeta({ ...meta, unplaced: [...young, { word, since: draft.now }].slice(-mostKept) });
  return setAside({ code: 'pager-incident-unknown', pagerIncident: word.pagerIncident });
}

/** The words that were kept of one of the pager's incidents, oldest first; they are kept no longer. */
export function takeKept(draft: Draft, pagerIncident: string): readonly PagerWord[] {
  const meta = draft.meta();
  const kept = (meta.unplaced ?? []).filter(({ word }) => word.pagerIncident === pagerIncident);
  if (kept.length === 0) return [];
  const others = (meta.unplaced ?? []).filter(({ word }) => word.pagerIncident !== pagerIncident);
  draft.putMeta({ ...meta, unplaced: others });
  return kept.map(({ word }) => word).sort((a, b) => a.at - b.at);
}
