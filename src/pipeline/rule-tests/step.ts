import { isProblem, parseMatcher, type Matcher } from '../../domain/routing/matcher.ts';
import { spanIn, spanMeant } from '../../domain/text/span.ts';

/** What a rule test does or expects, at or by a time since its beginning, in ms. */
export type Step = Input | Expectation;

/** Something that happens. */
export type Input =
  | {
      readonly kind: 'payload';
      readonly at: number;
      readonly file: string;
      readonly changes: Readonly<Record<string, string>>;
      readonly times: number;
      readonly everyMs: number;
    }
  /** A person takes or ends the newest open incident that has a page, else the newest that is open. */
  | { readonly kind: 'acknowledge' | 'resolve'; readonly at: number }
  | {
      readonly kind: 'silence';
      readonly at: number;
      readonly matchers: readonly Matcher[];
      readonly forMs: number;
    };

/** Something that has happened by then, or has not. */
export interface Expectation {
  readonly kind: 'expect';
  readonly by: number;
  readonly what: 'page' | 'message' | 'event' | 'incident';
  /** How often; null: at least once. */
  readonly count: number | null;
  /** Null: any. `everyone` is any too, unless a receiver is called so. */
  readonly receiver: string | null;
  /** What it says, somewhere; null: anything. */
  readonly saying: string | null;
}

/** What a test lasts at most: all of its time is played. */
const longestMs = 10 * 366 * 86_400_000;

function timeOf(text: string): number | null {
  const ms = spanIn(text);
  return ms === null || ms > longestMs ? null : ms;
}

/** What is wrong with a step, and what to write. */
interface Wrong {
  readonly problem: string;
}

/**
 * Reads a step: `at 0s` and `payload event.json service=pay times=5 every=2s`, `at 1m` and `acknowledge`; `by 5s` and
 * `page payments`, `no page`, `2 pages`, `message everyone saying "redis"`, `event audit saying "repeated"`.
 * @param changeable Names that a payload's changes may have.
 */
export function readStep(when: string, what: string, changeable: readonly string[]): Step | Wrong {
  const [, word, time = ''] = /^(at|by) (.+)$/.exec(when.trim()) ?? [];
  const ms = timeOf(time);
  if (word === undefined || ms === null) {
    const meant = word === undefined ? null : spanMeant(time);
    const hint = meant === null || meant === time ? '' : ` Did you mean ${word} ${meant}?`;
    return { problem: `"${when}": Write "at 0s" for what happens, or "by 5s" for what is expected.${hint}` };
  }
  return word === 'by' ? readExpectation(ms, what.trim()) : readInput(ms, what.trim(), changeable);
}

function readInput(at: number, what: string, changeable: readonly string[]): Step | Wrong {
  if (what === 'acknowledge' || what === 'resolve') return { kind: what, at };
  const [word, file, ...settings] = wordsOf(what);
  if (word === 'silence') return readSilence(at, partsOf(what).slice(1));
  if (word !== 'payload' || file === undefined)
    return {
      problem: `"${what}": Write "payload <file> service=…", "acknowledge", "resolve" or "silence service=… for=1h".`,
    };
  const changes: Record<string, string> = {};
  let [times, everyMs] = [1, 1_000];
  for (const setting of settings) {
    const [, name = '', value = ''] = /^([a-z]+|tags\.[^\s=]+)=(.+)$/s.exec(setting) ?? [];
    if (name === 'times' && /^[1-9]\d{0,4}$/.test(value)) times = Number(value);
    else if (name === 'every' && timeOf(value) !== null) everyMs = timeOf(value) ?? everyMs;
    else if (changeable.includes(name) || name.startsWith('tags.')) changes[name] = value;
    else
      return {
        problem: `"${setting}": Write one of ${changeable.join('=…, ')}=…, tags.<name>=…, times=5 or every=2s.`,
      };
  }
  return { kind: 'payload', at, file, changes, times, everyMs };
}

const hourMs = 3_600_000;

function readSilence(at: number, words: readonly string[]): Step | Wrong {
  const times = words.filter((word) => word.startsWith('for='));
  const forMs = times.length === 0 ? hourMs : timeOf(times[0]?.slice('for='.length) ?? '');
  if (forMs === null || times.length > 1) return { problem: `"${times.join(' ')}": Write for=30m.` };
  const told = words.filter((word) => !times.includes(word));
  const read = (told.length === 0 ? [''] : told).map((word) => parseMatcher(word));
  const problem = read.find(isProblem);
  if (problem !== undefined) return { problem: `"${words.join(' ')}": ${problem.advice}` };
  return { kind: 'silence', at, matchers: read.filter((one): one is Matcher => !isProblem(one)), forMs };
}

const expected =
  /^(?:(no|\d{1,4}) )?(page|message|event|incident)s?(?: (?!saying )(\S+))?(?: saying "(.+)")?$/s;

function readExpectation(by: number, text: string): Step | Wrong {
  const [, count, what, receiver, saying = null] = expected.exec(text) ?? [];
  if (what !== 'page' && what !== 'message' && what !== 'event' && what !== 'incident')
    return {
      problem: `"${text}": Write "page", "no page", "2 pages", "message <receiver>", "event <receiver>" or "1 incident".`,
    };
  const named = receiver ?? null;
  if (what === 'incident' && named !== null)
    return { problem: `"${text}": An incident has no receiver. Write "message ${named}".` };
  const many = count === undefined ? null : count === 'no' ? 0 : Number(count);
  return { kind: 'expect', by, what, count: many, receiver: named, saying };
}

/** Words between blanks; quotes keep blanks together: `error="TimeoutError: no answer"`. */
function wordsOf(text: string): readonly string[] {
  return partsOf(text).map((word) => word.replaceAll('"', ''));
}

function partsOf(text: string): readonly string[] {
  return text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
}
