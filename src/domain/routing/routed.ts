import type { Escalation, NamedReceiver, Pace } from './route.ts';

/** A receiver that is told of an incident, and what the route says about it. It keeps it until the incident is over. */
export interface RoutedTo extends Pace {
  /** Name of the receiver. */
  readonly receiver: string;
  /** Ids of its channels and keys at that time. */
  readonly surfaces: readonly string[];
  /** Virtual ms. */
  readonly at: number;
  /** The place of its route in the tree, for example `1.0`; empty: the root of the tree. Null: it was woken because another did not answer. */
  readonly path: string | null;
  readonly muteTimeIntervals: readonly string[];
  readonly activeTimeIntervals: readonly string[];
  readonly holdMs: number;
  readonly escalate: Escalation | null;
  /** The interval because of which it has not been told yet; null: it has. */
  readonly silent: string | null;
}

/** A receiver that no route names: it was asked for, or is woken because another did not answer. */
export function routedBeside({ name, surfaces }: NamedReceiver, at: number): RoutedTo {
  return {
    receiver: name,
    surfaces,
    at,
    path: null,
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    holdMs: 0,
    escalate: null,
    silent: null,
  };
}

/** Whoever is told of it already, or of what it is part of, is told; the others wait as before. */
export function routedWith(own: readonly RoutedTo[], others: readonly RoutedTo[]): readonly RoutedTo[] {
  const told = new Set(others.flatMap(({ receiver, silent }) => (silent === null ? [receiver] : [])));
  const known = new Set(own.map(({ receiver }) => receiver));
  return [
    ...own.map((one) => (one.silent !== null && told.has(one.receiver) ? { ...one, silent: null } : one)),
    ...others.filter(({ receiver }) => !known.has(receiver)),
  ];
}
