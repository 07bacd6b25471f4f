import { nearWord } from '../../domain/text/near-word.ts';
import type { ConfigDocument } from '../document/document.ts';
import { hookMistakes } from './hook-mistakes.ts';
import { workspaceMistakes } from './workspace-mistakes.ts';
import type { Path, Problem } from '../document/place.ts';
import type { Values } from '../schema/leaves.ts';
import type { SaidReceiver, SaidRoute } from './shapes.ts';
import { routesIn } from './walk.ts';

/** What is wrong with receivers, routes and intervals together. What is wrong by itself is absent. */
export function routingMistakes(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  const { receivers, route, time_intervals: intervals } = values;
  if (receivers === undefined || route === undefined) return [];
  if (receivers === null && route === null) return [];
  if (receivers === null)
    return [document.problem('route', 'There are no receivers that it could name. Write them in receivers.')];
  if (route === null)
    return [
      document.problem(
        'receivers',
        'No route leads to them. Write at least route: { receiver: … }, which takes everything.',
      ),
    ];
  const names = receivers.map(({ name }) => name);
  const intervalNames = intervals?.map(({ name }) => name) ?? null;
  return [
    ...twice(document, 'receivers', names),
    ...twice(document, 'time_intervals', intervalNames ?? []),
    ...receivers.flatMap((receiver, n) => receiverMistakes(document, receivers, receiver, n)),
    ...hookMistakes(document, values, receivers),
    ...workspaceMistakes(document, values, receivers),
    ...besideReceivers(document),
    ...rootMistakes(document, route),
    ...unknownNames(document, route, { receivers: names, intervals: intervalNames }),
  ];
}

function twice(
  document: ConfigDocument,
  leaf: 'receivers' | 'time_intervals',
  names: readonly string[],
): readonly Problem[] {
  return names.flatMap((name, n) =>
    names.indexOf(name) < n
      ? [document.problem(leaf, `There are two of the name ${name}. Give this one another.`, [n, 'name'])]
      : [],
  );
}

function receiverMistakes(
  document: ConfigDocument,
  receivers: readonly SaidReceiver[],
  { slack, pagerduty, webhook }: SaidReceiver,
  n: number,
): readonly Problem[] {
  if (slack === undefined && pagerduty === undefined && webhook === undefined)
    return [
      document.problem(
        'receivers',
        'It has neither slack nor pagerduty nor webhook, so it reaches nobody. Write one of them.',
        [n],
      ),
    ];
  const other = receivers.findIndex(
    (one) => one.pagerduty !== undefined && one.pagerduty.routing_key === pagerduty?.routing_key,
  );
  return other >= 0 && other < n
    ? [
        document.problem(
          'receivers',
          `Receiver ${receivers[other]?.name ?? ''} has the same key, so one page could not be told from the other. Make another integration in PagerDuty, or let routes lead to one receiver.`,
          [n, 'pagerduty', 'routing_key'],
        ),
      ]
    : [];
}

/** With receivers, channels and keys are theirs. What a variable says of them is not read: load.ts hints at it. */
function besideReceivers(document: ConfigDocument): readonly Problem[] {
  return (['slack.channels', 'pagerduty.routing_key'] as const)
    .filter((path) => document.isSet(path) && !document.isOfEnvironment(path))
    .map((path) =>
      document.problem(path, 'With receivers, each of them has its own. Move it to a receiver.'),
    );
}

function rootMistakes(document: ConfigDocument, route: SaidRoute): readonly Problem[] {
  return [
    ...(route.receiver === undefined
      ? [
          document.problem(
            'route',
            'The root takes what no other route does, so it needs a receiver. Write receiver: and a name.',
          ),
        ]
      : []),
    ...((route.matchers ?? []).length > 0
      ? [
          document.problem(
            'route',
            'The root takes everything, so it has no matchers. Move them to a route in routes.',
            ['matchers'],
          ),
        ]
      : []),
  ];
}

function unknownNames(
  document: ConfigDocument,
  route: SaidRoute,
  known: { readonly receivers: readonly string[]; readonly intervals: readonly string[] | null },
): readonly Problem[] {
  const check = (
    what: string,
    names: readonly string[] | null,
    name: string | undefined,
    path: Path,
  ): readonly Problem[] => {
    // Names that are wrong by themselves are blamed already.
    if (name === undefined || names === null || names.includes(name)) return [];
    const meant = nearWord(name, names);
    const advice =
      meant === null
        ? names.length === 0
          ? 'There are none.'
          : `Known: ${names.join(', ')}.`
        : `Did you mean ${meant}?`;
    return [document.problem('route', `There is no ${what} ${name}. ${advice}`, path)];
  };
  return routesIn(route).flatMap(({ said, path }) => [
    ...check('receiver', known.receivers, said.receiver, [...path, 'receiver']),
    ...check('receiver', known.receivers, said.escalate?.to, [...path, 'escalate', 'to']),
    ...(['mute_time_intervals', 'active_time_intervals'] as const).flatMap((key) =>
      (said[key] ?? []).flatMap((name, n) =>
        check('time interval', known.intervals, name, [...path, key, n]),
      ),
    ),
  ]);
}
