import type { StormView } from '../state/heard.ts';
import type { Rule } from './joining-rules.ts';

/**
 * The storms that failures may join. Hundreds of failures are tried against a few storms, so what a storm rules out for
 * all of them is asked once.
 */
export class Choice {
  readonly storms: readonly StormView[];
  private readonly byLadder = new Map<readonly Rule[], readonly Rung[]>();
  private readonly others = new Map<string, Choice>();

  constructor(storms: readonly StormView[]) {
    this.storms = storms;
  }

  /** The others, for whoever is part of one. */
  without(root: string): Choice {
    const known = this.others.get(root);
    if (known !== undefined) return known;
    const others = this.storms.filter((storm) => storm.root !== root);
    const made = others.length === this.storms.length ? this : new Choice(others);
    this.others.set(root, made);
    return made;
  }

  /** The rules of a ladder in its order, each with the storms that it may fit. */
  rungsOf(ladder: readonly Rule[]): readonly Rung[] {
    const known = this.byLadder.get(ladder);
    if (known !== undefined) return known;
    const rungs = ladder.map((rule) => new Rung(rule, this.storms));
    this.byLadder.set(ladder, rungs);
    return rungs;
  }
}

/** A rule with the storms that it may fit, looked for when it is the rule's turn. */
class Rung {
  readonly rule: Rule;
  private readonly all: readonly StormView[];
  private open: readonly StormView[] | null = null;

  constructor(rule: Rule, all: readonly StormView[]) {
    this.rule = rule;
    this.all = all;
  }

  get storms(): readonly StormView[] {
    const { among } = this.rule;
    this.open ??= among === undefined ? this.all : this.all.filter((storm) => among(storm));
    return this.open;
  }
}
