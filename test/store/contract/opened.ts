import { afterEach, beforeEach } from 'vitest';
import type { Store } from '../../../src/seams/store.ts';

/** A fresh store for one test, and what a test may do to it. */
export interface Opened {
  readonly store: Store;
  /** A second writer on the same data: another instance where the store allows it, else another caller. */
  another(): Promise<Store>;
  /** Lets everything go and opens the same data again. */
  reopen(): Promise<Store>;
  /** Closes and removes everything. */
  dispose(): Promise<void>;
}

/** Opens an empty store. */
export type Open = () => Promise<Opened>;

/** Gives every test of a suite an empty store of its own. */
export function eachWithStore(open: Open): { readonly current: Opened } {
  const held: { opened?: Opened } = {};
  beforeEach(async () => {
    held.opened = await open();
  });
  afterEach(async () => {
    await held.opened?.dispose();
  });
  return {
    get current() {
      if (held.opened === undefined) throw new Error('The store is open only inside a test.');
      return held.opened;
    },
  };
}
