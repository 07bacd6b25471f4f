import { environmentClass, type EnvironmentLists } from '../../../domain/environment/environment.ts';
import { matcherText } from '../../../domain/routing/matcher.ts';
import type { ConfigDocument } from '../../document/document.ts';
import type { Path, Problem } from '../../document/place.ts';
import type { Values } from '../../schema/leaves.ts';
import { mutedAt } from './muted-at.ts';
import { pagesFor, rehearse, type Rehearsed } from './rehearsal.ts';
import { inShadowAlone } from './shadowed.ts';
import { teamsOf, type Teams } from '../teams.ts';
import type { Place } from '../walk.ts';

type Team = Teams['receivers'][number];

/** What the rehearsals are judged by, and told in. */
interface Judged {
  readonly document: ConfigDocument;
  readonly teams: Teams;
  /** Their names, in the order of the file. */
  readonly receivers: readonly string[];
  readonly places: readonly Place[];
  /** Those of `paging.levels`. */
  readonly levels: readonly string[];
}

/** Of which trouble in production nobody is woken, at all or at some hour, though the file has somebody who can be. */
export function wakesNobody(
  document: ConfigDocument,
  values: Partial<Values>,
  places: readonly Place[],
): readonly Problem[] {
  const teams = teamsOf(values);
  const { services, 'paging.levels': levels, time_intervals: intervals } = values;
  const { 'environments.production': production, 'environments.quiet': quiet } = values;
  if (teams === null || services === undefined || levels === undefined || intervals === undefined) return [];
  if (production === undefined || quiet === undefined) return [];
  const receivers = values.receivers?.map(({ name }) => name) ?? [];
  const judged: Judged = { document, teams, receivers, places, levels };
  const all = rehearse({
    teams,
    places,
    services: Object.keys(services),
    environments: { production, quiet },
  });
  const sleeping = asleep(judged, all);
  const unwoken = all.filter((one) => !takenBy(judged, one).some(({ wakes }) => wakes));
  return [
    ...sleeping,
    ...inShadowAlone(document, judged, unwoken),
    ...(sleeping.length === 0 ? [] : oneNameAlone(judged, { production, quiet })),
    ...atSomeHour(judged, all),
  ];
}

/** Who takes a trouble and can be woken, and of these who is. */
function takenBy({ teams, levels }: Judged, { trouble, taken }: Rehearsed): readonly TakenTeam[] {
  return taken.flatMap(({ route, path }) => {
    const team = teams.receivers.find(({ name }) => name === route.receiver);
    if (team === undefined) return [];
    const wakes = team.pagerduty !== null && pagesFor(trouble, team.pageWhen, levels);
    return [{ team, route, path, wakes }];
  });
}

interface TakenTeam extends Pick<Rehearsed['taken'][number], 'route' | 'path'> {
  readonly team: Team;
  readonly wakes: boolean;
}

function asleep(judged: Judged, all: readonly Rehearsed[]): readonly Problem[] {
  const failing = all.flatMap((one) => {
    const takers = takenBy(judged, one);
    return takers.some(({ wakes }) => wakes) || takers.length === 0 || isMeant(takers)
      ? []
      : [{ ...one, takers }];
  });
  const groups = grouped(failing, ({ takers }) => takers.map(({ path }) => path.join('.')).join(' '));
  const alike = sameRemedy(withoutRepeats(groups), ({ takers }, group) => [
    remedyFor(takers),
    troublesOf(group),
  ]);
  // What the same services lack at the same receiver is mended at once, too.
  const told = sameRemedy(alike, ({ takers }, group) => [remedyFor(takers), whoseOf(group)]);
  return told.map((group) => {
    const [{ takers }] = group;
    const what = `In production ${troublesOf(group)} of ${whoseOf(group)} ${isOne(group) ? 'wakes' : 'wake'} nobody`;
    return problemOf(judged, what, { takers, group });
  });
}

/** Where what is missing has to be written: at whoever can be woken, else at the first who takes it. */
function remedyFor(takers: readonly TakenTeam[]): string {
  return (ableOf(takers) ?? takers[0])?.team.name ?? '';
}

