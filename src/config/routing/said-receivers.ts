import type { ConfigDocument } from '../document/document.ts';
import { receiver, type SaidReceiver } from './shapes.ts';

/** The receivers of the file in their order; null: something is wrong with one by itself. */
export type SaidReceivers = readonly (SaidReceiver | null)[];

/** Each receiver by itself: a mistake in one hides none of the others. */
export function saidReceivers(document: ConfigDocument): SaidReceivers {
  const said = document.valueOf('receivers');
  if (!Array.isArray(said)) return [];
  return said.map((one) => receiver.safeParse(one).data ?? null);
}
