import type { ExceptionText } from '../../../domain/alert.ts';

/** What an exception's text adds to those that it came from: nothing; only that something failed; words of its own. */
type OwnWords = 'none' | 'failure' | 'own';

/** Shorter texts (`0`, `id`) stand in others by chance. */
export const shortestRepeated = 4;

/** Compares a text with the texts of its causes, nearest first. */
export function ownWords(outer: ExceptionText, causes: readonly ExceptionText[]): OwnWords {
  let rest = outer.value;
  let repeated = false;
  for (const { type, value, module } of causes) {
    if (value.length >= shortestRepeated && rest.includes(value)) {
      rest = rest.replaceAll(value, ' ; ');
      repeated = true;
    }
    // Java prints a cause without a text as its full name.
    if (module !== null && rest.includes(`${module}.${type}`)) repeated = true;
    for (const name of [`${module ?? ''}.${type}`, type, type.split(/[.:\\]+/).at(-1) ?? type]) {
      if (name.length >= shortestRepeated) rest = rest.replaceAll(name, ' ; ');
    }
  }
  const clauses = rest
    .split(clauseEnd)
    .map((clause) => clause.trim())
    .filter((clause) => /\p{L}{2}/u.test(clause) && !framing.test(clause));
  if (clauses.length === 0) return repeated ? 'none' : 'failure';
  return clauses.every((clause) => failure.test(clause)) ? 'failure' : 'own';
}

const clauseEnd = /[:;,()[\]{}"'\n\r]+| - |\bbecause\b|\bdue to\b|\bsince\b/;

/** Words that only lead over to the cause. */
const framing =
  /^(?:(?:and )?(?:nested|inner|root|original|underlying|previous|wrapped|chained)?[ -]?(?:exception|error|cause|message|reason)?(?: (?:is|was))?|caused by|cause|see (?:the )?(?:inner|nested|cause).*|rethrown|re-?raised|from)\.?$/i;

/** Clauses that say that something failed and not why. */
const failure = new RegExp(
  [
    "^(?:request processing failed|failed to\\b.*|unable to\\b.*|could not\\b.*|couldn't\\b.*|can ?not\\b.*|can't\\b.*",
    '(?:an? |the )?(?:unexpected |unhandled |uncaught |internal |unknown |fatal )*(?:error|exception|failure|problem)s?(?: (?:has )?occurr?ed)?(?: (?:while|during|in|on|when|at|from|processing|handling|executing|creating|calling|running|loading)\\b.*)?',
    'something went wrong.*|one or more errors? occurred|exception has been thrown by the target of an invocation',
    'internal server error|[\\p{L}\\p{N} _/-]{1,60} (?:has )?(?:failed|failure|error)|failed|failure)[.!]?$',
  ].join('|'),
  'iu',
);
