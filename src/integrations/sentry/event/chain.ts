import { hasInApp } from './frame.ts';
import type { Raised } from './raised.ts';

/** How the exceptions of an event hang together. */
export interface Chain {
  /** What the event is about before wrappers are looked through: no container unless all are. */
  readonly top: Raised;
  /** What an exception came from, null when nothing is told. Containers are looked through. */
  readonly causeOf: (raised: Raised) => Raised | null;
}

/**
 * Reads the tree that `exception_id` and `parent_id` tell, else the list, whose order is innermost first. Containers
 * are passed over, as Sentry does for title and grouping (getsentry/rfcs 0079-exception-groups;
 * `filter_exceptions_for_exception_groups` of getsentry/sentry). Of a group with several children Sentry takes the
 * one that it names in `main_exception_id`; where it names none, because the children differ, it shows the group.
 * A group says nothing to the person on call, so here the first child decides that has the application's code on its
 * stack, in the order in which they were raised: in a TaskGroup that is the failure that cancelled the others.
 */
export function chainOf(raised: readonly Raised[], mainId: number | null): Chain | null {
  const outermost = raised.at(-1);
  if (outermost === undefined) return null;
  const causeOf = isTree(raised) ? causeInTree(raised) : causeInList(raised);
  const main = mainId === null ? undefined : raised.find((one) => one.id === mainId && !one.isContainer);
  const top =
    main ??
    throughContainers(outermost, causeOf) ??
    raised.findLast((one) => !one.isContainer && !one.isSuppressed) ??
    raised.findLast((one) => !one.isContainer) ??
    outermost;
  return { top, causeOf: (one) => throughContainers(causeOf(one), causeOf) };
}

type CauseOf = (raised: Raised) => Raised | null;

/** The first that is no container, from this one inwards. */
function throughContainers(from: Raised | null, causeOf: CauseOf): Raised | null {
  const seen = new Set<Raised>();
  let at = from;
  while (at?.isContainer === true && !seen.has(at)) {
    seen.add(at);
    at = causeOf(at);
  }
  return at?.isContainer === true ? null : at;
}

/** Only a tree whose root is the outermost exception is believed. */
function isTree(raised: readonly Raised[]): boolean {
  const root = raised.at(-1);
  if (root?.id === undefined || root.id === null || root.parentId !== null) return false;
  return raised.some((one) => one.parentId === root.id);
}

function causeInTree(raised: readonly Raised[]): CauseOf {
  return (parent) => {
    const children = raised
      .filter(
        (one) => one !== parent && one.parentId === parent.id && parent.id !== null && !one.isSuppressed,
      )
      .toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
    return children.find((child) => hasInApp(stackBehind(child, raised))) ?? children[0] ?? null;
  };
}

/** A container has its stack from where it was built; what counts is what it holds. */
function stackBehind(child: Raised, raised: readonly Raised[]): Raised['stack'] {
  if (!child.isContainer) return child.stack;
  return raised.filter((one) => one.parentId === child.id && child.id !== null).flatMap((one) => one.stack);
}

function causeInList(raised: readonly Raised[]): CauseOf {
  return (one) => raised.slice(0, raised.indexOf(one)).findLast((inner) => !inner.isSuppressed) ?? null;
}
