import { drawOf, type Draw } from './streams/draw.ts';
import type { Family } from './family.ts';
import { noiseOf, type Deploy } from './streams/noise.ts';
import { outageOf, type Outage, type Voice } from './streams/outage.ts';
import { issueIds, type Happening, type Trouble } from './streams/trouble.ts';
import { releaseAfter, worldOf, type Service, type World } from './world.ts';

/** A labelled stream: what Sentry tells, in order, and what broke. */
export interface Stream {
  readonly seed: string;
  readonly world: World;
  readonly outages: readonly Outage[];
  readonly happenings: readonly Happening[];
  /** Alerts a minute of noise; 0: none. */
  readonly noise: number;
  /** Second at which it ends, so that hours can be counted. */
  readonly ends: number;
}

/** What a stream is made of. */
export interface Recipe {
  readonly seed: string;
  readonly families: readonly Family[];
  /** Alerts a minute of unrelated noise. */
  readonly noise: number;
  /** Seconds of noise before second 0. */
  readonly history: number;
  /** Seconds of noise after second 0 where there is no outage. */
  readonly quietFor: number;
  /** The rule tells an issue at most once in 30 min. */
  readonly throttled: boolean;
}

/** The stream of a recipe; the same recipe gives the same stream. */
export function streamOf(recipe: Recipe): Stream {
  const draw = drawOf(recipe.seed);
  const world = worldOf(draw.fork('world'));
  const ids = issueIds(draw.fork('ids'));
  // The second begins while the first is young: that is what makes two hard.
  const outages = recipe.families.map((family, place) =>
    outageOf(family, world, {
      begins: place === 0 ? draw.between(5, 60) : draw.between(5, 105),
      cause: `outage ${place + 1}`,
      ids,
      draw: draw.fork(`outage ${place}`),
    }),
  );
  const ends = outages.length === 0 ? recipe.quietFor : Math.max(...outages.map((one) => one.ends)) + 20;
  const span = { from: -recipe.history, to: ends };
  const deploys = benignDeploys(world, draw.fork('benign deploys'), span);
  const murmurs =
    recipe.noise === 0
      ? []
      : noiseOf({ world, ids, ...span, deploys, rate: recipe.noise, seed: `${recipe.seed}/noise` });
  const broken = outages.flatMap((outage) => outage.deploys);
  const releases = releaseBook(world, [...deploys, ...broken], draw.fork('releases'));
  const told = outages.flatMap((outage) => eventsOf(outage, world, draw.fork(outage.cause)));
  const all = [...murmurs.map(({ at, trouble }) => ({ at, trouble, trace: null })), ...told];
  const happenings = all
    .map((one): Happening => ({ ...one, kind: 'event', release: releases(one.trouble.service, one.at) }))
    .sort((one, other) => one.at - other.at);
  const heard = recipe.throttled ? throttled(happenings) : happenings;
  return {
    seed: recipe.seed,
    world,
    outages,
    happenings: withCreated(heard, draw.fork('created')),
    noise: recipe.noise,
    ends,
  };
}

type Told = Pick<Happening, 'at' | 'trouble' | 'trace'>;

/** Events of an outage. A caller that feels a failure sometimes shares the trace of the callee's own error. */
function eventsOf(outage: Outage, world: World, draw: Draw): Told[] {
  const traces = new Map<string, { at: number; trace: string }[]>();
  const direct = outage.voices.filter(({ feels }) => feels === null).flatMap((voice) => spoken(voice, draw));
  for (const event of direct) {
    const list = traces.get(event.trouble.service.name) ?? [];
    list.push({ at: event.at, trace: event.trace });
    traces.set(event.trouble.service.name, list);
  }
  const felt = outage.voices
    .filter(({ feels }) => feels !== null)
    .flatMap((voice) =>
      spoken(voice, draw).map((event) => {
        const near = (traces.get(voice.feels ?? '') ?? []).findLast(
          ({ at }) => at <= event.at && event.at - at < 20,
        );
        return near !== undefined && draw.chance(world.traced) ? { ...event, trace: near.trace } : event;
      }),
    );
  return [...direct, ...felt];
}

/** The first event comes when the issue begins; its rate grows over the first half minute. */
function spoken(
  { trouble, from, until, rate }: Voice,
  draw: Draw,
): { at: number; trouble: Trouble; trace: string }[] {
  const events = [{ at: from, trouble, trace: draw.hex(32) }];
  for (let at = from + draw.wait(60 / rate); at < until; at += draw.wait(60 / rate)) {
    const grown = Math.min(1, 0.35 + (at - from) / 30);
    if (draw.chance(grown)) events.push({ at, trouble, trace: draw.hex(32) });
  }
  return events;
}

const throttleSeconds = 1_800;

function throttled(happenings: readonly Happening[]): readonly Happening[] {
  const last = new Map<string, number>();
  return happenings.filter(({ at, trouble }) => {
    const before = last.get(trouble.issue);
    if (before !== undefined && at - before < throttleSeconds) return false;
    last.set(trouble.issue, at);
    return true;
  });
}

/** Where issues are told too, `issue.created` comes within two seconds of the first event, before or after it. */
function withCreated(happenings: readonly Happening[], draw: Draw): readonly Happening[] {
  const known = new Set<string>();
  const created: Happening[] = [];
  for (const one of happenings) {
    if (known.has(one.trouble.issue)) continue;
    known.add(one.trouble.issue);
    if (one.trouble.told) created.push({ ...one, kind: 'created', at: one.at + draw.between(-0.8, 1.8) });
  }
  return created.length === 0
    ? happenings
    : [...happenings, ...created].sort((one, other) => one.at - other.at);
}

/** About one deploy of somebody every ten minutes. */
function benignDeploys(
  world: World,
  draw: Draw,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Deploy[] {
  const deploys: Deploy[] = [];
  for (let at = from + draw.wait(600); at < to; at += draw.wait(600)) {
    deploys.push({ service: draw.pick(world.services), at });
  }
  return deploys;
}

/** Which release a service runs at a second. */
function releaseBook(
  world: World,
  deploys: readonly Deploy[],
  draw: Draw,
): (service: Service, at: number) => string {
  const books = new Map<string, Pick<Happening, 'at' | 'release'>[]>(
    world.services.map(({ name, release }) => [name, [{ at: -Infinity, release }]]),
  );
  for (const { service, at } of deploys.toSorted((one, other) => one.at - other.at)) {
    const book = books.get(service.name)!;
    book.push({ at, release: releaseAfter(draw, book.at(-1)!.release) });
  }
  return ({ name, release }, at) =>
    books.get(name)?.findLast((deploy) => deploy.at <= at)?.release ?? release;
}
