import type { SentryDelivery, SlackMessage } from '../observed.ts';
import type { OutageTruth } from '../storm/truth.ts';
import { acceptedDeliveries, type Evidence } from './evidence.ts';
import { names, visibleText } from './naming.ts';
import { incidentOfKey, pagesFor } from './pages.ts';
import { incidentOf, isOverflow, postedAt, visibleRoots } from './root-messages.ts';

/** A service and the first delivery that told the relay of its failing. */
interface FirstFailure {
  readonly service: string;
  readonly at: number;
}

/** When each service of some deliveries was first heard of, in that order. */
export function firstFailures(deliveries: readonly SentryDelivery[]): FirstFailure[] {
  const first = new Map<string, number>();
  for (const one of deliveries) if (!first.has(one.truth.service)) first.set(one.truth.service, one.at);
  return [...first].map(([service, at]) => ({ service, at }));
}

/** When each service of an outage was first heard of by the relay, in that order. */
export function outageFailures(evidence: Evidence, outage: OutageTruth): FirstFailure[] {
  return firstFailures(acceptedDeliveries(evidence).filter((one) => one.truth.outage === outage.id));
}

/** Whether a message is that of a trouble of its own, in whichever service it fails. */
function standsAlone(evidence: Evidence): (message: SlackMessage) => boolean {
  const incidents = evidence.alone
    .flatMap((lone) => pagesFor(evidence, lone))
    .flatMap((page) => incidentOfKey(page.dedupKey) ?? []);
  return (message) => {
    const incident = incidentOf(message);
    const [first] = message.revisions;
    const text = first === undefined ? '' : visibleText(first);
    return (
      (incident !== null && incidents.includes(incident)) ||
      evidence.alone.some(({ address, title }) => text.includes(address) || text.includes(title))
    );
  };
}

/** Root messages that were posted about services of the outage, from its first failure on. */
export function outageRoots(evidence: Evidence, outage: OutageTruth): SlackMessage[] {
  const since = outageFailures(evidence, outage)[0]?.at ?? Infinity;
  const alone = standsAlone(evidence);
  return visibleRoots(evidence.slack?.messages ?? [])
    .filter((message) => postedAt(message) >= since && !alone(message) && !isOverflow(message))
    .filter((message) => {
      const first = message.revisions[0];
      return first !== undefined && outage.services.some((service) => names(visibleText(first), service));
    });
}

/** The root messages of the incidents that paged for the outage. */
export function stormMessages(evidence: Evidence, outage: OutageTruth): SlackMessage[] {
  const incidents = new Set(pagesFor(evidence, outage).map((page) => incidentOfKey(page.dedupKey)));
  return visibleRoots(evidence.slack?.messages ?? []).filter((message) => {
    const incident = incidentOf(message);
    return incident !== null && incidents.has(incident);
  });
}

/** The last "resolved" of the outage that the relay accepted (virtual UNIX ms); null when there was none. */
export function lastResolveAt(evidence: Evidence, outage: OutageTruth): number | null {
  const resolves = acceptedDeliveries(evidence).filter(
    (one) => one.truth.outage === outage.id && one.action === 'resolved',
  );
  return resolves.at(-1)?.at ?? null;
}
