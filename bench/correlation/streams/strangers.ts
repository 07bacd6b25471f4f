import { drawOf } from './draw.ts';
import { drive, rootOf, type Run } from '../drive.ts';
import type { Family } from '../family.ts';
import { followUps } from './follow-up.ts';
import { plainBugs } from './noise-texts.ts';
import type { Outage } from './outage.ts';
import { streamOf, type Stream } from '../stream.ts';
import { issueIds, troubleOf, type Happening } from './trouble.ts';

/** How independent errors in struck services fare, and whether their storm ends. */
export interface StrangerVerdict {
  readonly strangers: number;
  /** Shown with their own link within 15 s. */
  readonly visible: number;
  /** Firm members of the storm in the end: taken for a part of it. */
  readonly swallowed: number;
  /** The outage was paged as a storm, so that the rest can be judged. */
  readonly storms: number;
  /** Of those, how many are over 10 min after all issues of the outage were resolved. */
  readonly closed: number;
}

const visibleSeconds = 15;
const lookSeconds = 600;

/**
 * One outage over thin noise. While it goes on, 4 to 8 errors that have nothing to do with it appear in services that
 * it struck: single ones and small bursts. Then somebody resolves every issue of the outage in Sentry, and none else.
 */
export function strangersOf(family: Family, seed: number): StrangerVerdict {
  const name = `${family.name}/strangers/${seed}`;
  const base = streamOf({
    seed: name,
    families: [family],
    noise: 2,
    history: 3_600,
    quietFor: 0,
    throttled: false,
  });
  const outage = base.outages[0]!;
  const strangers = eventsOfStrangers(base, outage);
  const resolves = resolvesOf(base, outage);
  const happenings = [...base.happenings, ...strangers, ...resolves].sort((one, other) => one.at - other.at);
  const began = new Map<string, number>();
  for (const { at, trouble } of strangers)
    began.set(trouble.issue, Math.min(at, began.get(trouble.issue) ?? at));
  const until = Math.max(...resolves.map(({ at }) => at)) + lookSeconds;
  const run = drive(name, happenings, { until, watched: new Set(began.keys()) });
  const root = stormOf(run, happenings, outage);
  const storm = root === undefined ? undefined : run.state.incidents.get(root);
  return {
    strangers: began.size,
    visible: [...began].filter(([issue, at]) => (run.shownAt.get(issue) ?? Infinity) - at <= visibleSeconds)
      .length,
    swallowed: [...began.keys()].filter((issue) => isSwallowed(run, happenings, issue, root)).length,
    storms: storm === undefined ? 0 : 1,
    closed: storm?.status === 'resolved' ? 1 : 0,
  };
}

function eventsOfStrangers({ seed, world }: Stream, outage: Outage): readonly Happening[] {
  const draw = drawOf(`${seed}/strangers`);
  const ids = issueIds(drawOf(`${seed}/stranger ids`));
  const span = Math.min(200, outage.ends - outage.begins - 40);
  return Array.from({ length: draw.int(4, 8) }).flatMap(() => {
    const service = draw.pick(outage.struck);
    const wording = draw.pick(
      (draw.chance(0.5) ? plainBugs : followUps)[service.platform] ?? followUps[service.platform],
    );
    const telling = {
      draw,
      ids,
      cause: '',
      environment: world.production,
      facts: {},
      told: world.tellsIssues,
    };
    const trouble = troubleOf(telling, service, wording);
    const begins = outage.begins + 30 + draw.unit() * span;
    const times = draw.chance(0.5) ? 1 : draw.int(4, 8);
    return Array.from({ length: times }, (_, time): Happening => ({
      at: begins + (time === 0 ? 0 : draw.unit() * 60),
      trouble: { ...trouble, cause: `stranger ${trouble.issue}` },
      kind: 'event',
      release: service.release,
      trace: null,
    }));
  });
}

/** A person resolves them all a minute after the last alert, one after the other. */
function resolvesOf({ happenings }: Stream, outage: Outage): readonly Happening[] {
  const own = happenings.filter(({ trouble }) => trouble.cause === outage.cause);
  const last = Math.max(...own.map(({ at }) => at));
  const first = new Map(own.map((one) => [one.trouble.issue, one]));
  return [...first.values()].map((one, place) => ({ ...one, kind: 'resolved', at: last + 60 + place * 0.5 }));
}

/** The storm that holds most alerts of the outage. */
function stormOf(run: Run, happenings: readonly Happening[], outage: Outage): string | undefined {
  const counts = new Map<string, number>();
  happenings.forEach(({ trouble, kind }, place) => {
    const incident = run.incidents[place] ?? null;
    if (kind !== 'event' || trouble.cause !== outage.cause || incident === null) return;
    const root = rootOf(run.state, incident);
    if (root?.storm != null) counts.set(root.id, (counts.get(root.id) ?? 0) + 1);
  });
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function isSwallowed(
  run: Run,
  happenings: readonly Happening[],
  issue: string,
  storm: string | undefined,
): boolean {
  const place = happenings.findIndex(({ trouble }) => trouble.issue === issue);
  const id = run.incidents[place] ?? null;
  if (id === null || storm === undefined) return false;
  const own = run.state.incidents.get(id);
  return rootOf(run.state, id)?.id === storm && own?.adoption?.soft !== true;
}
