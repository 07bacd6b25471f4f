import type { Draw } from './draw.ts';
import { namedCascades, namelessCascades } from './cascade.ts';
import type { Family } from '../family.ts';
import { followUps } from './follow-up.ts';
import { ownBug } from './own-bug.ts';
import { troubleOf, type IssueIds, type Telling, type Trouble } from './trouble.ts';
import type { Facts, Wordings } from './wording.ts';
import { callersOf, isBackend, type Service, type World } from '../world.ts';

/** One issue of an outage: when it begins, and how often it is told then. */
export interface Voice {
  readonly trouble: Trouble;
  /** Seconds. */
  readonly from: number;
  readonly until: number;
  /** Events a minute. */
  readonly rate: number;
  /** The service whose failure it felt; null where it failed by itself. */
  readonly feels: string | null;
}

/** An outage as it will be told. */
export interface Outage {
  readonly cause: string;
  readonly family: Family;
  readonly begins: number;
  readonly ends: number;
  readonly voices: readonly Voice[];
  /** Who got a new release shortly before, and when. */
  readonly deploys: readonly { readonly service: Service; readonly at: number }[];
  readonly struck: readonly Service[];
}

/** What is drawn of an outage before its issues are. */
interface Plan {
  readonly family: Family;
  readonly world: World;
  readonly draw: Draw;
  readonly telling: Telling;
  readonly culprit: Service;
  readonly size: Size;
  readonly begins: number;
  readonly ends: number;
  /** Events a minute of the least of its issues. */
  readonly intensity: number;
}

interface Size {
  readonly issues: number;
  readonly services: number;
  readonly onset: number;
}

/** An outage of a family that begins at second `begins`. */
export function outageOf(
  family: Family,
  world: World,
  at: { begins: number; cause: string; ids: IssueIds; draw: Draw },
): Outage {
  const { draw, begins, cause, ids } = at;
  const culprit = draw.pick(world.services.filter(culpritRule(family)));
  const size = sizeOf(family, draw);
  const plan: Plan = {
    family,
    world,
    draw,
    culprit,
    size,
    begins,
    ends: begins + draw.between(240, 660),
    intensity: 0.8 * Math.min(6, draw.pareto(1, 1.2)),
    telling: {
      draw,
      ids,
      cause,
      environment: world.production,
      facts: factsOf(family, world, culprit, draw),
      told: world.tellsIssues,
    },
  };
  const struck = struckBy(plan);
  const onsets = onsetsOf(plan, struck);
  const felt = feltVoices(plan, struck, onsets);
  const voices = [...directVoices(plan, { struck, onsets, count: size.issues - felt.length }), ...felt];
  const deployed = family.deploys === 'everybody' ? struck : family.deploys === 'culprit' ? [culprit] : [];
  const deploys = deployed.map((service) => ({ service, at: begins - draw.between(5, 150) }));
  return { cause, family, begins, ends: plan.ends, voices: thinned(voices), deploys, struck };
}

function culpritRule({ culprit, inside }: Family): (service: Service) => boolean {
  return (service) =>
    (culprit ?? isBackend)(service) && (inside === undefined || inside[service.platform] !== undefined);
}

/** A fifth are small, half of middle size, the rest large. */
function sizeOf({ most, strikes, onset }: Family, draw: Draw): Size {
  const roll = draw.unit();
  const [services, perService] =
    roll < 0.2
      ? [draw.int(2, 3), draw.between(1.5, 2.5)]
      : roll < 0.7
        ? [draw.int(3, 7), draw.between(1.5, 3)]
        : [draw.int(7, 15), draw.between(2, 4.5)];
  const wide = Math.min(services, most?.services ?? 15);
  const issues = Math.max(strikes === 'one' ? 5 : 4, Math.round(services * perService));
  return {
    services: wide,
    issues: Math.min(issues, most?.issues ?? 60),
    onset: spread(draw, onset ?? [3, 70]),
  };
}

/** Evenly on a logarithmic scale: most strike within a quarter of a minute, some creep. */
function spread(draw: Draw, [least, most]: readonly [number, number]): number {
  return least * (most / least) ** draw.unit();
}

function factsOf(family: Family, world: World, culprit: Service, draw: Draw): Facts {
  const calleeHost = draw.pick([culprit.name, `${culprit.name}.${world.zone}`, `${culprit.name}:8080`]);
  const common = { zone: world.zone, company: world.company, callee: culprit.name, calleeHost };
  return { ...common, ...family.facts?.(draw, world, culprit) };
}

