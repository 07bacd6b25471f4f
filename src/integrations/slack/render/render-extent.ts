import type { LiveMessage } from '../../../domain/sending/projection.ts';
import { counted, duration, grouped } from '../../../domain/text/figures.ts';
import { isEveryday, isMeasured } from './headline.ts';
import type { Times } from './wording.ts';
import { inline } from './escape.ts';

type ResolvedMessage = Extract<LiveMessage, { state: 'resolved' }>;

/** For whom, how much and in which direction, since when and for how long: one line of at most 400 characters. */
export function extentLine(message: LiveMessage, times: Times): string {
  const { since, lastAlertAt, issueCount } = message;
  const lasting = lastAlertAt - since;
  const parts = [
    // Whoever reads of a metric asks for whom it is, too: silence would pass for nobody.
    isMeasured(message) ? 'users not known' : bold(usersWords(message)),
    `${bold(eventsWords(message))}${inSentry(message)}${ofGuests(message)}${trendWords(message, times)}`,
    // The list below says how many issues a storm has.
    isEveryday(message) && issueCount > 1 ? counted(issueCount, 'issue') : '',
  ].filter((part) => part !== '');
  const when = `${times.time(since)}${lasting < 1000 ? '' : `, for ${duration(lasting)}`}`;
  return parts.length === 0 ? `Since ${when}` : `${parts.join(' · ')} · since ${when}`;
}

/** How it ended, how long it was, for whom and how much: what is left to say of what is over, below its headline. */
export function outcomeLine(message: ResolvedMessage, times: Times): string {
  const { resolution, since, severity } = message;
  const lasting = resolution.at - since;
  const parts = [
    endWords(resolution, lasting < halfDayMs ? times.time(resolution.at) : times.moment(resolution.at)),
    `${severity === 'critical' ? 'down' : 'lasted'} ${duration(lasting)}`,
    usersWords(message),
    eventsWords(message),
  ];
  return parts.filter((part) => part !== '').join(' · ');
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

/** What its services do not add up to: the list of guests below tells it one by one. */
function ofGuests({ guests, events }: LiveMessage): string {
  const beside = guests?.events ?? 0;
  return beside === 0 || events === 0 ? '' : ` (${grouped(beside)} of them beside it)`;
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

/** `*Resolved by Ana by hand* 14:05`: a person, Sentry or time, which readers act on differently. */
function endWords({ by, who, reason, bare = false }: ResolvedMessage['resolution'], at: string): string {
  const person = who == null ? '' : inline(who, 80);
  if (!bare && reason !== '') return `*${endedBy(by)}* ${at}: ${inline(reason, 200)}`;
  if (by === 'sentry') return `*Resolved by ${person === '' ? 'Sentry' : `${person} in Sentry`}* ${at}`;
  return `*Resolved${person === '' ? '' : ` by ${person} by hand`}* ${at}`;
}

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
