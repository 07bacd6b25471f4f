import type { LiveMessage } from '../../../domain/sending/projection.ts';
import { between, counted, duration, grouped } from '../../../domain/text/figures.ts';
import { lullMs } from '../../../domain/trend.ts';
import { closedByHand, isEveryday, isMeasured } from './headline.ts';
import type { Times } from './wording.ts';
import { inline } from './escape.ts';

type ResolvedMessage = Extract<LiveMessage, { state: 'resolved' }>;

/** For whom, how much and in which direction, since when and for how long: one line of at most 400 characters. */
export function extentLine(
  message: LiveMessage,
  { times, now }: { readonly times: Times; readonly now: number },
): string {
  const { since, issueCount } = message;
  const parts = [
    // Whoever reads of a metric asks for whom it is, too: silence would pass for nobody.
    isMeasured(message) && message.own !== true ? 'users not known' : bold(usersWords(message)),
    `${bold(eventsWords(message))}${inSentry(message)}${trendWords(message, times)}`,
    // The list below says how many issues a storm has.
    isEveryday(message) && issueCount > 1 ? counted(issueCount, 'issue') : '',
  ].filter((part) => part !== '');
  const when = `${times.time(since)}${lastingWords(message, { times, now })}`;
  return parts.length === 0 ? `Since ${when}` : `${parts.join(' · ')} · since ${when}`;
}

/**
 * `, for 54 s`: until the message was brought up to date, which it says below, as long as errors come; of what has gone
 * quiet, until when they came. Empty of what happened once.
 */
function lastingWords(
  message: LiveMessage,
  { times, now }: { readonly times: Times; readonly now: number },
): string {
  const { since, lastAlertAt } = message;
  const lasting = between(since, lastAlertAt);
  if (lasting === 0) return '';
  if (now - lastAlertAt < lullMs) return `, for ${duration(Math.max(lasting, between(since, now)))}`;
  return quietWords(message, times) === null
    ? `, the last ${lasting < halfDayMs ? times.time(lastAlertAt) : times.moment(lastAlertAt)}`
    : `, for ${duration(lasting)}`;
}

/** How it ended, how long it was, for whom and how much: what is left to say of what is over, below its headline. */
export function outcomeLine(message: ResolvedMessage, times: Times): string {
  const { resolution, since, severity } = message;
  const lasting = between(since, resolution.at);
  const when = (at: number): string => (lasting < halfDayMs ? times.time(at) : times.moment(at));
  const ended = closedByHand(resolution)
    ? [closedWords(resolution, duration(lasting)), lastWords(message, when)]
    : [
        endWords(resolution, when(resolution.at)),
        `${severity === 'critical' ? 'down for' : 'lasted'} ${duration(lasting)}`,
      ];
  const parts = [...ended, usersWords(message), eventsWords(message)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Nothing but this tells whether it was over by then. */
function lastWords({ lastAlertAt, events }: ResolvedMessage, when: (at: number) => string): string {
  return `last ${events === 0 ? 'alert' : 'error'} ${when(lastAlertAt)}`;
}

/** From then on a time of day alone may be yesterday's: the message stands where it began. */
const halfDayMs = 12 * 3_600_000;

/** `at least 312 users`; of one alone that would say nothing while it goes on. Empty where nobody is known. */
export function usersWords({ users, state }: LiveMessage): string {
  if (users === null || users === 0) return '';
  return users === 1 && state !== 'resolved' ? '1 user so far' : `at least ${counted(users, 'user')}`;
}

/** `1,290 events`; empty where only something without events has told of it, as a metric does. */
export function eventsWords({ events }: LiveMessage): string {
  return events === 0 ? '' : counted(events, 'event');
}

/** Sentry counts an issue from its first day on: for many issues of a storm that says nothing about the storm. */
function inSentry(message: LiveMessage): string {
  const { events, sentryCount } = message;
  if (!isEveryday(message) || sentryCount === null || sentryCount <= Math.max(events, 1)) return '';
  return events === 0
    ? `*${counted(sentryCount, 'event')}* in Sentry`
    : ` (${grouped(sentryCount)} in Sentry)`;
}

/** Without the block that some fonts draw lower than the rest. */
const bars = ['▁', '▂', '▃', '▅', '▆', '▇'];

function trendWords(message: LiveMessage, times: Times): string {
  const { trend } = message;
  if (trend == null) return '';
  const quiet = quietWords(message, times);
  if (quiet !== null) return quiet;
  // Bars of one height are only a black box.
  if (trend.direction === 'steady') return ', steady';
  const most = Math.max(1, ...trend.counts);
  const line = trend.counts.map((count) => bars[Math.round((count / most) * (bars.length - 1))] ?? '');
  return ` ${line.join('')} ${trend.direction}`;
}

/**
 * `, quiet since 20:14`, in the place of a direction: what came to nothing is not steady. Empty where a line of its own
 * says so; null where it is not quiet.
 */
export function quietWords(message: LiveMessage, times: Times): string | null {
  const at = message.trend?.quietSince;
  if (at === undefined) return null;
  if (message.state !== 'resolved' && message.quietSince !== null) return '';
  return `, quiet since ${at - message.since < halfDayMs ? times.time(at) : times.moment(at)}`;
}

/** `*Closed by Ana* after 12 min`; what only Sentry knows of it, `*Archived in Sentry by Ana* after 12 min`. */
function closedWords(
  { by, who, reason, bare = false }: ResolvedMessage['resolution'],
  after: string,
): string {
  if (by === 'sentry')
    return `*Archived in Sentry${who == null ? '' : ` by ${inline(who, 80)}`}* after ${after}`;
  const said = bare || reason === '' ? '' : `: ${inline(reason, 200)}`;
  return `*Closed ${who == null ? 'by hand' : `by ${inline(who, 80)}`}* after ${after}${said}`;
}

/** `*Resolved by Ana in Sentry* 14:05`: Sentry's word or time, which readers act on differently than on a person's. */
function endWords({ by, who, reason, bare = false }: ResolvedMessage['resolution'], at: string): string {
  const person = who == null ? '' : inline(who, 80);
  if (!bare && reason !== '')
    return `*${endedBy(by)}* ${at}: ${inline(reason, by === 'relay' ? ownReasonLength : 200)}`;
  if (by === 'sentry') return `*Resolved by ${person === '' ? 'Sentry' : `${person} in Sentry`}* ${at}`;
  return `*Resolved${person === '' ? '' : ` by ${person}`}* ${at}`;
}

/** What the relay says of its own trouble is for whoever has to do something about it: it is not cut. */
const ownReasonLength = 800;

function endedBy(by: string): string {
  switch (by) {
    case 'quiet':
      return 'It went quiet by itself';
    case 'sentry':
      return 'Over, as Sentry tells';
    default:
      return 'Over';
  }
}

function bold(words: string): string {
  return words === '' ? '' : `*${words}*`;
}
