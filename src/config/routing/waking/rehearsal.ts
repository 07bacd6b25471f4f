import { matches } from '../../../correlate/rules/matching.ts';
import { routesTaken, type Taken } from '../../../decide/routing/routes.ts';
import { environmentClass, type EnvironmentLists } from '../../../domain/environment/environment.ts';
import type { PagingRule } from '../../../domain/decision/paging.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import type { Labels } from '../../../domain/routing/labels.ts';
import { matcherText, type Matcher } from '../../../domain/routing/matcher.ts';
import { conditionMet } from '../../../domain/routing/page-condition.ts';
import { ruleMetByAlert } from '../../../domain/routing/paging-rule.ts';
import type { PageCondition, Route } from '../../../domain/routing/route.ts';
import type { Severity } from '../../../domain/severity.ts';
import { mendedAsks, mendedRoutes } from '../matching/mended.ts';
import type { Teams } from '../teams.ts';
import type { Place } from '../walk.ts';

/** Something that wakes somebody in every house, unless its rules say otherwise. */
interface Trouble {
  readonly name: string;
  /** What `page_when` calls it. */
  readonly condition: string;
  /** The matcher of a route that leaves it out. */
  readonly apart: string;
  readonly alert: { readonly level: string; readonly category: string; readonly severity: Severity };
  readonly isStorm: boolean;
}

/** What is rehearsed, the worst first. */
const troubles: readonly Trouble[] = [
  {
    name: 'a fatal error',
    condition: '{ level: fatal }',
    apart: 'level!="fatal"',
    alert: { level: 'fatal', category: 'error', severity: 'critical' },
    isStorm: false,
  },
  {
    name: 'a storm',
    condition: 'storm',
    apart: 'storm="false"',
    alert: { level: 'error', category: 'error', severity: 'error' },
    isStorm: true,
  },
  {
    name: 'a critical metric alert',
    condition: '{ metric: critical }',
    apart: 'category!="metric"',
    alert: { level: 'error', category: 'metric', severity: 'critical' },
    isStorm: false,
  },
  {
    name: 'a failed uptime check',
    condition: 'outage',
    apart: 'category!="outage"',
    alert: { level: 'error', category: 'outage', severity: 'error' },
    isStorm: false,
  },
];

/** Whose trouble it is. */
interface Sample {
  /** For people; null: that of a service which no route names. */
  readonly whose: string | null;
  readonly labels: Labels;
}

/** One trouble of somebody in production, and where the routes of the file lead it. */
export interface Rehearsed {
  readonly trouble: Trouble;
  readonly whose: string | null;
  readonly taken: readonly Taken[];
  /** Receivers in the shadow that would take it, too. */
  readonly shadowed: readonly string[];
}

/** What is rehearsed with. */
interface Stage {
  readonly teams: Teams;
  readonly places: readonly Place[];
  /** Those of which the file says something. */
  readonly services: readonly string[];
  readonly environments: EnvironmentLists;
}

/**
 * Sends each trouble through the production routing: as that of a service which no route names, of each service that the
 * file names, and of what each route asks for. Receivers in the shadow take nothing, as in production.
 */
export function rehearse(stage: Stage): readonly Rehearsed[] {
  const { teams, environments } = stage;
  const isMeant = (name: string): boolean =>
    !teams.receivers.some((team) => team.shadow && team.name === name);
  const along = (route: Route, samples: readonly Sample[]): readonly Rehearsed[] =>
    samples.flatMap(({ whose, labels: own }) =>
      troubles.flatMap((trouble) => {
        const labels = withTrouble(own, trouble);
        if (labels === null) return [];
        const would = routesTaken(route, labels).map((one) => one.route.receiver);
        const shadowed = would.filter((name) => !isMeant(name));
        return [{ trouble, whose, taken: routesTaken(route, labels, isMeant), shadowed }];
      }),
    );
  const mended = mendedRoutes(teams.route, environments);
  const asks = mendedAsks([teams.route, mended]);
  return [
    ...along(teams.route, samplesOf(stage)),
    // That nothing comes to a route yet hides nothing of what is wrong with it.
    ...along(
      mended,
      asks.flatMap((matchers) => samplesFor(matchers, environments)),
    ),
  ];
}

/** Each trouble of a service that nothing names, in production: what it is called, and its labels. */
export function troublesOfAnybody(): readonly { readonly name: string; readonly labels: Labels }[] {
  return troubles.flatMap((trouble) => {
    const labels = withTrouble(new Map([['service', [unnamed]]]), trouble);
    return labels === null ? [] : [{ name: trouble.name, labels }];
  });
}