/** Of those who take a trouble the first who can be woken. */
function ableOf(takers: readonly TakenTeam[]): TakenTeam | undefined {
  return takers.find(({ team }) => team.pagerduty !== null && team.pageWhen?.length !== 0);
}

/** Groups that are mended by writing the same are told of once. */
function sameRemedy<T>(
  groups: readonly Group<T>[],
  remedyOf: (first: T, group: Group<T>) => unknown,
): readonly Group<T>[] {
  const alike = grouped(groups, (group) => JSON.stringify(remedyOf(group[0], group)));
  return alike.map(([[first, ...rest], ...others]): Group<T> => [first, ...rest, ...others.flat()]);
}

/** What ends where that of a service ends which no route names is mended with it. */
function withoutRepeats<T extends Rehearsed>(groups: readonly Group<T>[]): readonly Group<T>[] {
  const isOfAnybody = (group: Group<T>): boolean => group.some(({ whose }) => whose === null);
  const ends = ([{ taken }]: Group<T>): string =>
    [...new Set(taken.map(({ route }) => route.receiver))].sort().join();
  const known = new Set(groups.filter(isOfAnybody).map(ends));
  return groups.filter((group) => isOfAnybody(group) || !known.has(ends(group)));
}

/** An empty `page_when` says that nobody should be woken. */
function isMeant(takers: readonly TakenTeam[]): boolean {
  return takers.every(({ team }) => team.pageWhen?.length === 0);
}

/** A trouble that wakes nobody, and who takes it. */
interface Asleep extends Rehearsed {
  readonly takers: readonly TakenTeam[];
}

/** What is missing: a word in the conditions of whoever can be woken, or somebody who can be. */
function problemOf(
  { document, teams, receivers, places, levels }: Judged,
  what: string,
  { takers, group }: { readonly takers: readonly TakenTeam[]; readonly group: Group<Asleep> },
): Problem {
  const able = ableOf(takers);
  if (able === undefined) {
    const names = [...new Set(takers.map(({ team }) => team.name))].filter((name) =>
      group.every((one) => one.takers.some(({ team }) => team.name === name)),
    );
    const keyless = `${names.join(' and ')} ${names.length === 1 ? 'has' : 'have'} no PagerDuty key that is used`;
    const other = teams.receivers.find((team) => team.pagerduty !== null && !team.shadow);
    const goesOn = takers.every(({ route, path }) => route.continue && path.length === 1);
    const root = teams.route.receiver;
    const advice =
      goesOn && other?.name === root
        ? `It goes on, and no route after it takes it; the root has only what no route takes. Write as the last route { receiver: ${root} }.`
        : `Give ${names[0] ?? ''} pagerduty, or write before the other routes: { matchers: [environment="production"], receiver: ${other?.name ?? ''}, continue: true }; if nobody should be woken, write page_when: [] at ${names[0] ?? ''}.`;
    return document.problem('route', `${what}: ${keyless}. ${advice}`, placeOf(places, takers[0]));
  }
  const { name, pageWhen } = able.team;
  const conditions = [...new Set(group.map(({ trouble }) => trouble.condition))];
  const it = conditions.length === 1 ? 'it' : 'them';
  if (pageWhen === null)
    return document.problem(
      'paging.levels',
      `${what}: ${levels.length === 0 ? 'there is no level' : `only ${levels.join(' and ')} is named`}. Add fatal.`,
    );
  return document.problem(
    'receivers',
    `${what}: page_when of ${name} does not name ${it}. Add ${conditions.join(', ')}.`,
    [receivers.indexOf(name), 'page_when'],
  );
}

/** Where the file says whom a route leads to: there, or in a route around it. */
function placeOf(places: readonly Place[], taker: TakenTeam | undefined): Path {
  const path = (taker?.path ?? []).flatMap((n) => ['routes', n]);
  const place = places.find((one) => one.path.join('.') === path.join('.'));
  return place?.said.receiver === undefined ? path : [...path, 'receiver'];
}

