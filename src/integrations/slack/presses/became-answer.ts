import type { Decision } from '../../../domain/decision.ts';
import { sentenceOf } from '../../../domain/decision/words.ts';
import type { Disposition } from '../../../domain/inbox/disposition.ts';
import { sectionsOfLines } from '../render/blocks.ts';
import { inline } from '../render/escape.ts';
import { timeOfDay } from '../render/wording.ts';
import { besideLine, calledLine, doneLine, type Called, type Deed } from './done-words.ts';
import type { PresserAnswer } from './tell-presser.ts';

/** The incident that was meant, as it is now. */
export interface Concerned extends Called {
  /** Virtual UNIX ms until which a person wants quiet; null: nobody does. */
  readonly mutedUntil: number | null;
}

/**
 * What whoever pressed is told once it is known: what happened, or why nothing did. Null as a disposition: the relay has
 * not come to it, in all the time in which somebody can be answered.
 */
export function becameAnswer(disposition: Disposition | null, incident: Concerned | null): PresserAnswer {
  if (disposition === null)
    return linesAnswer([
      `⏳ *It is kept, and not done yet*${about(incident)}`,
      'The relay is far behind. The thread tells when it is done.',
    ]);
  const { decision, kind } = disposition;
  if (decision.code === 'acknowledged-beside' && incident !== null)
    return linesAnswer([besideLine(decision.first, decision.since, incident), shownSoon]);
  const deed = kind === 'counted' ? deedOf(decision) : null;
  if (deed !== null && incident !== null) return doneAnswer(deed, incident);
  const headline = kind === 'dead' ? '⚠️ *It could not be done' : '*Nothing was done';
  const why =
    kind === 'dead' ? 'The relay could not apply it; its log says why.' : inline(sentenceOf(decision), 600);
  return linesAnswer([`${headline}${incident === null ? '.*' : `:* ${calledLine(incident)}`}`, why]);
}

function about(incident: Concerned | null): string {
  return incident === null ? '.' : `: ${calledLine(incident)}`;
}

const shownSoon = 'Its message shows it in a moment.';

function doneAnswer(deed: Deed, incident: Concerned): PresserAnswer {
  const quiet = incident.mutedUntil === null ? 'from now on' : `until ${timeOfDay(incident.mutedUntil)}`;
  return linesAnswer([doneLine(deed, incident, quiet), shownSoon]);
}

/** What a person’s act was, out of what became of it; null: it is no such. */
function deedOf(decision: Decision): Deed | null {
  if (decision.code === 'pressed' || decision.code === 'handled-by-person') return decision.action;
  return decision.code === 'regrouped-by-person' ? 'merge' : null;
}

function linesAnswer(lines: readonly string[]): PresserAnswer {
  return { text: lines.join('\n'), blocks: sectionsOfLines(lines, '\n') };
}
