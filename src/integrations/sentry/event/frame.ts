import type { Frame } from '../../../domain/alert.ts';
import {
  asObject,
  countAt,
  listAt,
  objectAt,
  objectsOf,
  textAt,
  valueAt,
  type JsonObject,
} from './payload.ts';

/** The frames of one stack, oldest first, at most the newest 250. */
export type Stack = readonly JsonObject[];

const mostFrames = 250;
const mostThreads = 200;

/** The stack that an exception, a thread or an event carries. */
export function stackOf(owner: JsonObject): Stack {
  return objectsOf(listAt(objectAt(owner, 'stacktrace'), 'frames').slice(-mostFrames));
}

/** The newest in-app frame of a stack, else its newest; null where none has a name. */
export function placeIn(stack: Stack): Frame | null {
  return newestOf(stack, isInApp) ?? newestOf(stack, () => true);
}

function newestOf(stack: Stack, counts: (frame: JsonObject) => boolean): Frame | null {
  for (let at = stack.length - 1; at >= 0; at -= 1) {
    const frame = stack[at];
    const place = frame !== undefined && counts(frame) ? frameOf(frame) : null;
    if (place !== null) return place;
  }
  return null;
}

/** Whether the application's own code is on a stack. */
export function hasInApp(stack: Stack): boolean {
  return stack.some((frame) => isInApp(frame) && frameOf(frame) !== null);
}

/** The frames of a stack that are the application's own. */
export function inAppOf(stack: Stack): Stack {
  return stack.filter(isInApp);
}

function isInApp(frame: JsonObject): boolean {
  return valueAt(frame, 'in_app') === true;
}

/** A frame without function and file is none: nobody can go to it. Lines begin at 1; 0 means that it is not known. */
function frameOf(frame: JsonObject): Frame | null {
  const name = named(textAt(frame, 'function', 200));
  const filename = named(textAt(frame, 'filename', 300)) ?? named(textAt(frame, 'abs_path', 300));
  if (name === null && filename === null) return null;
  const line = countAt(frame, 'lineno');
  return { function: name, filename, module: textAt(frame, 'module', 200), line: line === 0 ? null : line };
}

/** SDKs write `?`, `<unknown>`, `<anonymous>` or `[native code]` where they know no name. */
function named(text: string | null): string | null {
  return text === null ||
    /^(?:\?+|unknown|null|undefined|[<[(](?:unknown|anonymous|native code|native)[>\])])$/i.test(text)
    ? null
    : text;
}

/**
 * The stacks of `threads.values[]`: the crashed thread first, then the one that reported, then the main one. Go
 * panics, Ruby's SDK 4 and messages with `attach_stacktrace` have their frames only there.
 */
export function threadStacks(event: JsonObject): readonly Stack[] {
  const ranked = threadsOf(event).map((thread) => ({ rank: rankOf(thread), stack: stackOf(thread) }));
  // Any other thread was only there when it happened; it is worth showing where none is marked at all.
  const marked = ranked.filter(({ rank }) => rank < unmarked);
  const shown = marked.length > 0 ? marked : ranked;
  return shown.toSorted((a, b) => a.rank - b.rank).map(({ stack }) => stack);
}

/** The stack of the thread that an exception names, for SDKs that keep the frames there. */
export function stackOfThread(event: JsonObject, threadId: unknown): Stack {
  if (typeof threadId !== 'number' && typeof threadId !== 'string') return [];
  const thread = threadsOf(event).find((one) => String(valueAt(one, 'id')) === String(threadId));
  return thread === undefined ? [] : stackOf(thread);
}

function threadsOf(event: JsonObject): readonly JsonObject[] {
  const threads = valueAt(event, 'threads');
  const list = Array.isArray(threads) ? threads : listAt(asObject(threads) ?? {}, 'values');
  return objectsOf(list.slice(0, mostThreads));
}

function rankOf(thread: JsonObject): number {
  if (valueAt(thread, 'crashed') === true) return 0;
  if (valueAt(thread, 'current') === true) return 1;
  return valueAt(thread, 'main') === true || textAt(thread, 'name', 20)?.toLowerCase() === 'main'
    ? 2
    : unmarked;
}

const unmarked = 3;
