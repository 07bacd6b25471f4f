import chalk from 'chalk';
import type { Observed } from '../observed.ts';
import { counted, spoken } from '../referee/finding.ts';
import { incidentOf, visibleRoots } from '../referee/root-messages.ts';
import type { BooksNow } from '../run/relay-api.ts';
import type { LiveRun } from '../run/run-scenario.ts';
import { budgetsLine, type LaneShown } from './lanes-answer.ts';

/** What reached Slack and PagerDuty so far. */
interface Received {
  readonly incidents: number;
  readonly pages: { readonly open: number; readonly all: number };
  readonly slack: { readonly posts: number; readonly updates: number; readonly limited: number };
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
    slack: {
      posts: seen.slack.calls.filter((call) => call.method === 'chat.postMessage').length,
      updates: seen.slack.calls.filter((call) => call.method === 'chat.update').length,
      limited: seen.slack.calls.filter((call) => call.status === 429).length,
    },
  };
}

function recentDeliveries(seen: Observed, since: number): Observed['sentry']['deliveries'] {
  const { deliveries } = seen.sentry;
  let from = deliveries.length;
  while (from > 0 && (deliveries[from - 1]?.at ?? 0) >= since) from -= 1;
  return deliveries.slice(from);
}

const BAR = 30;

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return chalk.yellow('█'.repeat(full)) + chalk.dim('░'.repeat(BAR - full));
}

/** When the last webhook is out, the relay still has messages to bring up to date. */
function progress({ at, length }: Snapshot): string {
  const now = `${spoken(Math.min(Math.max(0, at), length))} of ${spoken(length)}`;
  return at > length ? `${now}, the relay comes to rest` : now;
}

function oldest(books: BooksNow | null): string {
  return (books?.inFlight ?? 0) === 0 ? '' : `, oldest ${spoken(books?.oldestInFlightMs ?? 0)}`;
}

/** The live screen: a few lines that are drawn over each other. */
export function screenLines(one: Snapshot): string[] {
  const waiting = one.lanes
    .filter((lane) => lane.state.kind !== 'flowing')
    .map((lane) => `${lane.receiver ?? lane.id} ${lane.state.kind}`);
  const shown = one.received === null ? '' : `${counted(one.received.incidents, 'incident')} shown, `;
  return [
    `${chalk.bold(one.name)} ${bar(one.at / one.length)} ${progress(one)} ${chalk.dim(`seed ${one.seed}, speed ${one.speed}`)}`,
    `  Sentry     ${one.errorsPerMinute} errors/min, ${one.perMinute} webhooks/min, errors in ${counted(one.failing, 'service')}, ${one.sent}/${one.planned} sent`,
    `  Relay      ${shown}${one.books?.inFlight ?? '?'} in flight${oldest(one.books)}`,
    ...(one.received === null ? [] : receivedLines(one.received)),
    `  Budget     ${budgetsLine(one.lanes)}${waiting.length === 0 ? '' : chalk.yellow(` (${waiting.join(', ')})`)}`,
  ];
}

function receivedLines({ slack, pages }: Received): string[] {
  const limited = slack.limited === 0 ? chalk.green('0') : chalk.red(String(slack.limited));
  const open = pages.open > 0 ? chalk.red(`${pages.open} open`) : chalk.green('none open');
  return [
    `  Slack      ${counted(slack.posts, 'post')}, ${counted(slack.updates, 'update')}, ${limited} × 429`,
    `  PagerDuty  ${counted(pages.all, 'page')}, ${open}`,
  ];
}

/** The same in one line, for a log. */
export function plainLine(one: Snapshot): string {
  return [
    `${one.name} ${spoken(Math.max(0, one.at))}/${spoken(one.length)}`,
    `${one.errorsPerMinute} errors/min`,
    `errors in ${counted(one.failing, 'service')}`,
    ...(one.received === null ? [] : receivedParts(one.received)),
    `${one.books?.inFlight ?? '?'} in flight${oldest(one.books)}`,
    budgetsLine(one.lanes),
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
