/**
 * One condition on an incident's labels. A label may have several values (a storm has many services): a positive
 * condition holds when one of them meets it, a negative one when none does. A label that is not there is the empty
 * text, as in Alertmanager (https://prometheus.io/docs/alerting/latest/configuration/#matcher).
 */
export type Matcher =
  | { readonly label: string; readonly op: '=' | '!='; readonly value: string }
  /** Each value may hold `*`, which stands for any text. */
  | { readonly label: string; readonly op: 'in' | 'not-in'; readonly values: readonly string[] }
  /** The whole value has to match, in RE2's syntax. */
  | { readonly label: string; readonly op: '=~' | '!~'; readonly pattern: string }
  | { readonly label: string; readonly op: '>=' | '<'; readonly number: number };

/** Why a text is no matcher: `advice` is a whole sentence for whoever wrote it, `at` the place in the text, from 0. */
interface MatcherProblem {
  readonly advice: string;
  readonly at: number;
}

/** Labels that every incident has; `tags.<name>` is there beside them. */
export const labelNames = [
  'service',
  'environment',
  'level',
  'category',
  'project',
  'rule',
  'release',
  'cause',
  'storm',
  'new_in_release',
  'users',
  'events_per_minute',
  'message',
] as const;

/** Labels whose values are numbers, so that they can be compared. */
const numericLabels: readonly string[] = ['users', 'events_per_minute'];

/** The label that a name means: one of its own, or `tags.` and `settings.` with the name of a Sentry tag or of an alert rule's setting. */
export function isLabel(name: string): boolean {
  return (
    (labelNames as readonly string[]).includes(name) ||
    /^(?:tags|settings)\.[^\s"=!~<>{},]{1,200}$/.test(name)
  );
}

const example = 'service="checkout"';
const form =
  /^\s*([^\s"=!~<>{},]+)\s*(=~|!~|!=|>=|<|=)\s*("(?:[^"\\]|\\.)*"|(?:[^\s",{}=!~<>][^\s",{}]*)?)\s*/;

/**
 * Reads Alertmanager's text form: `service="a"`, `env!="b"`, `service=~"pay.*"`, `tags.region!~"eu-.*"`, and beyond it
 * `users>=500` and `users<10`. Quotes may be left out where the value has neither blanks nor commas.
 */
export function parseMatcher(text: string): Matcher | MatcherProblem {
  const curly = text.search(/[‘’“”„]/);
  if (curly >= 0 && !text.includes('"'))
    return { advice: `Write plain quotes instead of curly ones, for example ${example}`, at: curly };
  const other = /^[^"]*?(<=|>(?!=)|=[<>])/.exec(text);
  if (other !== null)
    return {
      advice: 'Numbers are compared with >= or <, for example users>=500',
      at: text.indexOf(other[1] ?? ''),
    };
  const found = form.exec(text);
  if (found === null)
    return { advice: `Write a label, a comparison and a value, for example ${example}`, at: 0 };
  const [whole, label = '', op = '', written = ''] = found;
  const rest = text.slice(whole.length);
  if (written === '' && rest.startsWith('"'))
    return { advice: `Its quote is not closed. Write ${label}${op}${rest.trimEnd()}"`, at: whole.length };
  const twice = /^=+\s*/.exec(rest);
  if (op === '=' && written === '' && twice !== null)
    return {
      advice: `One = compares here: ${label}=${rest.slice(twice[0].length)}`,
      at: whole.length,
    };
  if (whole.length < text.length)
    return {
      advice: `One matcher ends here; write the next one as an item of its own, or put the value in quotes, for example ${example}`,
      at: whole.length,
    };
  const value = unquoted(written);
  switch (op) {
    case '>=':
    case '<':
      return compared(label, op, value, text.indexOf(op));
    case '=~':
    case '!~':
      return { label, op, pattern: value };
    default:
      return { label, op: op === '!=' ? '!=' : '=', value };
  }
}

/** Tells a matcher from what is none. */
export function isProblem(read: Matcher | MatcherProblem): read is MatcherProblem {
  return 'advice' in read;
}

function compared(label: string, op: '>=' | '<', value: string, at: number): Matcher | MatcherProblem {
  const number = Number(value);
  if (!numericLabels.includes(label))
    return { advice: `Only ${numericLabels.join(' and ')} are numbers and can be compared with ${op}`, at };
  if (value.trim() === '' || !Number.isFinite(number))
    return { advice: `Write a number after ${op}, for example ${label}${op}500`, at };
  return { label, op, number };
}

function unquoted(written: string): string {
  if (!written.startsWith('"')) return written;
  // A backslash stands before a quote or another one; in patterns all others are the pattern's own.
  return written.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

/** As it is written, for people. */
export function matcherText(matcher: Matcher): string {
  const { label } = matcher;
  switch (matcher.op) {
    case '=':
    case '!=':
      return `${label}${matcher.op}${JSON.stringify(matcher.value)}`;
    case '=~':
    case '!~':
      return `${label}${matcher.op}${JSON.stringify(matcher.pattern)}`;
    case '>=':
    case '<':
      return `${label}${matcher.op}${matcher.number}`;
    case 'in':
    case 'not-in':
      return `${label} ${matcher.op === 'in' ? 'is' : 'is not'} ${matcher.values.join(' or ')}`;
  }
}
