import chalk from 'chalk';
import type { Observed } from '../observed.ts';
import { counted, spoken } from '../referee/finding.ts';
import { incidentOf, visibleRoots } from '../referee/root-messages.ts';
import type { BooksNow } from '../run/relay-api.ts';
import type { LiveRun } from '../run/run-scenario.ts';
import { slackCounts, type SlackCounts } from '../slack-counts.ts';
import { folded, together, widthOf } from '../terminal/folded.ts';
import { passable } from '../terminal/terminal.ts';
import { budgetsOf, type LaneShown } from './lanes-answer.ts';

/** What reached Slack and PagerDuty so far. */
interface Received {
  readonly incidents: number;
  readonly pages: { readonly open: number; readonly all: number };
  readonly slack: Pick<SlackCounts, 'posts' | 'updates' | 'limited'>;
}

/** One look at a run that goes on. */
export interface Snapshot {
  readonly name: string;
  readonly seed: number;
  readonly speed: number;
  /** Virtual ms since the start of the timeline, and its length. */
  readonly at: number;
  readonly length: number;
  readonly sent: number;
  readonly planned: number;
  /** Webhooks sent in the last virtual minute. */
  readonly perMinute: number;
  /** Errors (not webhooks) in the last virtual minute. */
  readonly errorsPerMinute: number;
  /** Services of which an error arrived in the last virtual minute, background noise included. */
  readonly failing: number;
  /** What Slack and PagerDuty saw; null where that cannot be known. */
  readonly received: Received | null;
  readonly books: BooksNow | null;
  readonly lanes: readonly LaneShown[];
}

/** What can be read from the run and the fakes at this moment. */
export function snapshotOf(live: LiveRun, books: BooksNow | null, lanes: readonly LaneShown[]): Snapshot {
  const now = live.clock.now();
  const seen = live.observed();
  const recent = recentDeliveries(seen, now - 60_000);
  return {
    name: live.scenario.name,
    seed: live.seed,
    speed: live.clock.speed,
    at: now - live.timeline.start,
    length: live.timeline.end - live.timeline.start,
    sent: seen.sentry.deliveries.length,
    planned: live.timeline.webhooks.length,
    perMinute: recent.length,
    errorsPerMinute: new Set(recent.flatMap((one) => one.truth.eventId ?? [])).size,
    failing: new Set(recent.flatMap(({ truth }) => (truth.eventId === null ? [] : [truth.service]))).size,
    received: live.seesReceivers ? receivedOf(seen) : null,
    books,
    lanes,
  };
}

function receivedOf(seen: Observed): Received {
  return {
    incidents: new Set(visibleRoots(seen.slack.messages).map((message) => incidentOf(message) ?? message.ts))
      .size,
    pages: {
      open: seen.pagerduty.incidents.filter((page) => page.status !== 'resolved').length,
      all: seen.pagerduty.incidents.length,
    },
    slack: slackCounts(seen.slack.calls),
  };
}

function recentDeliveries(seen: Observed, since: number): Observed['sentry']['deliveries'] {
  const { deliveries } = seen.sentry;
  let from = deliveries.length;
  while (from > 0 && (deliveries[from - 1]?.at ?? 0) >= since) from -= 1;
  return deliveries.slice(from);
}

const LONGEST_BAR = 30;
const SHORTEST_BAR = 10;

function bar(share: number, cells: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * cells);
  return chalk.yellow('█'.repeat(full)) + chalk.dim('░'.repeat(cells - full));
}

/** Name, bar and time; the bar takes what the words leave. */
function headLine(one: Snapshot, columns: number): string {
  const { at, length } = one;
  const time = together(`${spoken(Math.min(Math.max(0, at), length))} of ${spoken(length)}`);
  const how = together(`seed ${one.seed}, speed ${one.speed}`);
  const room = columns - widthOf(`${one.name}  ${time} ${how}`);
  const cells = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, room - 1));
  // Where the machine cannot keep up, the storm is as far as its webhooks are.
  const share = at > length ? one.sent / Math.max(1, one.planned) : at / length;
  return `${chalk.bold(one.name)} ${bar(share, cells)} ${time} ${chalk.dim(how)}`;
}

