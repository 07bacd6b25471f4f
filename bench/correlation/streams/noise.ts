import { drawOf, type Draw } from './draw.ts';
import { followUps } from './follow-up.ts';
import { extensionJunk, plainBugs, stagingOutage, transients } from './noise-texts.ts';
import { ownBug } from './own-bug.ts';
import { troubleOf, type IssueIds, type Telling, type Trouble } from './trouble.ts';
import type { Wording, Wordings } from './wording.ts';
import { isBackend, type Service, type World } from '../world.ts';

/** An event of noise. */
interface Murmur {
  readonly at: number;
  readonly trouble: Trouble;
}

/** A new release of a service, and when. */
export interface Deploy {
  readonly service: Service;
  readonly at: number;
}

/** A part of the noise. */
interface Scene {
  readonly deploys: readonly Deploy[];
  readonly world: World;
  readonly draw: Draw;
  readonly ids: IssueIds;
  readonly from: number;
  readonly to: number;
  /** Alerts a minute of this part. */
  readonly rate: number;
}

/**
 * What a healthy installation sends all day: `rate` alerts a minute from second `from` to `to`. Nobody is to be woken
 * for any of it. Chronic issues are two thirds; the rest are fresh one-offs, passing troubles of dependencies,
 * extensions of browsers, staging, what came with harmless deploys, and one service that has a bad hour.
 */
export function noiseOf(scene: Omit<Scene, 'draw'> & { readonly seed: string }): readonly Murmur[] {
  const part = (name: string, share: number): Scene => ({
    ...scene,
    draw: drawOf(`${scene.seed}/${name}`),
    rate: scene.rate * share,
  });
  return [
    ...chronic(part('chronic', 0.6)),
    ...oneOffs(part('one-offs', 0.12)),
    ...passing(part('passing', 0.1)),
    ...junk(part('junk', 0.07)),
    ...afterDeploys(part('deploys', 0)),
    ...staging(part('staging', 0.06)),
    ...badHour(part('bad hour', 0.05)),
  ].sort((one, other) => one.at - other.at);
}

/** Each issue of noise is its own cause. */
function noisy(
  { world, draw, ids }: Scene,
  service: Service,
  wordings: Wordings,
  environment = world.production,
): Trouble | null {
  const list: readonly Wording[] | undefined = wordings[service.platform];
  if (list === undefined) return null;
  const { company, zone } = world;
  const telling: Telling = {
    draw,
    ids,
    environment,
    cause: '',
    told: world.tellsIssues,
    facts: { company, zone, callee: draw.pick(world.services).name, vendor: draw.pick(vendors) },
  };
  // Most bugs are a company's own, in words of its own.
  const own = wordings === plainBugs && draw.chance(0.75);
  const wording = own ? ownBug(draw, service.platform) : draw.pick(list);
  const trouble = troubleOf(telling, service, wording, {
    level: draw.chance(0.15) ? 'warning' : 'error',
  });
  return { ...trouble, cause: `noise ${trouble.issue}` };
}

const vendors = [
  'api.mapkit.example',
  'hooks.parcelpost.example',
  'rates.fxfeed.example',
  'push.notifyhub.example',
];

/** Events of one issue, evenly at random. */
function poisson(
  draw: Draw,
  trouble: Trouble | null,
  perMinute: number,
  span: readonly [number, number],
): Murmur[] {
  const events: Murmur[] = [];
  if (trouble === null || perMinute <= 0) return events;
  for (let at = span[0] + draw.wait(60 / perMinute); at < span[1]; at += draw.wait(60 / perMinute))
    events.push({ at, trouble });
  return events;
}

