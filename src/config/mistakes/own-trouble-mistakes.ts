import { nearWord } from '../../domain/text/near-word.ts';
import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import type { Values } from '../schema/leaves.ts';
import { saidReceivers } from '../routing/said-receivers.ts';

/** What is wrong with whoever is to be told of the relay's own trouble. */
export function ownTroubleMistakes(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  const { own_trouble: name } = values;
  if (name == null) return [];
  const problem = (message: string): readonly Problem[] => [document.problem('own_trouble', message)];
  if (!document.isSet('receivers'))
    return problem('It names a receiver, and there are none: everybody is told of everything. Remove it.');
  const receivers = saidReceivers(document);
  const meant = receivers.find((one) => one?.name === name);
  // One in which something is wrong by itself is blamed for that.
  if (meant === undefined && receivers.includes(null)) return [];
  if (meant == null) {
    const near = nearWord(
      name,
      receivers.flatMap((one) => one?.name ?? []),
    );
    return problem(`No receiver is called so.${near === null ? '' : ` Did you mean ${near}?`}`);
  }
  return meant.shadow === true
    ? problem(`${name} is in the shadow, so nobody would be told. Write another receiver.`)
    : [];
}
