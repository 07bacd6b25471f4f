import type { Fact } from '../../../domain/alert.ts';
import type { LiveMessage } from '../../../domain/sending/projection.ts';
import { code, inline } from './escape.ts';
import { tellsFigure } from './headline.ts';
import { dayAndTime } from './wording.ts';

const mostFacts = 5;

/**
 * What an occurrence is about, a line each: `Query: SELECT …`, `Message: “It hangs when I pay”`. At most 1,400
 * characters. What its title or the words of the error say already is not said again.
 */
export function aboutLines(message: LiveMessage): readonly string[] {
  const { what } = message;
  const said = what.message.trim();
  const inTitle = tellsFigure(message) ? ['Value', 'Threshold'] : [];
  return what.about
    .filter(({ name, value }) => value.trim() !== '' && value.trim() !== said && !inTitle.includes(name))
    .slice(0, mostFacts)
    .map((fact) => `${label(fact.name)}: ${shown(fact)}`);
}

/** `contact_email` is `Contact email`. */
function label(name: string): string {
  const words = inline(name.replaceAll(/[_\s]+/g, ' '), 40);
  return words === '' ? 'About' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Somebody's own words in quotes; moments as every time here; queries, addresses and the like in code, where they stay as they are. */
function shown({ name, value }: Fact): string {
  if (ownWords.test(name)) return `“${inline(value, 220)}”`;
  const at = moment.test(value) ? Date.parse(value) : NaN;
  if (Number.isFinite(at)) return dayAndTime(at);
  return looksLikeCode.test(value) ? code(value, 220) : inline(value, 220);
}

const ownWords = /\b(?:message|words|comments?|feedback)\b/i;
/** ISO 8601 with a zone, as Sentry writes a monitor's last check-in. Without a zone nobody knows when it was. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const looksLikeCode = /[*_~`{}<>=;]|:\/\/|\b(?:SELECT|INSERT|UPDATE|DELETE)\b/;