/** When the last webhook is out, the relay still has messages to bring up to date. */
function stateOfRelay(one: Snapshot): string[] {
  return one.sent >= one.planned && one.at > one.length ? ['comes to rest'] : [];
}

function oldest(books: BooksNow | null): string {
  return (books?.inFlight ?? 0) === 0 ? '' : `, oldest ${spoken(books?.oldestInFlightMs ?? 0)}`;
}

/** Where the figures of the live screen begin. */
const FIGURES_AT = 13;

/** The live screen: a few rows that are drawn over each other. What one row cannot hold goes on in the next. */
export function screenLines(one: Snapshot, columns = Infinity): string[] {
  const rows = (name: string, parts: readonly string[], between: string): string[] => {
    const line = `  ${name.padEnd(FIGURES_AT - 2)}${parts.map(together).join(between)}`;
    return folded(passable(line), columns, FIGURES_AT);
  };
  const shown = one.received === null ? [] : [`${counted(one.received.incidents, 'incident')} shown`];
  const flight = `${one.books?.inFlight ?? '?'} in flight${oldest(one.books)}`;
  return [
    ...folded(passable(headLine(one, columns)), columns, 2),
    ...rows('Sentry', sentryParts(one), ', '),
    ...rows('Relay', [...shown, flight, ...stateOfRelay(one)], ', '),
    ...(one.received === null ? [] : rows('Slack', slackParts(one.received), ', ')),
    ...(one.received === null ? [] : rows('PagerDuty', pageParts(one.received), ', ')),
    ...rows('Budget', budgetParts(one.lanes), ' · '),
  ];
}

function sentryParts(one: Snapshot): string[] {
  return [
    `${one.errorsPerMinute} errors/min`,
    `${one.perMinute} webhooks/min`,
    `errors in ${counted(one.failing, 'service')}`,
    `${one.sent}/${one.planned} sent`,
    ...(one.at > one.length && one.sent < one.planned ? ['later than planned'] : []),
  ];
}

function slackParts({ slack }: Received): string[] {
  const limited = slack.limited === 0 ? chalk.green('0') : chalk.red(String(slack.limited));
  return [counted(slack.posts, 'post'), counted(slack.updates, 'update'), `${limited} × 429`];
}

function pageParts({ pages }: Received): string[] {
  const open = pages.open > 0 ? chalk.red(`${pages.open} open`) : chalk.green('none open');
  return [counted(pages.all, 'page'), open];
}

function budgetParts(lanes: readonly LaneShown[]): string[] {
  const waiting = lanes
    .filter((lane) => lane.state.kind !== 'flowing')
    .map((lane) => chalk.yellow(`${lane.receiver ?? lane.id} ${lane.state.kind}`));
  const budgets = budgetsOf(lanes);
  return budgets.length + waiting.length === 0 ? ['unknown'] : [...budgets, ...waiting];
}

/** The same in one line, for a log. */
export function plainLine(one: Snapshot): string {
  return [
    `${one.name} ${spoken(Math.min(Math.max(0, one.at), one.length))}/${spoken(one.length)}`,
    `${one.errorsPerMinute} errors/min`,
    `errors in ${counted(one.failing, 'service')}`,
    ...(one.received === null ? [] : receivedParts(one.received)),
    [`${one.books?.inFlight ?? '?'} in flight${oldest(one.books)}`, ...stateOfRelay(one)].join(', '),
    budgetsOf(one.lanes).join(' · '),
  ]
    .filter((part) => part !== '')
    .join(' | ');
}

function receivedParts({ incidents, slack, pages }: Received): string[] {
  return [
    counted(incidents, 'incident'),
    `${counted(pages.all, 'page')} (${pages.open} open)`,
    `Slack ${counted(slack.posts, 'post')} ${counted(slack.updates, 'update')} ${slack.limited} × 429`,
  ];
}
