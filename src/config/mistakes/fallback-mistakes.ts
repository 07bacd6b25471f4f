import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import { saidReceivers, type SaidReceivers } from '../routing/said-receivers.ts';
import type { SaidReceiver } from '../routing/shapes.ts';
import type { Values } from '../schema/leaves.ts';

const alone = 'pagerduty.fallback.routing_key';

/** What is wrong with keys that take what others do not take: one that stands in for itself, for nobody, or for two. */
export function fallbackMistakes(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  const receivers = saidReceivers(document);
  return [
    ...ofAll(document, values),
    ...receivers.flatMap((receiver, n) => {
      const trouble = receiver === null ? null : troubleOf(receiver, receivers);
      const path = [n, 'pagerduty', 'fallback', 'routing_key'];
      return trouble === null ? [] : [document.problem('receivers', trouble, path)];
    }),
  ];
}

/** Of the one key for all. That it is not read beside receivers is told with the key that it stands in for. */
function ofAll(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  if (document.isSet('receivers')) return [];
  const key = document.nameOf('pagerduty.routing_key');
  if (!document.isSet(alone))
    return document.isSet('pagerduty.fallback.events_url')
      ? [document.problem('pagerduty.fallback.events_url', `Set, but ${document.nameOf(alone)} is not.`)]
      : [];
  if (!document.isSet('pagerduty.routing_key'))
    return [
      document.problem(alone, `Set, but ${key} is not, so there is no page that it could take. Set ${key}.`),
    ];
  const { [alone]: own, 'pagerduty.routing_key': first } = values;
  return own != null && own === first ? [document.problem(alone, sameKey(key))] : [];
}

function troubleOf(receiver: SaidReceiver, receivers: SaidReceivers): string | null {
  const fallback = receiver.pagerduty?.fallback;
  if (fallback === undefined) return null;
  const { routing_key: key, region, events_url: url } = fallback;
  if (key === receiver.pagerduty?.routing_key) return sameKey('routing_key');
  const owner = receivers.find((one) => one?.pagerduty?.routing_key === key);
  if (owner != null)
    return `Receiver ${owner.name} has the same key, so its own page could not be told from this one. Make another integration of that service in PagerDuty, or write escalate in the route: whom that names is woken at once when a page is not taken.`;
  const other = receivers.find((one) => {
    const theirs = one?.pagerduty?.fallback;
    return theirs?.routing_key === key && (theirs.region !== region || theirs.events_url !== url);
  });
  return other == null
    ? null
    : `Receiver ${other.name} says otherwise where the events of the same key go. Write the same region or events_url in both.`;
}

function sameKey(name: string): string {
  return `The same as ${name}, so it would fail together with it. Write the key of another service, best of another account or region, or remove it.`;
}
