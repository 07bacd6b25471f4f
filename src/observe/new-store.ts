import type { Log } from '../seams/log.ts';

/** A store that was made with this start, and what an earlier one had left there: names of files. */
export interface MadeStore {
  readonly path: string;
  readonly left: readonly string[];
}

/** What a relay without its memory says of itself for as long as it runs; nothing at the first start of all. */
export function newStoreNote(made: MadeStore | null): readonly string[] {
  if (made === null || made.left.length === 0) return [];
  return [
    `A new store was made at ${made.path}, where one had been before (${made.left.join(', ')} lay there): ` +
      'this relay knows nothing of what was open. If the old file was moved away, stop the relay and put it back.',
  ];
}

/** Says that a start made its store: without its memory a relay looks like one in a quiet night. */
export function reportNewStore(made: MadeStore | null, log: Log): void {
  if (made === null) return;
  const fields = { event: 'new-store', path: made.path, left: made.left };
  const [note] = newStoreNote(made);
  if (note === undefined) log.info(fields, `A new store was made at ${made.path}: nothing is known yet.`);
  else log.warn(fields, note);
}
