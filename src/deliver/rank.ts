import { isDrill, isOwn, type Notification } from '../domain/sending/notification.ts';
import type { Step } from '../domain/sending/outcome.ts';
import type { SendClass } from '../seams/notifier.ts';
import { wokeSomebody } from './steps/message-step.ts';

/** What order looks at besides the row. */
export interface Order {
  /** Lane and service → when a message last named it; the service that waited longest goes first. */
  readonly shownAt: ReadonlyMap<string, number>;
  /** Lanes whose first messages are folded into an overflow. */
  readonly overflowing: ReadonlySet<string>;
  /** Lane → whether its newest post was a reply. */
  readonly repliedLast: ReadonlyMap<string, boolean>;
  readonly now: number;
}

/** A send that could be made. */
export interface Candidate {
  readonly row: Notification;
  readonly step: Step;
  readonly sendClass: SendClass;
  readonly notBefore: number;
  readonly rank: number;
  readonly waitingSince: number;
}

/** Smaller goes first. What is only `folded` is shown in its lane's overflow already. */
const ranks = {
  // That the relay itself is in trouble waits for nobody's budget: whoever is told can mend all the rest.
  own: -1,
  page: 0,
  overdueOverflow: 1,
  urgent: 2,
  overflow: 3,
  firstOfService: 5,
  first: 8,
  status: 9,
  watched: 10,
  joined: 11,
  loud: 12,
  folded: 13,
  counter: 14,
  // However it is judged for its speed, a drill never takes a token that something real waits for.
  drill: 15,
} as const;

/** Posts share a bucket; a reply that waited so long takes turns with first messages. */
const replyPatienceMs = 5_000;
/** A new overflow lets urgent messages go first, and a change of one lets other changes, but not for longer than this. */
const overflowPatienceMs = 5_000;
/** A folded incident with so many alerts has become worse. */
const loudAlerts = 20;

/** A candidate with its place in the order. */
export function candidate(
  order: Order,
  row: Notification,
  next: Pick<Candidate, 'step' | 'sendClass' | 'notBefore'>,
): Candidate {
  const shown = row.services.map((service) => order.shownAt.get(`${row.lane} ${service}`) ?? 0);
  const longest = shown.length === 0 ? 0 : Math.min(...shown);
  return {
    row,
    ...next,
    rank: isDrill(row)
      ? ranks.drill
      : isOwn(row)
        ? ranks.own
        : rankOf(order, row, { ...next, firstOfService: shown.includes(0) }),
    waitingSince: Math.max(longest, row.pendingSince ?? 0),
  };
}

/** Whether it goes only where nothing else needs the place: it is shown already, or a drill. */
export function isBackground({ rank }: Pick<Candidate, 'rank'>): boolean {
  return rank >= ranks.loud;
}

/** By rank, then the more severe, then who waited longest. */
export function byUrgency(a: Candidate, b: Candidate): number {
  return (
    a.rank - b.rank ||
    b.row.severityRank - a.row.severityRank ||
    a.waitingSince - b.waitingSince ||
    (a.row.id < b.row.id ? -1 : 1)
  );
}

interface Standing {
  readonly sendClass: SendClass;
  readonly step: Step;
  readonly firstOfService: boolean;
}

/**
 * Pages; the first message of a service that has none; other first messages; status changes; counters, those that are
 * watched first. Where first messages are folded, urgent ones lead, and the others wait until everything else had its token.
 */
function rankOf(order: Order, row: Notification, { sendClass, step, firstOfService }: Standing): number {
  if (row.surface === 'overflow' && step === 'change') return rankOfOverflowNews(order, row);
  switch (sendClass) {
    case 'page':
      return ranks.page;
    case 'first':
      if (row.surface === 'overflow') return rankOfOverflow(order, row);
      return order.overflowing.has(row.lane)
        ? rankOfFolded(row, firstOfService)
        : rankOfFirst(firstOfService);
    case 'status':
      return row.surface === 'thread' && step === 'create' ? rankOfReply(order, row) : ranks.status;
    case 'watched':
    case 'joined':
      return ranks[sendClass];
    case 'counter':
      return ranks.counter;
  }
}

function rankOfFirst(firstOfService: boolean): number {
  return firstOfService ? ranks.firstOfService : ranks.first;
}

function rankOfFolded(row: Notification, firstOfService: boolean): number {
  if (isUrgent(row)) return ranks.urgent;
  if (firstOfService) return ranks.firstOfService;
  return row.alerts >= loudAlerts ? ranks.loud : ranks.folded;
}

/** A first message that no backlog may delay. */
function isUrgent({ projection }: Notification): boolean {
  return projection.surface === 'message' && (projection.severity === 'critical' || wokeSomebody(projection));
}

function rankOfOverflow({ now }: Order, { pendingSince }: Notification): number {
  return now - (pendingSince ?? now) > overflowPatienceMs ? ranks.overdueOverflow : ranks.overflow;
}

/**
 * What an overflow counts is new to its readers. It stands for hundreds, some of which have left it for a message of their own:
 * no changes of single messages keep it from saying so for long.
 */
function rankOfOverflowNews({ now }: Order, { pendingSince }: Notification): number {
  return now - (pendingSince ?? now) > overflowPatienceMs ? ranks.overdueOverflow : ranks.status;
}

function rankOfReply({ overflowing, repliedLast, now }: Order, row: Notification): number {
  const waits = overflowing.has(row.lane) || now - (row.pendingSince ?? now) > replyPatienceMs;
  if (!waits) return ranks.status;
  const own = repliedLast.get(row.lane) === true ? 1 : -1;
  return ranks.firstOfService + own;
}