/** Who says it with the family's own words. */
function struckBy({ family, world, draw, culprit, size }: Plan): readonly Service[] {
  if (family.strikes === 'one') return [culprit];
  const able = world.services.filter((one) => one !== culprit && family.texts?.[one.platform] !== undefined);
  const callers =
    family.strikes === 'callers' ? callersOf(world, culprit.name).filter((one) => able.includes(one)) : [];
  const others = able.filter((one) => !callers.includes(one));
  const wide = family.inside === undefined ? size.services : size.services - 1;
  const chosen = [...draw.sample(callers, wide), ...draw.sample(others, Math.max(0, wide - callers.length))];
  return family.inside === undefined ? chosen : [culprit, ...chosen];
}

/** The first fails at once; then more and more of them do, until all have. */
function onsetsOf({ draw, begins, size }: Plan, struck: readonly Service[]): ReadonlyMap<string, number> {
  const steepness = 2.2;
  const share = (): number => Math.log(1 + draw.unit() * (Math.exp(steepness) - 1)) / steepness;
  return new Map(struck.map((one, place) => [one.name, begins + (place === 0 ? 0 : share() * size.onset)]));
}

interface Struck {
  readonly struck: readonly Service[];
  readonly onsets: ReadonlyMap<string, number>;
  /** How many issues say it. */
  readonly count: number;
}

function directVoices(plan: Plan, { struck, onsets, count }: Struck): Voice[] {
  const { family, draw, culprit, telling } = plan;
  const said = new Set<string>();
  const voices: Voice[] = [];
  for (let place = 0; place < Math.max(count, struck.length); place += 1) {
    // Everybody who is struck says it once; some services have far more code that fails than others.
    const service =
      place < struck.length ? struck[place]! : struck[Math.floor(draw.unit() ** 1.6 * struck.length)]!;
    const follows = place >= struck.length && draw.chance(family.follow ?? 0.25);
    const own = service === culprit && family.inside !== undefined ? family.inside : family.texts;
    const list = (follows ? followUps : own)?.[service.platform] ?? followUps[service.platform];
    const wording = follows && draw.chance(0.4) ? ownBug(draw, service.platform) : fresh(draw, list, said);
    const trouble = troubleOf(telling, service, wording, { call: follows ? null : calledBy(plan) });
    const from = onsets.get(service.name)! + draw.wait(place < struck.length ? 2 : follows ? 20 : 9);
    voices.push(voiceOf(plan, trouble, place === 0 ? plan.begins : from, null));
  }
  return voices;
}

/** Callers of those that were struck feel it a little later. */
function feltVoices(plan: Plan, struck: readonly Service[], onsets: ReadonlyMap<string, number>): Voice[] {
  const { family, world, draw, size, telling } = plan;
  const places = struck.flatMap((callee) =>
    callersOf(world, callee.name)
      .filter((one) => !struck.includes(one))
      .map((caller) => ({ caller, callee })),
  );
  const wanted = Math.min(places.length, Math.round(size.issues * (family.cascade ?? 0.2)));
  return draw.sample(places, wanted).map(({ caller, callee }) => {
    const named = family.names && draw.chance(0.5);
    const list: Wordings = named ? namedCascades : draw.chance(0.75) ? namelessCascades : followUps;
    const facts = { ...telling.facts, callee: callee.name, calleeHost: `${callee.name}.${world.zone}` };
    const call = draw.chance(world.crumbs)
      ? { host: facts.calleeHost, status: draw.pick([500, 502, 503]) }
      : null;
    const trouble = troubleOf({ ...telling, facts }, caller, draw.pick(list[caller.platform]!), { call });
    return voiceOf(plan, trouble, onsets.get(callee.name)! + draw.between(1, 8) + draw.wait(8), callee.name);
  });
}

function voiceOf(plan: Plan, trouble: Trouble, from: number, feels: string | null): Voice {
  const rate = Math.min(40, plan.draw.pareto(plan.intensity, 0.95));
  return { trouble, from, until: plan.ends + plan.draw.wait(10), rate, feels };
}

function calledBy({ family, world, draw, telling }: Plan): Trouble['call'] {
  if (family.called === undefined || !draw.chance(world.crumbs)) return null;
  const host = family.called.replaceAll(/\{(\w+)\}/g, (whole, word: string) => telling.facts[word] ?? whole);
  return { host, status: draw.pick([0, 500, 502, 503, 504]) };
}

/** A wording that nobody has said yet, while there is one. */
function fresh(draw: Draw, list: readonly string[], said: Set<string>): string {
  const unsaid = list.filter((one) => !said.has(one));
  const chosen = draw.pick(unsaid.length > 0 ? unsaid : list);
  said.add(chosen);
  return chosen;
}

const mostEvents = 1_600;

/** Keeps a stream small enough to judge many of them: what is very loud is a little less so. */
function thinned(voices: readonly Voice[]): readonly Voice[] {
  const events = voices.reduce((sum, { rate, from, until }) => sum + (rate * (until - from)) / 60, 0);
  if (events <= mostEvents) return voices;
  return voices.map((voice) => ({
    ...voice,
    until: voice.from + ((voice.until - voice.from) * mostEvents) / events,
  }));
}