/** Whether a receiver with these conditions would page for a trouble; null conditions: by the rules for all. */
export function pagesFor(
  { alert, isStorm }: Trouble,
  pageWhen: readonly PageCondition[] | null,
  levels: readonly string[],
): boolean {
  const storm: PagingRule | null = isStorm ? { code: 'page-storm', title: '' } : null;
  if (pageWhen !== null)
    return conditionMet(pageWhen, { alert, storm, users: null, histories: [], now: 0 }) !== null;
  const paging = { ...defaultPolicy.paging, levels };
  return storm !== null || ruleMetByAlert(paging, { ...alert, resource: '' }) !== null;
}

/** No file names a service so. */
const unnamed = 'unnamed-0f3a';

function samplesOf({ places, services, environments }: Stage): readonly Sample[] {
  const named = services.filter((name) => name !== '*');
  return [
    { whose: null, labels: new Map([['service', [unnamed]]]) },
    ...named.map((name) => ({ whose: name, labels: new Map([['service', [name]]]) })),
    ...places.flatMap(({ matchers }) => samplesFor(matchers, environments)),
  ];
}

const mostOfOne = 20;

/** What a route and those around it ask for together; none where that cannot be said, or is none of production's. */
function samplesFor(matchers: readonly Matcher[], environments: EnvironmentLists): readonly Sample[] {
  const asked = matchers.flatMap((matcher) => {
    const wanted = wantedBy(matcher);
    return wanted.length === 0 ? [] : [{ label: matcher.label, wanted }];
  });
  let drafts: readonly (readonly Asked[])[] = [[]];
  for (const { label, wanted } of asked)
    drafts = drafts
      .flatMap((draft) => wanted.map((one) => [...draft, { label, ...one }]))
      .slice(0, mostOfOne);
  return drafts.flatMap((draft) => {
    const labels = new Map(draft.map(({ label, value }) => [label, [value]]));
    // The word itself means the class, whatever an environment of that name counts as.
    const environment = labels.get('environment')?.[0] ?? 'production';
    const isWord = environment === 'production';
    if (draft.length === 0) return [];
    if (!isWord && environmentClass(environment, environments) !== 'production') return [];
    const named = draft.find(({ label }) => label === 'service' || label === 'project');
    const whose = named?.said ?? `what meets ${draft.map(({ said }) => said).join(' and ')}`;
    const whole = new Map([
      ...labels,
      ['environment', [...new Set([environment, 'production'])]],
      ['service', [named?.value ?? unnamed]],
    ]);
    return [{ whose, labels: whole }];
  });
}

/** A value that meets a matcher, and what people read of it. */
interface Wanted {
  readonly value: string;
  readonly said: string;
}

interface Asked extends Wanted {
  readonly label: string;
}

/** Values that meet a matcher; none where it only rules values out, or its values cannot be guessed. */
function wantedBy(matcher: Matcher): readonly Wanted[] {
  const { label } = matcher;
  const isOwn = label === 'service' || label === 'project';
  const saidOf = (value: string): string => (isOwn ? value : `${label}=${JSON.stringify(value)}`);
  switch (matcher.op) {
    case '=':
      return matcher.value === '' ? [] : [{ value: matcher.value, said: saidOf(matcher.value) }];
    case 'in':
      return matcher.values.map((glob) => ({ value: glob.replaceAll('*', 'x'), said: saidOf(glob) }));
    case '=~':
      return guessesOf(matcher.pattern)
        .filter((guess) => matches(matcher, new Map([[label, [guess]]])))
        .map((value) => ({ value, said: matcherText(matcher) }));
    case '>=':
      return [{ value: String(matcher.number), said: matcherText(matcher) }];
    case '!=':
    case '!~':
    case 'not-in':
    case '<':
      return [];
  }
}

/** Texts that a pattern might match: people write names with bars between them, and `.*`. */
function guessesOf(pattern: string): readonly string[] {
  return pattern
    .replace(/^\((.*)\)$/, '$1')
    .split('|')
    .map((part) => part.replaceAll(/\.[*+]/g, 'x').replaceAll(/\\(.)/g, '$1'));
}

/** The labels of somebody's trouble; null where the sample is of another kind of trouble. */
function withTrouble(own: Labels, { alert: { level, category }, isStorm }: Trouble): Labels | null {
  const said = new Map<string, readonly string[]>([
    ['level', [level]],
    ['category', [category]],
    ['storm', [String(isStorm)]],
  ]);
  for (const [label, [value]] of said) if (own.has(label) && own.get(label)?.[0] !== value) return null;
  if (!isStorm && own.has('cause')) return null;
  return new Map<string, readonly string[]>([
    ['environment', ['production']],
    ['new_in_release', ['false']],
    ['users', ['1']],
    ['events_per_minute', ['1']],
    ['project', own.get('service') ?? []],
    ...own,
    ...said,
  ]);
}
