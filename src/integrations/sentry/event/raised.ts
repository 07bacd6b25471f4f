import type { ExceptionText } from '../../../domain/alert.ts';
import { stackOf, stackOfThread, type Stack } from './frame.ts';
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

/** One entry of `exception.values`. */
export interface Raised {
  readonly text: ExceptionText;
  readonly stack: Stack;
  /** Its number and its parent's, where the SDK tells the tree. */
  readonly id: number | null;
  readonly parentId: number | null;
  /** True for a mere container: ExceptionGroup, AggregateError, AggregateException. */
  readonly isContainer: boolean;
  /** True when it was only caught while another was on its way (Java's `getSuppressed`): it caused nothing. */
  readonly isSuppressed: boolean;
}

const keptAtEachEnd = 25;
const longestType = 200;
/** Texts carry the evidence of a shared cause; what matters stands at their beginning. */
const longestValue = 2_000;

/** The exceptions of an event in the sender's order, the outermost last: of a very long list both ends. */
export function raisedIn(event: JsonObject): readonly Raised[] {
  const all = exceptionList(event);
  const kept =
    all.length <= 2 * keptAtEachEnd ? all : [...all.slice(0, keptAtEachEnd), ...all.slice(-keptAtEachEnd)];
  const raised = objectsOf(kept)
    .map((exception) => raisedOf(event, exception))
    .filter((one) => one !== null);
  return isNumberedBackwards(raised) ? raised.map((one) => ({ ...one, isContainer: false })) : raised;
}

/** Old senders wrote the list itself, or one exception alone. */
function exceptionList(event: JsonObject): readonly unknown[] {
  const exception = valueAt(event, 'exception');
  if (Array.isArray(exception)) return exception;
  const object = asObject(exception);
  if (object === null) return [];
  return Array.isArray(valueAt(object, 'values')) ? listAt(object, 'values') : [object];
}

/** Null for an entry that names neither a type nor a text. */
function raisedOf(event: JsonObject, exception: JsonObject): Raised | null {
  const type = textAt(exception, 'type', longestType);
  const value = textAt(exception, 'value', longestValue);
  if (type === null && value === null) return null;
  const mechanism = objectAt(exception, 'mechanism');
  const own = stackOf(exception);
  return {
    text: { type: type ?? 'Error', value: value ?? '', module: textAt(exception, 'module', longestType) },
    stack: own.length > 0 ? own : stackOfThread(event, valueAt(exception, 'thread_id')),
    id: countAt(mechanism, 'exception_id'),
    parentId: countAt(mechanism, 'parent_id'),
    isContainer: valueAt(mechanism, 'is_exception_group') === true,
    isSuppressed:
      valueAt(mechanism, 'type') === 'suppressed' || isOfSuppressed(textAt(mechanism, 'source', 40)),
  };
}

function isOfSuppressed(source: string | null): boolean {
  return source !== null && /^suppressed\b/i.test(source);
}

/**
 * Go's SDK up to 0.33 marked every error of a chain as a container and numbered from the innermost (sentry-go,
 * interfaces.go, `Event.SetException`): there neither the marks nor the numbers say anything.
 */
function isNumberedBackwards(raised: readonly Raised[]): boolean {
  const last = raised.at(-1);
  return (
    raised.length > 1 &&
    raised.every((one) => one.isContainer) &&
    last?.parentId !== null &&
    raised[0]?.parentId === null
  );
}
