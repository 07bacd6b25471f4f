/** What is compared of a page: who fails, and what it says. */
export interface Said {
  readonly services: readonly string[];
  readonly texts: readonly string[];
}

/** Words that stand in the names of most services and pages, and tell none from another. */
const common = new Set(
  'alert alerts api app application backend critical error errors exception failed failure frontend high incident issue prod production sentry server service services the and for with from new team web worker'.split(
    ' ',
  ),
);
const shortest = 3;
/** So many of the rarer one's words have to be shared where no service is. */
const enough = 0.5;
const leastShared = 2;

/**
 * How alike two pages are, from 0 to 2: 1 for a service that both name, and up to 1 for the words that they share. Below
 * what the words alone have to reach it is 0.
 */
export function likeness(one: Said, other: Said): number {
  const service = namesService(one, other) || namesService(other, one);
  const [a, b] = [wordsOf(one.texts), wordsOf(other.texts)];
  const shared = [...a].filter((word) => b.has(word)).length;
  const share = shared === 0 ? 0 : shared / Math.min(a.size, b.size);
  if (service) return 1 + share;
  return shared >= leastShared && share >= enough ? share : 0;
}

/** Whether a service of one is named by the other, as a service or in what it says. */
function namesService({ services }: Said, other: Said): boolean {
  const words = wordsOf([...other.services, ...other.texts]);
  return services.some((service) => {
    const own = [...wordsOf([service])];
    return own.length > 0 && own.every((word) => words.has(word));
  });
}

function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  const words = texts.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return new Set(words.filter((word) => word.length >= shortest && !common.has(word)));
}
