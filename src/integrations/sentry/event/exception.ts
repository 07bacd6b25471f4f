import type { ExceptionText, Frame } from '../../../domain/alert.ts';
import { chainOf, type Chain } from './chain.ts';
import { rootOf } from './exception-type.ts';
import { hasInApp, inAppOf, placeIn, stackOf, threadStacks, type Stack } from './frame.ts';
import { countAt, textAt, type JsonObject } from './payload.ts';
import { librariesOf } from './library-frames.ts';
import { raisedIn, type Raised } from './raised.ts';
import { onlyWraps } from './wrapper.ts';

/** What the exceptions of an event tell. Containers are left out of it. */
export interface ExceptionStory {
  /** Root cause first, then outwards; what only stood beside it in a group comes before. At most 10. */
  readonly texts: readonly ExceptionText[];
  /** The one that says what broke; null where the event has none. Its wrappers stand behind it in `texts`. */
  readonly decider: ExceptionText | null;
  /** True when it is the event's outermost exception, which Sentry titles the event by. */
  readonly isOutermost: boolean;
  /**
   * Where the decider was raised: its newest in-app frame. A traceback ends where it is caught, so a cause from the
   * depth of a library may show none of the application: its stack goes on in the nearest wrapper that does. Else its
   * newest frame, or one of what stands next to it in the chain (Go gives only one error of a chain a stack).
   */
  readonly frame: Frame | null;
  /** The libraries that failed beneath the application's own code, nearest to the failure first, as `librariesOf` reads them. */
  readonly libraries: readonly string[];
}

const mostTexts = 10;

/** Reads `exception.values`, or the stack of a message event. */
export function exceptionsOf(event: JsonObject): ExceptionStory {
  const raised = raisedIn(event);
  const chain = chainOf(raised, countAt(event, 'main_exception_id'));
  if (chain === null) {
    const loose = looseStacks(event);
    const libraries = librariesOf(loose.slice(0, 1));
    return { texts: [], decider: null, isOutermost: false, frame: firstPlace(loose), libraries };
  }
  const [only] = raised;
  if (only !== undefined && raised.length === 1) return storyOfOne(event, only);
  const line = lineOf(chain);
  const at = deciderIn(line, appRootsOf(raised));
  const decider = line[at] ?? chain.top;
  const beside = raised.filter((one) => !one.isContainer && !line.includes(one));
  const inner = line.slice(at + 1);
  const wrappers = line.slice(0, at).reverse();
  const ordered = [...beside, ...inner.toReversed(), decider, ...wrappers];
  const own = [decider, ...wrappers].find(({ stack }) => hasInApp(stack));
  const nearest = [...(own === undefined ? [] : [own]), decider, ...wrappers, ...inner, ...beside];
  return {
    texts: bothEnds(ordered, decider).map(({ text }) => text),
    decider: decider.text,
    isOutermost: decider === raised.at(-1),
    frame: firstPlace(nearest.map(({ stack }) => stack)) ?? firstPlace(looseStacks(event)),
    libraries: librariesOf(line.toReversed().map(({ stack }) => stack)),
  };
}

/** Most events have one exception, and nothing to choose between. */
function storyOfOne(event: JsonObject, { text, stack }: Raised): ExceptionStory {
  return {
    texts: [text],
    decider: text,
    isOutermost: true,
    frame: placeIn(stack) ?? firstPlace(looseStacks(event)),
    libraries: librariesOf([stack]),
  };
}

/** From the outermost to the root cause. */
function lineOf({ top, causeOf }: Chain): readonly Raised[] {
  const line: Raised[] = [];
  for (let at: Raised | null = top; at !== null && !line.includes(at); at = causeOf(at)) line.push(at);
  return line;
}

/** Goes inwards for as long as there is only wrapping. */
function deciderIn(line: readonly Raised[], appRoots: ReadonlySet<string>): number {
  let at = 0;
  for (;;) {
    const [outer, nearest, ...deeper] = line.slice(at);
    if (outer === undefined || nearest === undefined) return at;
    if (outer.isContainer || !onlyWraps({ outer, inner: [nearest, ...deeper], appRoots })) return at;
    at += 1;
  }
}

/** Modules tell whose code it is; PHP and Ruby name theirs in the function (`App\Orders::total`). */
function appRootsOf(raised: readonly Raised[]): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const frame of raised.flatMap(({ stack }) => inAppOf(stack))) {
    const called = textAt(frame, 'function', 200) ?? '';
    const module = textAt(frame, 'module', 200) ?? (/\\|::/.test(called) ? called : null);
    if (module !== null) roots.add(rootOf(module));
  }
  return roots;
}

/** Of a long chain both ends; the decider is never cut out. */
function bothEnds(ordered: readonly Raised[], decider: Raised): readonly Raised[] {
  if (ordered.length <= mostTexts) return ordered;
  const half = mostTexts / 2;
  const head = ordered.slice(0, half);
  const tail = ordered.slice(-half);
  return head.includes(decider) || tail.includes(decider)
    ? [...head, ...tail]
    : [...head.slice(0, -1), decider, ...tail];
}

function looseStacks(event: JsonObject): readonly Stack[] {
  return [stackOf(event), ...threadStacks(event)];
}

function firstPlace(stacks: readonly Stack[]): Frame | null {
  for (const stack of stacks) {
    const place = placeIn(stack);
    if (place !== null) return place;
  }
  return null;
}
