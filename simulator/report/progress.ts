import chalk from 'chalk';
import type { Observed } from '../observed.ts';
import { spoken } from '../referee/finding.ts';
import { incidentOf, visibleRoots } from '../referee/root-messages.ts';
import type { BooksNow } from '../run/relay-api.ts';
import type { LiveRun } from '../run/run-scenario.ts';
import { budgetsLine, type LaneShown } from './lanes-answer.ts';

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
  readonly failing: number;
  readonly incidents: number;
  readonly pages: { readonly open: number; readonly all: number };
  readonly slack: { readonly posts: number; readonly updates: number; readonly limited: number };
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
    failing: new Set(recent.map((one) => one.truth.service)).size,
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
    books,
    lanes,
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

/** The live screen: a few lines that are drawn over each other. */
export function screenLines(one: Snapshot): string[] {
  const limited = one.slack.limited === 0 ? chalk.green('0') : chalk.red(String(one.slack.limited));
  const pages = one.pages.open > 0 ? chalk.red(`${one.pages.open} open`) : chalk.green('none open');
  const waiting = one.lanes
    .filter((lane) => lane.state.kind !== 'flowing')
    .map((lane) => `${lane.receiver ?? lane.id} ${lane.state.kind}`);
  return [
    `${chalk.bold(one.name)} ${bar(one.at / one.length)} ${spoken(Math.max(0, one.at))} of ${spoken(one.length)} ${chalk.dim(`seed ${one.seed}, speed ${one.speed}`)}`,
    `  Sentry     ${one.errorsPerMinute} errors/min, ${one.perMinute} webhooks/min, ${one.failing} services failing, ${one.sent}/${one.planned} sent`,
    `  Relay      ${one.incidents} incidents shown, ${one.books?.inFlight ?? '?'} in flight, oldest ${spoken(one.books?.oldestInFlightMs ?? 0)}`,
    `  Slack      ${one.slack.posts} posts, ${one.slack.updates} updates, ${limited} × 429`,
    `  PagerDuty  ${one.pages.all} pages, ${pages}`,
    `  Budget     ${budgetsLine(one.lanes)}${waiting.length === 0 ? '' : chalk.yellow(` (${waiting.join(', ')})`)}`,
  ];
}

/** The same in one line, for a log. */
export function plainLine(one: Snapshot): string {
  return [
    `${one.name} ${spoken(Math.max(0, one.at))}/${spoken(one.length)}`,
    `${one.errorsPerMinute} errors/min`,
    `${one.failing} services failing`,
    `${one.incidents} incidents`,
    `${one.pages.all} pages (${one.pages.open} open)`,
    `Slack ${one.slack.posts} posts ${one.slack.updates} updates ${one.slack.limited} × 429`,
    `in flight ${one.books?.inFlight ?? '?'} (oldest ${spoken(one.books?.oldestInFlightMs ?? 0)})`,
    budgetsLine(one.lanes),
  ]
    .filter((part) => part !== '')
    .join(' | ');
}