/** Bugs that nobody gets round to: the loudest of them tell a quarter of it all. */
function chronic(scene: Scene): Murmur[] {
  const { draw, world, rate, from, to } = scene;
  const count = Math.max(8, Math.round(rate * 6));
  const weights = Array.from({ length: count }, () => Math.min(30, draw.pareto(1, 1.1)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.flatMap((weight) => {
    const wordings = draw.chance(0.25) ? transients : draw.chance(0.4) ? followUps : plainBugs;
    return poisson(draw, noisy(scene, draw.pick(world.services), wordings), (rate * weight) / sum, [
      from,
      to,
    ]);
  });
}

/** A bug that a visitor found: once, or a few times in a few minutes. */
function oneOffs(scene: Scene): Murmur[] {
  return bursts(scene, 1.8, () => {
    const { draw, world } = scene;
    const trouble = noisy(scene, draw.pick(world.services), draw.chance(0.5) ? followUps : plainBugs);
    const times = draw.chance(0.7) ? 1 : draw.int(2, 6);
    return [{ trouble, times, within: draw.between(20, 400) }];
  });
}

/** A dependency stumbles and is well again: one or two services say so, a few times. */
function passing(scene: Scene): Murmur[] {
  return bursts(scene, 3, () => {
    const { draw, world } = scene;
    const count = draw.chance(0.75) ? 1 : 2;
    return draw.sample(world.services.filter(isBackend), count).map((service) => {
      const times = draw.chance(0.6) ? draw.int(1, 2) : draw.int(2, 5);
      return { trouble: noisy(scene, service, transients), times, within: draw.between(1, 40) };
    });
  });
}

/** A harmless release brings a new bug or two, told a few times. */
function afterDeploys(scene: Scene): Murmur[] {
  const { draw, deploys, to } = scene;
  return deploys
    .flatMap(({ service, at }) =>
      Array.from({ length: draw.int(0, 2) }).flatMap(() => {
        const trouble = noisy(scene, service, plainBugs);
        const times = trouble === null ? 0 : draw.int(1, 4);
        return Array.from({ length: times }, () => ({ at: at + draw.unit() * 600, trouble: trouble! }));
      }),
    )
    .filter((murmur) => murmur.at < to);
}

/** Extensions, old browsers and crawlers in the web clients. */
function junk(scene: Scene): Murmur[] {
  const pages = scene.world.services.filter(({ platform }) => platform === 'browser');
  return bursts(scene, 1.6, () => {
    const times = scene.draw.chance(0.8) ? 1 : scene.draw.int(2, 4);
    return [
      {
        trouble: noisy(scene, scene.draw.pick(pages), extensionJunk),
        times,
        within: scene.draw.between(5, 200),
      },
    ];
  });
}

interface Burst {
  readonly trouble: Trouble | null;
  readonly times: number;
  /** Seconds. */
  readonly within: number;
}

/** Bursts at random, whose events together make the rate. */
function bursts(
  { draw, rate, from, to }: Scene,
  meanEvents: number,
  burst: () => readonly Burst[],
): Murmur[] {
  const events: Murmur[] = [];
  const pause = (60 * meanEvents) / rate;
  for (let begins = from + draw.wait(pause); begins < to; begins += draw.wait(pause)) {
    for (const { trouble, times, within } of burst()) {
      if (trouble === null) continue;
      for (let time = 0; time < times; time += 1) {
        events.push({ at: begins + (time === 0 ? 0 : draw.unit() * within), trouble });
      }
    }
  }
  return events.filter(({ at }) => at < to);
}

/** Somebody tries something, and for ten minutes of the hour everything is broken there. */
function staging(scene: Scene): Murmur[] {
  const { draw, world, rate, from, to } = scene;
  const environment = draw.pick(['staging', 'stage', 'qa', 'preview']);
  const steady = draw
    .sample(world.services, 6)
    .flatMap((service) =>
      poisson(draw, noisy(scene, service, plainBugs, environment), rate / 12, [from, to]),
    );
  const broken = from + draw.unit() * Math.max(0, to - from - 600);
  const storm = draw.sample(world.services.filter(isBackend), 8).flatMap((service) => {
    const trouble = noisy(scene, service, stagingOutage, environment);
    return poisson(draw, trouble, (rate * (to - from)) / 600 / 16, [
      broken + draw.unit() * 40,
      Math.min(to, broken + 600),
    ]);
  });
  return [...steady, ...storm];
}

/** A service whose own bugs tick five times as often for an hour: one import, one bad customer. Nothing is down. */
function badHour(scene: Scene): Murmur[] {
  const { draw, world, rate, from, to } = scene;
  const service = draw.pick(world.services.filter(isBackend));
  const begins = from + draw.unit() * Math.max(0, to - from - 3_600);
  return Array.from({ length: draw.int(3, 5) }, () => noisy(scene, service, plainBugs)).flatMap((trouble) => [
    ...poisson(draw, trouble, rate / 8, [from, to]),
    ...poisson(draw, trouble, Math.min(2.5, (rate * 5) / 8), [
      begins + draw.between(0, 900),
      Math.min(to, begins + 3_600),
    ]),
  ]);
}