/** Whoever writes a name of production means all of it more often than not. */
function oneNameAlone({ document, places }: Judged, environments: EnvironmentLists): readonly Problem[] {
  return places.flatMap(({ said, path }) =>
    (said.matchers ?? []).flatMap((matcher, n) => {
      if (matcher.label !== 'environment' || matcher.op !== '=' || matcher.value === 'production') return [];
      if (environmentClass(matcher.value, environments) !== 'production') return [];
      const message = `${matcherText(matcher)} means that name alone. environment="production" means every one that counts as production, also one that is not known.`;
      return [document.problem('route', message, [...path, 'matchers', n])];
    }),
  );
}

/** While an interval holds, all that would wake somebody may be silent at once. */
function atSomeHour(judged: Judged, all: readonly Rehearsed[]): readonly Problem[] {
  const { document, teams, places } = judged;
  // A year is long: whatever is led to routes of the same intervals is looked at once.
  const known = new Map<string, string | null>();
  const muted = all.flatMap((one): Muted[] => {
    const waking = takenBy(judged, one).filter(({ wakes }) => wakes);
    const routes = waking.map(({ route }) => route);
    const key = JSON.stringify(routes.map((route) => [route.muteTimeIntervals, route.activeTimeIntervals]));
    const found = known.get(key);
    const when =
      found === undefined && waking.length > 0 ? mutedAt(routes, teams.intervals) : (found ?? null);
    known.set(key, when);
    return when === null ? [] : [{ ...one, waking, when }];
  });
  const groups = grouped(muted, ({ waking }) => waking.map(({ path }) => path.join('.')).join(' '));
  return sameRemedy(groups, quietAlike).map((group) => {
    const [{ waking, when }] = group;
    const names = [...new Set(waking.map(({ team }) => team.name))].join(' and ');
    const route = waking[0]?.route;
    const key = (route?.muteTimeIntervals.length ?? 0) > 0 ? 'mute_time_intervals' : 'active_time_intervals';
    const path = placeOf(places, waking[0]).filter((part) => part !== 'receiver');
    const apart = [...new Set(group.map(({ trouble }) => trouble.apart))].join(', ');
    return document.problem(
      'route',
      `In production ${troublesOf(group)} of ${whoseOf(group)} ${isOne(group) ? 'wakes' : 'wake'} nobody while this keeps quiet, for example on ${when}: ${names} ${waking.length === 1 ? 'is' : 'are'} told when it is over. Add matchers: [${apart}] here${besides(group)}, or a route before it that wakes somebody then.`,
      [...path, key],
    );
  });
}

/** A trouble of which everybody whom it would wake keeps quiet at some hour. */
interface Muted extends Rehearsed {
  readonly waking: readonly TakenTeam[];
  readonly when: string;
}

/** By what the same is to be written for two groups that a calendar keeps quiet. */
function quietAlike({ waking, when }: Muted, group: Group<Muted>): unknown {
  const routes = waking.map(({ team, route }) => [
    team.name,
    route.muteTimeIntervals,
    route.activeTimeIntervals,
  ]);
  return [routes, when, troublesOf(group)];
}

/** The other routes of a group, as `check` numbers them. */
function besides(group: Group<Muted>): string {
  const paths = new Set(group.map(({ waking }) => waking[0]?.path.join('.') ?? ''));
  const [, ...others] = [...paths];
  if (others.length === 0) return '';
  const named = others.slice(0, mostNamed).map((path) => `route ${path}`);
  const rest = others.length - named.length;
  return ` and in ${rest === 0 ? inWords(named) : `${named.join(', ')} and ${rest} more`}`;
}

type Group<T> = readonly [T, ...T[]];

/** Those of the same key together, in their order. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): readonly Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function isOne(group: Group<Rehearsed>): boolean {
  return new Set(group.map(({ trouble }) => trouble)).size === 1;
}

function troublesOf(group: Group<Rehearsed>): string {
  return inWords([...new Set(group.map(({ trouble }) => trouble.name))]);
}

const mostNamed = 3;

/** What a service that no route names has in common with named ones needs no names. */
function whoseOf(group: Group<Rehearsed>): string {
  if (group.some(({ whose }) => whose === null)) return 'a service that no route names';
  const names = [...new Set(group.map(({ whose }) => whose ?? ''))];
  const rest = names.length - mostNamed;
  return rest <= 0 ? inWords(names) : `${names.slice(0, mostNamed).join(', ')} and ${rest} more`;
}

/** Names in a row: `a, b and c`. */
export function inWords(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}
