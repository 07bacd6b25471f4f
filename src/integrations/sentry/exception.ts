import type { ExceptionText, Frame } from '../../domain/alert.ts';
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

/** What the exceptions of an event tell. */
export interface ExceptionChain {
  /** Root cause first, at most 10: the five innermost and the five outermost. */
  readonly texts: readonly ExceptionText[];
  /** The one that was raised last, and that Sentry titles the issue by. */
  readonly outermost: ExceptionText | null;
  /** Where it happened: the newest in-app frame of the outermost exception that has one, else the newest frame. */
  readonly frame: Frame | null;
}

const keptAtEachEnd = 5;
const longestType = 200;
/** Texts carry the evidence of a shared cause; what matters stands at their beginning. */
const longestValue = 2_000;
const mostFrames = 250;

/** Reads `exception.values` (oldest first), or the stack of a message event. */
export function exceptionsOf(event: JsonObject): ExceptionChain {
  const all = exceptionList(event);
  const kept =
    all.length <= 2 * keptAtEachEnd ? all : [...all.slice(0, keptAtEachEnd), ...all.slice(-keptAtEachEnd)];
  const chain = objectsOf(kept);
  const texts = chain.flatMap((exception) => textOf(exception) ?? []);
  const stacks = [...chain.map(framesOf), framesOf(event)].reverse();
  return { texts, outermost: texts.at(-1) ?? null, frame: newestFrame(stacks) };
}

/** Old senders wrote the list itself, or one exception alone. */
function exceptionList(event: JsonObject): readonly unknown[] {
  const exception = valueAt(event, 'exception');
  if (Array.isArray(exception)) return exception;
  const object = asObject(exception);
  if (object === null) return [];
  return Array.isArray(valueAt(object, 'values')) ? listAt(object, 'values') : [object];
}

function textOf(exception: JsonObject): ExceptionText | null {
  const type = textAt(exception, 'type', longestType);
  const value = textAt(exception, 'value', longestValue);
  if (type === null && value === null) return null;
  return { type: type ?? 'Error', value: value ?? '', module: textAt(exception, 'module', longestType) };
}

/** The newest frames of a stack trace, oldest first. */
function framesOf(owner: JsonObject): readonly JsonObject[] {
  const frames = listAt(objectAt(owner, 'stacktrace'), 'frames');
  return objectsOf(frames.slice(-mostFrames));
}

function newestFrame(stacks: readonly (readonly JsonObject[])[]): Frame | null {
  for (const frames of stacks) {
    const own = frames.findLast((frame) => valueAt(frame, 'in_app') === true && frameOf(frame) !== null);
    if (own !== undefined) return frameOf(own);
  }
  for (const frames of stacks) {
    const last = frames.findLast((frame) => frameOf(frame) !== null);
    if (last !== undefined) return frameOf(last);
  }
  return null;
}

function frameOf(frame: JsonObject): Frame | null {
  const name = textAt(frame, 'function', 200);
  const filename = textAt(frame, 'filename', 300) ?? textAt(frame, 'abs_path', 300);
  const module = textAt(frame, 'module', 200);
  if (name === null && filename === null && module === null) return null;
  return { function: name, filename, module, line: countAt(frame, 'lineno') };
}
