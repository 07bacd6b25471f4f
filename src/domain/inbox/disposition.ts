import type { Decision } from '../decision.ts';
import { sentenceOf } from '../decision/words.ts';

interface Decided {
  readonly decision: Decision;
  /** The decision for people. Most are asked by nobody, so it is made when it is read. */
  readonly reason: string;
}

/** An alert, or a command, of this incident (its own, not its root: adoption may come later). */
interface Counted extends Decided {
  readonly kind: 'counted';
  readonly incident: string;
}

/** Stored but of no consequence, on purpose. */
export interface SetAside extends Decided {
  readonly kind: 'set-aside';
}

/** What applying an entry made of it; exactly one an entry. */
export type Disposition =
  | Counted
  | SetAside
  /** A silence or a rule kept it quiet. */
  | (Decided & { readonly kind: 'suppressed' })
  /** It could not be parsed or applied; a dead letter tells why. */
  | (Decided & { readonly kind: 'dead' });

/** What became of an entry that tells of an incident. */
export function counted(incident: string, decision: Decision): Counted {
  return new CountedEntry(incident, decision);
}

/** What became of an entry that tells of none. */
export function disposed<K extends 'set-aside' | 'suppressed' | 'dead'>(
  kind: K,
  decision: Decision,
): Decided & { readonly kind: K } {
  return new DisposedEntry(kind, decision);
}

/** Classes, since a getter in a literal would make a hidden class of each of them. */
class CountedEntry implements Counted {
  readonly kind = 'counted';
  readonly incident: string;
  readonly decision: Decision;

  constructor(incident: string, decision: Decision) {
    this.incident = incident;
    this.decision = decision;
  }

  get reason(): string {
    return sentenceOf(this.decision);
  }
}

class DisposedEntry<K extends Disposition['kind']> implements Decided {
  readonly kind: K;
  readonly decision: Decision;

  constructor(kind: K, decision: Decision) {
    this.kind = kind;
    this.decision = decision;
  }

  get reason(): string {
    return sentenceOf(this.decision);
  }
}

/** What became of an entry that is of no consequence. */
export function setAside(decision: Decision): SetAside {
  return disposed('set-aside', decision);
}

/** What is counted of a disposition. */
export interface Became {
  readonly disposition: Disposition['kind'];
  readonly code: Decision['code'];
}

/** A disposition as it is counted. */
export function becameOf({ kind, decision }: Disposition): Became {
  return { disposition: kind, code: decision.code };
}
