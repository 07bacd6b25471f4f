import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import { hookAddressTrouble } from '../hook-address.ts';
import type { Values } from '../schema/leaves.ts';
import type { SaidReceivers } from './said-receivers.ts';
import type { SaidReceiver } from './shapes.ts';

type SaidHook = NonNullable<SaidReceiver['webhook']>;

/** What is wrong with the programs that receivers tell: with an address by itself, and with one that is named twice. */
export function hookMistakes(
  document: ConfigDocument,
  values: Partial<Values>,
  receivers: SaidReceivers,
): readonly Problem[] {
  return receivers.flatMap((receiver, n) => {
    const webhook = receiver?.webhook;
    if (webhook === undefined) return [];
    const { url, allow_private: allowPrivate = false } = webhook;
    const trouble =
      hookAddressTrouble({ url, allowPrivate }, 'allow_private') ??
      (url === values['webhook.url'] ? toldAnyway(document) : null) ??
      otherwise(webhook, receivers.slice(0, n));
    return trouble === null ? [] : [document.problem('receivers', trouble, [n, 'webhook', 'url'])];
  });
}

function toldAnyway(document: ConfigDocument): string {
  return `${document.nameOf('webhook.url')} is the same address, and is told of every incident. Remove one of the two.`;
}

/** One address has one queue, and one way to sign what goes there. */
function otherwise(said: SaidHook, before: SaidReceivers): string | null {
  const other = before.find(
    (one) => one?.webhook?.url === said.url && JSON.stringify(one.webhook) !== JSON.stringify(said),
  );
  return other == null
    ? null
    : `Receiver ${other.name} says otherwise of the same address. Write the same secret, allow_private and events_per_minute in both, or let routes lead to one receiver.`;
}
