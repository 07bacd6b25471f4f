/** Texts are short; what follows is a stack or somebody's data. */
const longestRead = 400;

/** What is common to all wordings below: most texts of servers say none of it, and are not looked at. */
const marks = [
  'undefined',
  'null',
  'not a function',
  'not defined',
  'find variable',
  "doesn't ",
  'JSON',
  'etch',
  'Load failed',
  'Network request failed',
  'recursion',
  'call stack',
];

/**
 * One mistake of a page in one wording, whichever engine said it: V8 (Chrome, Edge, Android), SpiderMonkey (Firefox),
 * JavaScriptCore (Safari, iOS), Hermes (React Native), and the older wordings of each. The property that was read, set or
 * called stays; what a minifier called the object, and what Safari quotes of the code, does not.
 */
export function inOneWording(text: string): string {
  if (text.length > longestRead || !marks.some((mark) => text.includes(mark))) return text;
  return emptyObject(text) ?? noFunction(text) ?? noVariable(text) ?? sameForAll(text) ?? text;
}

function readOf(emptiness: string | undefined, property: string | undefined | null): string | null {
  if (emptiness === undefined || property === undefined || property === null) return null;
  return `Cannot read properties of ${emptiness} (reading '${property}')`;
}

/** Reading and setting are one: Firefox and Safari do not tell them apart. */
function emptyObject(text: string): string | null {
  const v8 = /Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '([^']{1,80})'\)/.exec(
    text,
  );
  if (v8 !== null) return readOf(v8[1], v8[2]);
  const older = /Cannot (?:read|set) property '([^']{1,80})' of (undefined|null)/.exec(text);
  if (older !== null) return readOf(older[2], older[1]);
  const safari = /(undefined|null) is not an object \(evaluating '(.{1,200})'\)/.exec(text);
  if (safari !== null) return readOf(safari[1], lastNamed(safari[2] ?? ''));
  const firefox = /can't access property "?([\w$-]{1,80})"?(?: of|, .{1,80} is) (undefined|null)/.exec(text);
  if (firefox !== null) return readOf(firefox[2], firefox[1]);
  const oldFirefox = /^(?:TypeError: )?[\w$.[\]()]{1,120}\.([\w$]{1,60}) is (undefined|null)$/.exec(text);
  if (oldFirefox !== null) return readOf(oldFirefox[2], oldFirefox[1]);
  const explorer = /Unable to (?:get|set) (?:value of the )?property '([^']{1,80})' of (undefined|null)/.exec(
    text,
  );
  return explorer === null ? null : readOf(explorer[2], explorer[1]);
}

/** The last name of an expression: `total` of `e.cart.total = t(n)`, `this.cart.total(2)` and `e["total"]`. */
function lastNamed(expression: string): string | null {
  const called = expression.replace(/ ?[-+*/|&?]{0,2}=(?!=).*$/, '').replace(/\([^()]*\)$/, '');
  return /(?:^|[.["'])([A-Za-z_$][\w$]{0,60})["']?\]?$/.exec(called)?.[1] ?? null;
}

function noFunction(text: string): string | null {
  const called =
    /(?:^|[^\w$])([\w$]{1,60})\)? is not a function\b/.exec(text) ??
    /Object doesn't support property or method '([\w$]{1,60})'/.exec(text);
  const name = called?.[1];
  return name === undefined || name === 'undefined' ? null : `${name} is not a function`;
}

function noVariable(text: string): string | null {
  const named =
    /^(?:ReferenceError: )?(?:Can't find variable: ([\w$]{1,60})|'?([\w$]{1,60})'? is (?:not defined|undefined)|Property '([\w$]{1,60})' doesn't exist)$/.exec(
      text,
    );
  const name = named?.[1] ?? named?.[2] ?? named?.[3];
  return name === undefined ? null : `${name} is not defined`;
}

/** What each engine says in a sentence of its own. */
const sentences: readonly (readonly [said: RegExp, inOne: string])[] = [
  [
    /Unexpected (?:token .{1,80} (?:in JSON at position|is not valid JSON)|end of JSON input|non-whitespace character after JSON)|JSON\.parse: |JSON Parse error: /,
    'Unexpected token in what should be JSON',
  ],
  [
    /^(?:TypeError: )?(?:Failed to fetch|Load failed|NetworkError when attempting to fetch resource|Network request failed|Network Error)\.?$/,
    'Failed to fetch',
  ],
  [
    /^(?:\w{1,20}Error: )?(?:too much recursion|Maximum call stack size exceeded)\.?/,
    'Maximum call stack size exceeded',
  ],
];

function sameForAll(text: string): string | null {
  return sentences.find(([said]) => said.test(text))?.[1] ?? null;
}
