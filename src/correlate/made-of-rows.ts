import type { Draft } from './draft.ts';

interface Made<T> {
  /** `rowsWritten` of the draft when it was made. */
  readonly at: number;
  readonly byKey: Map<string, T>;
}

/**
 * What is made of many issues and incidents of a draft, kept until the step writes one of them: within one step the
 * same is asked several times. It goes with its draft.
 */
export class MadeOfRows<T> {
  private readonly kept = new WeakMap<Draft, Made<T>>();

  /** What was made under this key of the rows as they are now, else what `make` makes of them. */
  of(draft: Draft, key: string, make: () => T): T {
    const byKey = this.current(draft);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const made = make();
    byKey.set(key, made);
    return made;
  }

  private current(draft: Draft): Map<string, T> {
    const last = this.kept.get(draft);
    if (last?.at === draft.rowsWritten) return last.byKey;
    const byKey = new Map<string, T>();
    this.kept.set(draft, { at: draft.rowsWritten, byKey });
    return byKey;
  }
}
