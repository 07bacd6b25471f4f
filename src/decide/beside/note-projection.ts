import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { Family } from '../../correlate/state/family.ts';
import type { Decision } from '../../domain/decision.ts';
import { summaryLines } from '../../domain/decision/summary-words.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import type { Incident } from '../../domain/incident.ts';
import type { NoteItem, NoteProjection } from '../../domain/sending/note-projection.ts';
import type { ChangeBefore } from '../../domain/sending/page-projection.ts';
import { pagerIncidentOf, takersOf, type PagerStanding } from '../../domain/sending/pager-standing.ts';
import type { TimelineItem } from '../../domain/timeline.ts';

const itemsKept = 60;

/** What the page itself says, and what the pager has told. */
const saidThere: ReadonlySet<string> = new Set(['pager', 'page', 'generation', 'storm']);

/** Worth a line although the thread has none for it. */
const asides: ReadonlySet<Decision['code']> = new Set(['joined', 'commit-suspected', 'cause-known']);

/**
 * The story of an incident for whoever was woken for it; null while its pager has not told which incident its page
 * became, so that no note is ever before a page. What became part of another's is told of there.
 * @param changed What changed before it began; asked for only where there is something to tell.
 */
export function noteProjection(
  { meta, timeline }: Pick<BrainState, 'meta' | 'timeline'>,
  { root, children }: Family,
  changed: () => ChangeBefore | null,
): NoteProjection | null {
  const pagerIncident = pagerIncidentNow(root);
  if (pagerIncident === null) return null;
  const standings = [root, ...children].flatMap(({ atPager }) => atPager ?? []);
  const items = itemsOf(root, timeline.get(root.id) ?? [], standings);
  if (items.length === 0) return null;
  const { install } = meta;
  return { surface: 'note', incident: root.id, install, pagerIncident, changed: changed(), items };
}

/** Where its newest page rings, or rang. */
function pagerIncidentNow(root: Incident): string | null {
  const { page, parent, kind, environmentClass, atPager } = root;
  if (page === null || page.joined !== null || parent !== null) return null;
  if (kind === 'collector' || drillOf(environmentClass) !== null) return null;
  const newest = atPager?.find(({ generation }) => generation === page.generations.length);
  return newest === undefined ? null : pagerIncidentOf(newest);
}

function itemsOf(
  { services: [own], desks }: Incident,
  told: readonly TimelineItem[],
  standings: readonly PagerStanding[],
): readonly NoteItem[] {
  const known = new Set(own === undefined ? [] : [own.name]);
  const items: NoteItem[] = [];
  for (const item of told) {
    if (!isNoted(item, desks !== undefined) || isKnownThere(item.decision, standings)) continue;
    const { n, at, decision } = item;
    if (decision.code !== 'joined' || !('who' in decision)) {
      items.push({ n, at, ...wordsOf(decision) });
      continue;
    }
    if (!known.has(decision.who)) items.push({ n, at, joined: decision.who });
    known.add(decision.who);
  }
  return items.slice(-itemsKept);
}

/** @param several Several are woken: what one pager has told of who has it, another does not know. */
function isNoted({ kind, tell, decision }: TimelineItem, several: boolean): boolean {
  if (several && decision.code === 'pager-unacknowledged') return true;
  return asides.has(decision.code) || (tell !== 'no' && !saidThere.has(kind));
}

/** Whoever did it at the pager is named there already. */
function isKnownThere(decision: Decision, standings: readonly PagerStanding[]): boolean {
  if (!('who' in decision)) return false;
  const { code, who } = decision;
  if (code === 'acknowledged' || code === 'also-acknowledged' || code === 'acknowledged-before')
    return standings.some((standing) => takersOf(standing).includes(who));
  if (code === 'pager-unacknowledged')
    return standings.some(({ turned }) => turned?.how === 'unacknowledged' && turned.by === who);
  return (
    code === 'resolved-by-person' &&
    standings.some(({ turned }) => turned?.how === 'resolved' && turned.by === who)
  );
}

function wordsOf(decision: Decision): { readonly text: string; readonly lines?: readonly string[] } {
  if (decision.code !== 'summed-up' || !('lastedMs' in decision)) return { text: sentenceOf(decision) };
  const [text, ...lines] = summaryLines(decision);
  return { text, lines };
}
