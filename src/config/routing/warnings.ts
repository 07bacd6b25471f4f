import type { ConfigDocument } from '../document/document.ts';
import type { EnvironmentLists } from '../../domain/environment/environment.ts';
import type { Matcher } from '../../domain/routing/matcher.ts';
import type { Path, Problem } from '../document/place.ts';
import type { Values } from '../schema/leaves.ts';
import { matcherFaults, matcherOddities } from './matching/oddities.ts';
import { readTagsIn, tagsOfRoute, unreadTags } from './matching/unread-tags.ts';
import { escalationWarnings, noWayBack } from './escalation-warnings.ts';
import type { SaidReceiver } from './shapes.ts';
import { toldToProgramsAlone } from './told-to-programs.ts';
import { wideInhibition } from './waking/wide-inhibition.ts';
import { wakesNobody } from './waking/wakes-nobody.ts';
import { routesIn, type Place } from './walk.ts';

/** What of the routing is allowed, and probably not meant. */
export function routingWarnings(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  const { receivers, route } = values;
  const environments = environmentsIn(values);
  const beside = besideRoutes(document, values, environments);
  if (receivers == null || route == null) return beside;
  const places = routesIn(route);
  return [
    ...beside,
    ...unusedReceivers(document, receivers, places),
    ...unusedIntervals(document, values, places),
    ...places.flatMap((place) => [
      ...unreachable(document, receivers, place),
      ...notInherited(document, place),
      ...escalationWarnings({ document, values, receivers }, place),
      ...matcherOddities(place, environments).map(({ message, at }) =>
        document.problem('route', message, [...place.path, 'matchers', ...(at === null ? [] : [at])]),
      ),
      ...tagsOfRoute(document, values, place),
    ]),
    ...receivers.flatMap((receiver, n) => pagesOf(document, receiver, n, isEscalatedTo(places, receiver))),
    ...toldToProgramsAlone(document, receivers, places),
    ...somebodyIsWoken(document, values, { receivers, places }),
    ...noWayBack({ document, values, receivers }, places),
    ...notRead(document),
  ];
}

function environmentsIn(values: Partial<Values>): EnvironmentLists | null {
  const { 'environments.production': production, 'environments.quiet': quiet } = values;
  return production === undefined || quiet === undefined ? null : { production, quiet };
}

/** What is kept quiet by matchers that nothing ever meets, or that everything does. */
function besideRoutes(
  document: ConfigDocument,
  values: Partial<Values>,
  environments: EnvironmentLists | null,
): readonly Problem[] {
  const { maintenance = [], inhibit_rules: rules = [] } = values;
  const faults = (key: string, path: Path, matchers: readonly Matcher[]): readonly Problem[] =>
    matcherFaults(matchers, environments).map(({ message, at }) =>
      document.problem(key, message, [...path, ...(at === null ? [] : [at])]),
    );
  return [
    ...maintenance.flatMap(({ matchers }, n) => faults('maintenance', [n, 'matchers'], matchers)),
    ...rules.flatMap(({ source, target }, n) => [
      ...faults('inhibit_rules', [n, 'source_matchers'], source),
      ...faults('inhibit_rules', [n, 'target_matchers'], target),
    ]),
    ...wideInhibition(document, rules, { environments, tags: readTagsIn(document, values) }),
    ...unreadTags(document, values),
  ];
}

function unusedReceivers(
  document: ConfigDocument,
  receivers: readonly SaidReceiver[],
  places: readonly Place[],
): readonly Problem[] {
  const used = new Set(places.flatMap(({ receiver, said }) => [receiver, said.escalate?.to ?? null]));
  return receivers.flatMap(({ name }, n) =>
    used.has(name)
      ? []
      : [
          document.problem('receivers', `No route leads to ${name}. Name it in a route, or remove it.`, [
            n,
            'name',
          ]),
        ],
  );
}

function unusedIntervals(
  document: ConfigDocument,
  { time_intervals: intervals = [], maintenance = [] }: Partial<Values>,
  places: readonly Place[],
): readonly Problem[] {
  const used = new Set([
    ...places.flatMap(({ said }) => [
      ...(said.mute_time_intervals ?? []),
      ...(said.active_time_intervals ?? []),
    ]),
    ...maintenance.flatMap(({ time_intervals: names = [] }) => names),
  ]);
  return intervals.flatMap(({ name }, n) =>
    used.has(name)
      ? []
      : [
          document.problem('time_intervals', `No route names ${name}. Name it in a route, or remove it.`, [
            n,
            'name',
          ]),
        ],
  );
}

