import type { Dice } from './dice.ts';
import type { ImaginedIssue, IssueRequest } from './issue.ts';
import {
  fittingFamilies,
  momentIn,
  resolutionsOf,
  serviceNamed,
  type Moment,
  type StatusChange,
  type Traffic,
} from './moment.ts';
import { expectedPages, skewOf, type OutagePlan } from './outage-plan.ts';
import type { Scenario, Service } from './scenario.ts';
import type { Outburst } from './truth.ts';

/** How much longer than its service the consequence of a failure needs to show. */
const CONSEQUENCE_MS = 3000;
/** All issues of an outage break out again before this part of a later outburst is over. */
const MOST_OF_IT = 0.7;

interface Breakout {
  readonly at: number;
  readonly issue: ImaginedIssue;
  readonly weight: number;
}

interface FailingService {
  readonly service: Service;
  readonly at: number;
  readonly issues: number;
  readonly peer: string | null;
  readonly follows: boolean;
}

/** What one outage adds to the timeline; its outbursts in virtual milliseconds since the start, too. */
export interface OutageTraffic extends Traffic {
  readonly id: string;
  readonly outbursts: readonly Outburst[];
}

/** All events and changes of one outage, in virtual milliseconds since the start of the timeline. */
export function outageTraffic(
  scenario: Scenario,
  outage: OutagePlan,
  make: (request: IssueRequest) => ImaginedIssue,
  dice: Dice,
): OutageTraffic {
  const start = momentIn(outage.starts, dice.fork('start'));
  const order = failureOrder(scenario, outage, start, dice.fork('order'));
  const breakouts = order
    .flatMap((failing) =>
      breakoutsOf({ scenario, outage, failing, make, dice: dice.fork(failing.service.name) }),
    )
    .sort((a, b) => a.at - b.at);
  const first = { start, lasts: outage.lasts, perMinute: outage.perMinute };
  const moments = [...breakouts, ...repeats(first, breakouts, dice.fork('repeats'))];
  const opening = { from: start, to: start + outage.lasts, wakes: expectedPages(outage) > 0 };
  const later = outburstsAfter(opening, { outage, breakouts, dice: dice.fork('again') });
  const all = [...moments, ...later.flatMap((one) => one.moments)];
  return {
    id: outage.id,
    moments: all,
    changes: [
      ...later.flatMap((one) => one.changes),
      ...resolutionsOf(all, outage.resolves, dice.fork('resolves')),
    ],
    outbursts: [opening, ...later.map((one) => one.outburst)],
  };
}

/** The later times at which the same issues break out, each in the order of the first and within its own time. */
function outburstsAfter(
  opening: Outburst,
  of: { outage: OutagePlan; breakouts: readonly Breakout[]; dice: Dice },
): { outburst: Outburst; moments: Moment[]; changes: StatusChange[] }[] {
  const { outage, breakouts } = of;
  let end = opening.to;
  return outage.again.map((plan, index) => {
    const dice = of.dice.fork(String(index));
    const start = end + momentIn(plan.after, dice.fork('start'));
    end = start + plan.lasts;
    const again = breakouts.map((one) => ({
      ...one,
      at: Math.round(start + Math.min(one.at - opening.from, plan.lasts * MOST_OF_IT)),
    }));
    const rate = { start, lasts: plan.lasts, perMinute: plan.perMinute ?? outage.perMinute };
    return {
      outburst: { from: start, to: end, wakes: plan.wakes },
      moments: [...again, ...repeats(rate, again, dice.fork('repeats'))],
      changes: plan.regressed ? again.map((one) => regressionOf(one, dice)) : [],
    };
  });
}

/** The event that made it regress and Sentry's word on it are tasks of their own: either may arrive first. */
function regressionOf({ at, issue }: Moment, dice: Dice): StatusChange {
  return {
    at: at + dice.whole(20, 1500),
    issue,
    action: 'unresolved',
    substatus: 'regressed',
    byPerson: false,
  };
}

