import type { Baseline } from '../../../domain/baseline.ts';
import { DueOrder, type Due } from './due-order.ts';
import { forgettableAt } from '../surprise.ts';

interface Fading extends Due {
  /** Which of all baselines it was. */
  readonly born: number;
}

/** So much earlier a baseline is looked at, so that no rounding hides it, in ms. */
const earlyMs = 1_000;

/**
 * The baselines of a state by when they may be forgotten, so that nobody has to look through all of them at every
 * breakout. It begins to follow them when somebody asks for the first time, and anew when the half-life is another one.
 */
export class FadingBaselines {
  private readonly baselines: ReadonlyMap<string, Baseline>;
  private fades: Map<string, Fading> | null = null;
  private order = new DueOrder<Fading>(new Map());
  private halfLifeMs = 0;
  private born = 0;

  constructor(baselines: ReadonlyMap<string, Baseline>) {
    this.baselines = baselines;
  }

  /** Follows one row: what it is now; null when it is gone. */
  follow(key: string, row: Baseline | null): void {
    if (this.fades === null) return;
    if (row === null) this.fades.delete(key);
    else this.add(this.fades, row);
  }

  /** Those that may have faded by `now`, and a few that soon will have, in the order in which they began. */
  by(now: number, halfLifeMs: number): readonly Baseline[] {
    if (this.fades === null || this.halfLifeMs !== halfLifeMs) this.begin(halfLifeMs);
    // Lets go of what was counted again since, which would be passed over every time.
    if (this.order.from() > now + earlyMs) return [];
    return this.order
      .dueBy(now + earlyMs)
      .toSorted((a, b) => a.born - b.born)
      .map(({ id }) => this.baselines.get(id))
      .filter((row) => row !== undefined);
  }

  private begin(halfLifeMs: number): void {
    const fades = new Map<string, Fading>();
    this.halfLifeMs = halfLifeMs;
    this.order = new DueOrder(fades);
    for (const row of this.baselines.values()) this.add(fades, row);
    this.fades = fades;
  }

  private add(fades: Map<string, Fading>, row: Baseline): void {
    const born = fades.get(row.key)?.born ?? (this.born += 1);
    const fading = { id: row.key, due: forgettableAt(row, this.halfLifeMs), born };
    fades.set(row.key, fading);
    this.order.add(fading);
  }
}
