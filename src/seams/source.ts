import type { Alert } from '../domain/alert.ts';
import type { Entry } from '../domain/entry.ts';

/** What a source reads out of an entry: one alert, or why there is none. */
export type Reading =
  { readonly kind: 'alert'; readonly alert: Alert } | { readonly kind: 'set-aside'; readonly reason: string };

/** Reads the entries of one sender. Pure: the same entry gives the same reading. */
export interface Source {
  /**
   * Maps an entry's body to an alert.
   * @throws Error with a sentence for people when the body cannot be mapped; the entry then becomes a dead letter.
   */
  read(entry: Entry): Reading;
}
