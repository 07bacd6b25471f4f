import type { Alert } from '../domain/alert.ts';
import type { SetAside } from '../domain/inbox/disposition.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import type { LaneWord } from '../domain/inbox/lane-word.ts';
import type { OperatorCommand } from '../domain/inbox/operator-command.ts';
import type { SilenceWord } from '../domain/inbox/silence-word.ts';
import type { PagerWord } from '../domain/inbox/pager-word.ts';

/** What a source reads out of an entry that tells of trouble: one alert, or why there is none. */
export type AlertReading = { readonly kind: 'alert'; readonly alert: Alert } | SetAside;

/**
 * What a source reads out of an entry: one alert, what a person asks of an incident or about silences, or says of a lane, what a pager tells
 * of one, or why there is none of them.
 */
export type Reading =
  | AlertReading
  | { readonly kind: 'command'; readonly command: OperatorCommand }
  | { readonly kind: 'silence'; readonly word: SilenceWord }
  | { readonly kind: 'lane'; readonly word: LaneWord }
  | { readonly kind: 'pager'; readonly word: PagerWord };

/** Reads the entries of one sender. Pure: the same entry gives the same reading. */
export interface Source {
  /**
   * Maps an entry's body to an alert, a command or a pager's word.
   * @throws Error with a sentence for people when the body cannot be mapped; the entry then becomes a dead letter.
   */
  read(entry: Entry): Reading;
}
