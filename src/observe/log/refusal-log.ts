import type { Log } from '../../seams/log.ts';
import { FoldedLines, type FoldedLinesOptions } from './folded-lines.ts';
import type { Refusals } from '../refusals.ts';

const windowMs = 60_000;
const most = 3;

/** Refusals that are told in the log as well; a flood of wrong signatures is three lines and a figure a minute. */
export function toldRefusals(
  refusals: Refusals,
  { log, ...time }: { readonly log: Log } & Pick<FoldedLinesOptions, 'pace' | 'signal'>,
): Refusals {
  const fold = (code: string, more: number): void =>
    log.warn(
      { event: 'refused', code, more },
      `… and ${more.toLocaleString('en-US')} more refused: ${code}.`,
    );
  const lines = new FoldedLines({ ...time, most, windowMs, fold });
  return {
    ...refusals,
    add: (refusal) => {
      refusals.add(refusal);
      // What could not be stored its door says itself, with what the store said.
      if (refusal.status === 503) return;
      const { door, status, code, message, kind, deliveryId } = refusal;
      const fields = { event: 'refused', door, status, code, kind, deliveryId };
      lines.tell(code, () => log.warn(fields, `Refused a delivery (${status}, ${code}): ${message}`));
    },
  };
}
