import {
  branchWords,
  changeWords,
  likenesses,
  negations,
  productionWords,
  quietAlone,
  quietWords,
  wordsOf,
} from './environment-words.ts';

/**
 * The class that decides whether an environment may page. Environments of one class are correlated together;
 * storms never cross classes. Every drill is a class of its own, so that it can touch neither anything real nor
 * another drill.
 */
export type EnvironmentClass = 'production' | 'non-production' | DrillClass;

/** The class of one drill. */
type DrillClass = `drill:${string}`;

/**
 * What the operator says about environments, before any rule about words: names as Sentry has them, in any case; a
 * `*` at the end stands for any rest. Where several fit, the name without a `*` decides, else the longest.
 */
export interface EnvironmentLists {
  readonly production: readonly string[];
  /** Nobody is woken for these. */
  readonly quiet: readonly string[];
}

/** A class, and what decided it, for people. */
interface EnvironmentReading {
  readonly class: 'production' | 'non-production';
  readonly because: string;
}

/**
 * Class of a Sentry environment name. An unknown or missing one counts as production: better a page too many than
 * none. `lists` is absent in policies of older relays.
 */
export function environmentClass(
  environment: string | null,
  lists?: EnvironmentLists,
): 'production' | 'non-production' {
  return readEnvironment(environment, lists).class;
}

/** As `environmentClass`, with the reason. */
export function readEnvironment(environment: string | null, lists?: EnvironmentLists): EnvironmentReading {
  if (environment === null) return { class: 'production', because: 'no environment is told' };
  return listed(environment, lists) ?? readWords(environment);
}

/** A company has a handful of environments, and every alert names one. */
const namesKept = 500;
const longestKept = 64;
const readings = new Map<string, EnvironmentReading>();

/** As `byWords`, which gives one name one reading for ever. */
function readWords(environment: string): EnvironmentReading {
  const known = readings.get(environment);
  if (known !== undefined) return known;
  const reading = byWords(environment);
  if (readings.size >= namesKept) readings.clear();
  if (environment.length <= longestKept) readings.set(environment, reading);
  return reading;
}

function listed(environment: string, lists: EnvironmentLists | undefined): EnvironmentReading | null {
  if (lists === undefined || lists.production.length + lists.quiet.length === 0) return null;
  const name = environment.trim().toLowerCase();
  const production = closeness(name, lists.production);
  const quiet = closeness(name, lists.quiet);
  if (production === 0 && quiet === 0) return null;
  return production >= quiet
    ? { class: 'production', because: 'ENVIRONMENTS_PRODUCTION names it' }
    : { class: 'non-production', because: 'ENVIRONMENTS_QUIET names it' };
}

/** How closely the best of these patterns fits a lower-case name: 0 for not at all, more than any `*` for the name itself. */
function closeness(name: string, patterns: readonly string[]): number {
  let best = 0;
  for (const pattern of patterns) {
    const low = pattern.toLowerCase();
    if (low === name) return Infinity;
    if (low.endsWith('*') && name.startsWith(low.slice(0, -1))) best = Math.max(best, low.length);
  }
  return best;
}

function byWords(environment: string): EnvironmentReading {
  const words = wordsOf(environment);
  const quiet = (because: string): EnvironmentReading => ({ class: 'non-production', because });
  const production = words.find((word, at) => productionWords.has(word) && isMeant(words, at));
  if (production !== undefined) return { class: 'production', because: `its name says "${production}"` };
  const denied = words.findIndex((word) => productionWords.has(word));
  if (denied >= 0)
    return quiet(`its name says "${words.slice(Math.max(0, denied - 1), denied + 2).join(' ')}"`);
  const word = words.find((one) => quietWords.has(one));
  if (word !== undefined) return quiet(`its name says "${word}"`);
  if (isBranch(words)) return quiet('its name is that of a branch or a change under review');
  return words.some((one) => quietAlone.has(one)) &&
    words.every((one) => quietAlone.has(one) || isNumber(one))
    ? quiet(`its name says "${words.join(' ')}"`)
    : { class: 'production', because: 'its name says nothing else' };
}

/** Whether the production word at this place is neither denied nor only a likeness. */
function isMeant(words: readonly string[], at: number): boolean {
  return !negations.has(words[at - 1] ?? '') && !likenesses.has(words[at + 1] ?? '');
}

function isBranch(words: readonly string[]): boolean {
  const [first = '', second] = words;
  if (branchWords.has(first)) return second !== undefined;
  return words.some((word, at) => changeWords.has(word) && isNumber(words[at + 1] ?? ''));
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}

/** The class of a drill's alerts, whatever environment they name. */
export function drillClass(drill: string): DrillClass {
  return `drill:${drill}`;
}

/** The drill that a class belongs to; null for what is real. */
export function drillOf(environment: EnvironmentClass): string | null {
  return environment.startsWith('drill:') ? environment.slice('drill:'.length) : null;
}
