import { nearWord } from '../../domain/text/near-word.ts';
import { isEmpty, isMapping, valueIn } from '../document/plain.ts';
import type { ConfigDocument } from '../document/document.ts';
import { hookMistakes } from './hook-mistakes.ts';
import { workspaceMistakes } from './workspace-mistakes.ts';
import type { Problem } from '../document/place.ts';
import type { Values } from '../schema/leaves.ts';
import { saidReceivers, type SaidReceivers } from './said-receivers.ts';
import type { SaidReceiver } from './shapes.ts';

/** What is wrong with receivers and routes together. What is wrong by itself is passed over, and hides nothing else. */
export function routingMistakes(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  const [hasReceivers, hasRoute] = [document.isSet('receivers'), document.isSet('route')];
  if (!hasReceivers && !hasRoute) return [];
  if (!hasReceivers)
    return [document.problem('route', 'There are no receivers that it could name. Write them in receivers.')];
  const receivers = saidReceivers(document);
  return [
    ...(hasRoute ? rootMistakes(document) : [noRoute(document)]),
    ...receivers.flatMap((receiver, n) =>
      receiver === null ? [] : receiverMistakes(document, receivers, receiver, n),
    ),
    ...hookMistakes(document, values, receivers),
    ...workspaceMistakes(document, values, receivers),
    ...besideReceivers(document),
  ];
}

function noRoute(document: ConfigDocument): Problem {
  return document.problem(
    'receivers',
    'No route leads to them. Write at least route: { receiver: … }, which takes everything.',
  );
}

function receiverMistakes(
  document: ConfigDocument,
  receivers: SaidReceivers,
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
    (one) => one?.pagerduty !== undefined && one.pagerduty.routing_key === pagerduty?.routing_key,
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
  return (['slack.channels', 'pagerduty.routing_key', 'pagerduty.fallback.routing_key'] as const)
    .filter((path) => document.isSet(path) && !document.isOfEnvironment(path))
    .map((path) =>
      document.problem(path, 'With receivers, each of them has its own. Move it to a receiver.'),
    );
}

function rootMistakes(document: ConfigDocument): readonly Problem[] {
  const root = document.valueOf('route');
  if (!isMapping(root)) return [];
  // A key that is nearly the right one is blamed by itself.
  const isNearly = Object.keys(root).some((key) => nearWord(key, ['receiver']) !== null);
  const said = valueIn(root, ['matchers']);
  return [
    ...(isEmpty(root['receiver']) && !isNearly
      ? [
          document.problem(
            'route',
            'The root takes what no other route does, so it needs a receiver. Write receiver: and a name.',
          ),
        ]
      : []),
    ...(Array.isArray(said) && said.length > 0
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
