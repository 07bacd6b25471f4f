import { ruleClause } from '../../domain/decision/belonging-words.ts';
import { unpagedClause } from '../../domain/decision/paging-words.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import { newestGeneration, ruleOf, type Incident, type PageWanted } from '../../domain/incident.ts';
import type { TimelineItem } from '../../domain/timeline.ts';

/** An incident as programs ask for it: its row, with what was decided in words, and the codes beside them. */
export function toldIncident(incident: Incident): object {
  const { pageReason, page, unpaged, adoption, resolution } = incident;
  return {
    ...incident,
    generation: page?.generations.length ?? 1,
    pageReason: pageReason === null ? null : sentenceOf(pageReason),
    page: page === null ? null : toldPage(page),
    unpaged: unpaged === null ? null : { ...unpaged, ...told(unpaged.reason, unpagedClause) },
    adoption:
      adoption === null ? null : { ...adoption, rule: ruleClause(ruleOf(adoption)), code: adoption.rule },
    resolution: resolution === null ? null : { ...resolution, ...told(resolution.reason, sentenceOf) },
  };
}

/** One line of a story, in words; of what joined, also its service: many of them are one line where there is little room. */
export function toldItem({ incident, n, at, kind, decision, tell }: TimelineItem): object {
  const joined = decision.code === 'joined' ? { service: decision.why.own?.service ?? null } : {};
  return { incident, n, at, kind, code: decision.code, detail: sentenceOf(decision), ...joined, tell };
}

/** Beside all its lives stands why the newest one began. */
function toldPage(page: PageWanted): object {
  const generations = page.generations.map((one) => ({ ...one, ...told(one.reason, sentenceOf) }));
  const { reason, since } = newestGeneration(page);
  const withdrawn = page.withdrawn === null ? null : sentenceOf(page.withdrawn);
  return { ...page, generations, withdrawn, ...told(reason, sentenceOf), since };
}

function told<D extends { readonly code: string }>(
  decision: D,
  words: (decision: D) => string,
): { readonly code: string; readonly reason: string } {
  return { code: decision.code, reason: words(decision) };
}
