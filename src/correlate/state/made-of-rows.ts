/**
 * What is made of many issues and incidents of a step, kept until the step writes one of them: within one step the same
 * is asked several times.
 */
export class MadeOfRows<T> {
  private byKey: Map<string, T> | null = null;
  private at = -1;

  /**
   * What was made under this key of the rows as they are now, else what `make` makes of them.
   * @param written How often the step has written a row.
   */
  of(written: number, key: string, make: () => T): T {
    if (this.byKey === null || this.at !== written) {
      this.byKey = new Map();
      this.at = written;
    }
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.byKey.set(key, made);
    return made;
  }
}