/** Services that fail of themselves come first, in any order; those that only follow come last. */
function failureOrder(scenario: Scenario, outage: OutagePlan, start: number, dice: Dice): FailingService[] {
  const direct = outage.services.map((name) => serviceNamed(scenario, name));
  const following = outage.followers.map((name) => serviceNamed(scenario, name));
  const order = [...dice.shuffle(direct), ...dice.shuffle(following)];
  const step = order.length > 1 ? outage.stagger / (order.length - 1) : 0;
  return order.map((service, position) => ({
    service,
    at: Math.round(start + step * position + dice.between(0, step * 0.6)),
    issues: Math.floor(outage.issues / order.length) + (position < outage.issues % order.length ? 1 : 0),
    peer: peerOf(order, position, direct, dice),
    follows: following.includes(service),
  }));
}

/** The service that is called in vain is one that failed before, as far as there is one. */
function peerOf(
  order: readonly Service[],
  position: number,
  direct: readonly Service[],
  dice: Dice,
): string | null {
  const earlier = order.slice(0, position).filter((other) => direct.includes(other));
  const peers = earlier.length > 0 ? earlier : order.slice(position + 1, position + 2);
  return peers.length === 0 ? null : dice.pick(peers).name;
}

function breakoutsOf(of: {
  scenario: Scenario;
  outage: OutagePlan;
  failing: FailingService;
  make: (request: IssueRequest) => ImaginedIssue;
  dice: Dice;
}): Breakout[] {
  const { scenario, outage, failing, dice } = of;
  return familiesInOrder(scenario, outage, failing, dice).map((familyName, rank) => ({
    at:
      rank === 0 ? failing.at : Math.round(failing.at + CONSEQUENCE_MS + dice.next() ** 1.5 * outage.spread),
    weight: dice.between(0.5, 1.5) / (rank + 1),
    issue: of.make({
      service: failing.service,
      familyName,
      transaction: failing.service.transactions[rank % failing.service.transactions.length] ?? '',
      environment: outage.environment ?? scenario.environment,
      release: outage.release ?? failing.service.release,
      outage: outage.id,
      skew: skewOf(outage),
      peer: failing.peer,
    }),
  }));
}

/**
 * One family an issue. The first is one of the service's own; a follower begins with the family that the outage
 * lists first among those that follow, which is the place for the one that names whom it called in vain.
 */
function familiesInOrder(
  scenario: Scenario,
  outage: OutagePlan,
  failing: FailingService,
  dice: Dice,
): string[] {
  const follows = (name: string): boolean => scenario.families[name]?.follows === true;
  const fitting = fittingFamilies(scenario, outage.families, failing.service);
  const listed = failing.follows ? fitting.filter(follows) : fitting;
  const shuffled = dice.shuffle(listed);
  const first = (failing.follows ? listed[0] : shuffled.find((name) => !follows(name))) ?? dice.pick(listed);
  const rest = shuffled.filter((name) => name !== first);
  return Array.from(
    { length: failing.issues },
    (_, index) => [first, ...rest][index % listed.length] ?? first,
  );
}

/** The errors after the first of each issue: as many a minute as the plan says once all services fail. */
function repeats(
  outburst: { start: number; lasts: number; perMinute: number },
  breakouts: readonly Breakout[],
  dice: Dice,
): Moment[] {
  const { start, lasts, perMinute } = outburst;
  const services = new Set(breakouts.map((one) => one.issue.service.name)).size;
  const moments: Moment[] = [];
  const gap = 60_000 / perMinute;
  for (let at = start; at < start + lasts; at += gap * dice.between(0.6, 1.4)) {
    const out = breakouts.filter((one) => one.at < at);
    const failing = new Set(out.map((one) => one.issue.service.name)).size;
    if (failing === 0 || dice.next() > failing / services) continue;
    moments.push({ at: Math.round(at), issue: weighted(out, dice).issue });
  }
  return moments;
}

function weighted(breakouts: readonly Breakout[], dice: Dice): Breakout {
  let left = dice.next() * breakouts.reduce((sum, one) => sum + one.weight, 0);
  for (const one of breakouts) {
    left -= one.weight;
    if (left <= 0) return one;
  }
  return dice.pick(breakouts);
}
