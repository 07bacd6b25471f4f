import type { Alert } from '../../../src/domain/alert.ts';
import { diceOf, type Dice } from './dice.ts';
import { families, troublesOf, type Family, type Trouble } from './outage.ts';
import { everyday, hiccups } from './wording-code.ts';
import { sayable, speak, type Phrase } from './wording.ts';
import { alertOf, frontends, services, type Service } from './world.ts';

/** One alert and what it truly belongs to: `outage 0: redis`, or `noise: <issue>`. Times in virtual ms. */
export interface Labelled {
  readonly at: number;
  readonly alert: Alert;
  readonly label: string;
}

/** What a stream holds. */
export interface StreamPlan {
  readonly seed: number;
  readonly minutes: number;
  readonly noiseAMinute: number;
  /** Families by name, and when they begin, in minutes. */
  readonly outages: readonly { readonly family: string; readonly minute: number }[];
  /** Share of the outage's alerts that carry a trace and the hosts of failing calls. */
  readonly traced?: number;
  /** Sentry sends one alert an issue and no more. */
  readonly throttled?: boolean;
}

const minute = 60_000;

/** A labelled stream in the order of time, the same for the same plan. */
export function streamOf(plan: StreamPlan): readonly Labelled[] {
  const dice = diceOf(plan.seed);
  // What is down for others is not struck by another outage as well: that would truly be one outage.
  const taken = new Set(plan.outages.flatMap((outage) => familyNamed(outage.family).hosts));
  const outages = plan.outages.flatMap((outage, n) =>
    outageAlerts(plan, familyNamed(outage.family), { n, from: outage.minute * minute, taken }, dice),
  );
  return [...outages, ...noiseAlerts(plan, dice)].sort((a, b) => a.at - b.at);
}

function familyNamed(name: string): Family {
  const family = families.find((one) => one.name === name);
  if (family === undefined) throw new Error(`No outage family is called ${name}.`);
  return family;
}

interface Place {
  readonly n: number;
  readonly from: number;
  readonly taken: Set<string>;
}

function outageAlerts(plan: StreamPlan, family: Family, place: Place, dice: Dice): readonly Labelled[] {
  const until = place.from + dice.whole(3, 6) * minute;
  const traces = Array.from({ length: 12 }, () => `${dice.whole(2 ** 28, 2 ** 31).toString(16)}${place.n}`);
  return troublesOf(family, place.from, place.taken, dice).flatMap((trouble, at) => {
    const issueKey = `sentry:shop/${place.n}${family.name.length}${1_000 + at}`;
    return momentsOf(trouble, until, plan.throttled ?? false, dice).map((when) => {
      const { exceptions, calledHosts } = trouble.say(dice);
      const traced = dice.chance(plan.traced ?? 0);
      const alert = alertOf({
        issueKey,
        service: trouble.service.name,
        exceptions,
        release: trouble.release ?? oldRelease(trouble.service),
        traceId: traced ? dice.pick(traces) : null,
        calledHosts: traced && calledHosts !== undefined ? calledHosts : [],
      });
      return { at: when, alert, label: `outage ${place.n}: ${family.name}` };
    });
  });
}

function momentsOf(trouble: Trouble, until: number, throttled: boolean, dice: Dice): readonly number[] {
  const moments = [trouble.from];
  while (!throttled) {
    const next = (moments.at(-1) ?? until) + dice.wait(trouble.everyMs);
    if (next >= until) break;
    moments.push(Math.round(next));
  }
  return moments;
}

function oldRelease(service: Service): string {
  return `${service.name}@2.9.4`;
}

interface NoiseIssue {
  readonly key: string;
  readonly service: Service;
  readonly phrase: Phrase;
}

/** Unrelated failures: a few issues that everybody knows come often, most come once. */
function noiseAlerts(plan: StreamPlan, dice: Dice): readonly Labelled[] {
  const known: NoiseIssue[] = [];
  const alerts: Labelled[] = [];
  const releases = new Map<string, string>();
  if (plan.noiseAMinute <= 0) return alerts;
  for (let at = 0; at < plan.minutes * minute; at += dice.wait(minute / plan.noiseAMinute)) {
    const old = known[Math.floor(known.length * dice.next() ** 2)];
    const issue =
      old !== undefined && dice.chance(0.6)
        ? old
        : noiseIssue(`sentry:shop/9${100_000 + known.length}`, dice);
    if (issue !== old) known.push(issue);
    // About one in a hundred failures comes right after an unrelated deploy.
    if (dice.chance(0.01))
      releases.set(issue.service.name, `${issue.service.name}@2.${dice.whole(10, 99)}.${dice.whole(0, 9)}`);
    const release = releases.get(issue.service.name) ?? oldRelease(issue.service);
    const exceptions = speak(issue.phrase, nowhere(dice), dice);
    const alert = alertOf({ issueKey: issue.key, service: issue.service.name, exceptions, release });
    alerts.push({ at: Math.round(at), alert, label: `noise: ${issue.key}` });
  }
  return alerts;
}

function noiseIssue(key: string, dice: Dice): NoiseIssue {
  const service = dice.pick([...services, ...frontends]);
  const phrase = dice.chance(0.12) ? dice.pick(hiccups) : dice.pick(sayable(everyday, service.language));
  return { key, service, phrase };
}

function nowhere(dice: Dice): { ip: string; hosts: readonly string[]; called: string } {
  return {
    ip: `10.0.${dice.whole(0, 9)}.${dice.whole(2, 250)}`,
    hosts: [`vm-${dice.whole(1, 99)}`],
    called: 'nothing',
  };
}
