import type { Policy, Receiver } from '../../../domain/policy.ts';
import { matcherText } from '../../../domain/routing/matcher.ts';
import type { NamedReceiver, Route } from '../../../domain/routing/route.ts';
import { pathText } from '../../document/place.ts';
import { pagedWords } from './paged-words.ts';
import { routeName, routeWords } from './route-lines.ts';

/** The rules that hold, as people read them. No secret is in it: a policy has none. */
export interface RulesView {
  readonly receivers: readonly ReceiverView[];
  /** Which receivers each tells, in the order in which they are looked at, the root last; none: everybody is told of everything. */
  readonly routes: readonly RouteView[];
  /** What need not be told while something else is known that explains it. */
  readonly inhibitions: readonly InhibitionText[];
}

/** Whom routes tell. */
export interface ReceiverView {
  readonly name: string;
  /** Its channels, keys and programs. */
  readonly surfaces: readonly Pick<Receiver, 'id' | 'kind'>[];
  /** Whether it is woken, and of what by itself. */
  readonly paged: string;
  /** Id of who is named in the message of a page; null: nobody. */
  readonly mentions: string | null;
  /** Nothing is sent to it. */
  readonly shadow: boolean;
}

/** A node of the tree of routes. */
export interface RouteView {
  /** As the timeline of an incident calls it. */
  readonly name: string;
  /** Where it stands in the file of the configuration. */
  readonly place: string;
  /** How many routes are around it. */
  readonly depth: number;
  /** All have to match; none: everything does. */
  readonly matchers: readonly string[];
  readonly receiver: string;
  /** What else it says, one thing each. */
  readonly how: readonly string[];
}

/** A rule by which one thing keeps another quiet. */
interface InhibitionText {
  readonly name: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly equal: readonly string[];
}

/** The rules of a policy. */
export function rulesView(policy: Policy): RulesView {
  const { routing, inhibitRules = [] } = policy;
  return {
    receivers: routing === undefined ? unnamed(policy) : routing.receivers.map((one) => named(policy, one)),
    routes: routing === undefined ? [] : [...below(routing.route, []), viewOf(routing.route, [])],
    inhibitions: inhibitRules.map(({ name, source, target, equal }) => ({
      name,
      source: source.map(matcherText),
      target: target.map(matcherText),
      equal,
    })),
  };
}

function below({ routes }: Route, path: readonly number[]): readonly RouteView[] {
  return routes.flatMap((route, n) => [viewOf(route, [...path, n]), ...below(route, [...path, n])]);
}

function viewOf(route: Route, path: readonly number[]): RouteView {
  const [receiver = route.receiver, ...how] = routeWords(route);
  return {
    name: path.length === 0 ? 'everything else' : routeName(path),
    place: pathText(['route', ...path.flatMap((n) => ['routes', n])]),
    depth: Math.max(0, path.length - 1),
    matchers: route.matchers.map(matcherText),
    receiver,
    how,
  };
}

function named(
  policy: Policy,
  { name, surfaces, pageWhen, mentionOnPage, shadow }: NamedReceiver,
): ReceiverView {
  const known = [...policy.receivers, ...(policy.shadows ?? [])];
  const own = surfaces.map((id): ReceiverView['surfaces'][number] => {
    // Nothing is kept of a program that nothing is sent to.
    return { id, kind: known.find((one) => one.id === id)?.kind ?? 'hook' };
  });
  const standIns = policy.receivers.filter(
    ({ kind, beside }) => kind === 'fallback' && beside !== undefined && surfaces.includes(beside),
  );
  const hasPager = own.some(({ kind }) => kind === 'pager');
  return {
    name,
    surfaces: [...own, ...standIns.map(({ id, kind }) => ({ id, kind }))],
    paged: pagedWords({ name, pageWhen, hasPager }, policy.routing?.route ?? null, policy),
    mentions: mentionOnPage,
    shadow,
  };
}

/** Without names each channel and key stands for itself. */
function unnamed(policy: Policy): readonly ReceiverView[] {
  return policy.receivers.map(({ id, kind }) => {
    const own = { name: id, pageWhen: null, hasPager: kind === 'pager' };
    return {
      name: id,
      surfaces: [{ id, kind }],
      paged:
        kind === 'fallback' ? 'takes pages that another key does not take' : pagedWords(own, null, policy),
      mentions: null,
      shadow: false,
    };
  });
}
