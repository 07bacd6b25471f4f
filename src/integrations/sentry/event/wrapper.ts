import type { ExceptionText } from '../../../domain/alert.ts';
import { isBaseType, isCarrier, isFailedFetch, isOfLibrary } from './exception-type.ts';
import { hasInApp } from './frame.ts';
import { ownWords, shortestRepeated } from './own-words.ts';
import type { Raised } from './raised.ts';

/** An exception, and what it came from. */
interface Link {
  readonly outer: Raised;
  /** Its causes, nearest first. */
  readonly inner: readonly [Raised, ...Raised[]];
  /** Whose modules the application's own frames are in, as `rootOf` tells. */
  readonly appRoots: ReadonlySet<string>;
}

/** Texts repeat what is near; a hostile chain shall not cost the square of its length. */
const mostCauses = 8;

/**
 * Whether an exception only wraps what it came from, so that the inner one says what broke. One that has something to
 * say of its own and comes from the application's code is none. It is one when
 * - it was made to carry another (`ExecutionException`, `InvocationTargetException`, Go's `*fmt.wrapError`);
 * - the application is on the inner stack and not on its own: a framework raised it around the application;
 * - it says nothing but the inner text, whoever defines it;
 * - it is a plain `Exception`, or of a library, and says no more than that something failed;
 * - it is of a library, repeats the inner text with words of its own, and the inner one also shows the application.
 */
export function onlyWraps({ outer, inner, appRoots }: Link): boolean {
  if (isCarrier(outer.text, appRoots)) return true;
  const appOutside = hasInApp(outer.stack);
  const appInside = inner.some((one) => hasInApp(one.stack));
  if (!appOutside && appInside) return true;
  // Without a text the type is all that it says.
  if (outer.text.value === '') return isBaseType(outer.text);
  const causes = inner.slice(0, mostCauses).map((one) => one.text);
  const ofLibrary = isOfLibrary(outer.text, appRoots);
  switch (ownWords(outer.text, causes)) {
    case 'none':
      return true;
    case 'failure':
      return isBaseType(outer.text) || ofLibrary || isFailedFetch(outer.text);
    case 'own':
      return ofLibrary && appInside && repeats(outer.text, causes);
  }
}

function repeats({ value }: ExceptionText, causes: readonly ExceptionText[]): boolean {
  return causes.some((cause) => cause.value.length >= shortestRepeated && value.includes(cause.value));
}