/** Whatever else a route says, those within it have too; as in Alertmanager, intervals are its own. */
function notInherited(document: ConfigDocument, { said, path }: Place): readonly Problem[] {
  const isTimed = (route: Place['said']): boolean =>
    (route.mute_time_intervals ?? route.active_time_intervals) !== undefined;
  const open = (said.routes ?? []).findIndex((child) => !isTimed(child));
  if (open < 0 || !isTimed(said)) return [];
  const key = said.mute_time_intervals === undefined ? 'active_time_intervals' : 'mute_time_intervals';
  const message = `The routes within it do not inherit this: only what none of them takes keeps quiet. Write it in routes[${open}] too, or there an empty list.`;
  return [document.problem('route', message, [...path, key])];
}

/** A route before it takes all that it would take, and does not continue. One to a receiver in the shadow takes nothing. */
function unreachable(
  document: ConfigDocument,
  receivers: readonly SaidReceiver[],
  { said, path, before }: Place,
): readonly Problem[] {
  const takesNothing = ({ receiver }: Place['said']): boolean =>
    receivers.some(({ name, shadow }) => shadow === true && name === receiver);
  const own = new Set((said.matchers ?? []).map((matcher) => JSON.stringify(matcher)));
  const taker = before.findIndex(
    (route) =>
      route.continue !== true &&
      !takesNothing(route) &&
      (route.matchers ?? []).every((matcher) => own.has(JSON.stringify(matcher))),
  );
  return taker < 0
    ? []
    : [
        document.problem(
          'route',
          `Nothing ever comes here: route ${taker + 1} of the same list takes it all. Move this one before it, or write continue: true there.`,
          path,
        ),
      ];
}

/** Whoever an escalation names is woken whatever its own conditions are. */
function isEscalatedTo(places: readonly Place[], { name }: SaidReceiver): boolean {
  return places.some(({ said, receiver }) => said.escalate?.to === name && receiver !== name);
}

function pagesOf(
  document: ConfigDocument,
  { name, slack, pagerduty, page_when: when }: SaidReceiver,
  n: number,
  isEscalatedTo: boolean,
): readonly Problem[] {
  if (pagerduty === undefined)
    return [
      ...(when === undefined || when.length === 0
        ? []
        : [
            document.problem(
              'receivers',
              `${name} has no PagerDuty key, so nothing pages. Give it pagerduty, or remove page_when.`,
              [n, 'page_when'],
            ),
          ]),
      ...(slack?.mention_on_page === undefined
        ? []
        : [
            document.problem(
              'receivers',
              `${name} has no PagerDuty key, so it is never paged, and nobody is named.`,
              [n, 'slack', 'mention_on_page'],
            ),
          ]),
    ];
  return when?.length === 0 && !isEscalatedTo
    ? [
        document.problem('receivers', `${name} has a PagerDuty key, and never uses it: page_when is empty.`, [
          n,
          'page_when',
        ]),
      ]
    : [];
}

function somebodyIsWoken(
  document: ConfigDocument,
  values: Partial<Values>,
  { receivers, places }: { readonly receivers: readonly SaidReceiver[]; readonly places: readonly Place[] },
): readonly Problem[] {
  const led = receivers.filter(({ name }) => places.some(({ receiver }) => receiver === name));
  const pagers = led.filter((one) => one.pagerduty !== undefined && one.page_when?.length !== 0);
  if (pagers.some(({ shadow }) => shadow !== true)) return wakesNobody(document, values, places);
  if (pagers.length > 0)
    return [
      document.problem(
        'receivers',
        `Nobody is woken by this relay: ${pagers.map(({ name }) => name).join(', ')} would be, and shadow: true only records it. Remove shadow when somebody should be woken.`,
      ),
    ];
  return [
    document.problem(
      'route',
      'No route leads to a receiver that pages, so nobody is ever woken. Give one of them pagerduty.',
    ),
  ];
}

function notRead(document: ConfigDocument): readonly Problem[] {
  return (['slack.channels', 'pagerduty.routing_key'] as const)
    .filter((path) => document.isOfEnvironment(path))
    .map((path) => document.problem(path, 'Set, and not read: with receivers, each of them has its own.'));
}
