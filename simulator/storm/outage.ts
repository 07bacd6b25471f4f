import type { Dice } from './dice.ts';
import type { ImaginedIssue, IssueRequest } from './issue.ts';
import {
  fittingFamilies,
  momentIn,
  resolutionsOf,
  serviceNamed,
  type Moment,
  type Traffic,
} from './moment.ts';
import type { OutagePlan, Scenario, Service } from './scenario.ts';

/** How much longer than its service the consequence of a failure needs to show. */
const CONSEQUENCE_MS = 3000;

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

/** All events and resolutions of one outage, in virtual milliseconds since the start of the timeline. */
export function outageTraffic(
  scenario: Scenario,
  outage: OutagePlan,
  make: (request: IssueRequest) => ImaginedIssue,
  dice: Dice,
): Traffic {
  const start = momentIn(outage.starts, dice.fork('start'));
  const order = failureOrder(scenario, outage, start, dice.fork('order'));
  const breakouts = order
    .flatMap((failing) =>
      breakoutsOf({ scenario, outage, failing, make, dice: dice.fork(failing.service.name) }),
    )
    .sort((a, b) => a.at - b.at);
  const moments = [...breakouts, ...repeats(outage, breakouts, start, dice.fork('repeats'))];
  return { moments, resolutions: resolutionsOf(moments, outage.resolves, dice.fork('resolves')) };
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
    peer: peerOf(service, direct, dice),
    follows: following.includes(service),
  }));
}

function peerOf(service: Service, direct: readonly Service[], dice: Dice): string | null {
  const others = direct.filter((other) => other !== service).slice(0, 3);
  return others.length === 0 ? null : dice.pick(others).name;
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
      environment: scenario.environment,
      release: outage.release ?? failing.service.release,
      outage: outage.id,
      peer: failing.peer,
    }),
  }));
}

/** One family an issue; the first is one of the service's own, unless it only follows. */
function familiesInOrder(
  scenario: Scenario,
  outage: OutagePlan,
  failing: FailingService,
  dice: Dice,
): string[] {
  const fitting = dice.shuffle(fittingFamilies(scenario, outage.families, failing.service));
  const follows = (name: string): boolean => scenario.families[name]?.follows === true;
  const all = failing.follows ? fitting.filter(follows) : fitting;
  const first = all.find((name) => failing.follows || !follows(name)) ?? dice.pick(all);
  const rest = all.filter((name) => name !== first);
  return Array.from({ length: failing.issues }, (_, index) => [first, ...rest][index % all.length] ?? first);
}

/** The errors after the first of each issue: as many a minute as the plan says once all services fail. */
function repeats(outage: OutagePlan, breakouts: readonly Breakout[], start: number, dice: Dice): Moment[] {
  const services = new Set(breakouts.map((one) => one.issue.service.name)).size;
  const moments: Moment[] = [];
  const gap = 60_000 / outage.perMinute;
  for (let at = start; at < start + outage.lasts; at += gap * dice.between(0.6, 1.4)) {
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
