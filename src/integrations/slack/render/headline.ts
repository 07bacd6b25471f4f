import type { LiveMessage, MessageProjection } from '../../../domain/sending/projection.ts';
import type { Severity } from '../../../domain/severity.ts';

const flames: Readonly<Record<Severity, string>> = { critical: '🔥', error: '🔴', warning: '🟠', info: '🔵' };

type Ended = Extract<LiveMessage, { state: 'resolved' }>['resolution'];

/** A person's word, which says that nobody need look any more, not that it has recovered. */
export function closedByHand({ by, closed }: Pick<Ended, 'by' | 'closed'>): boolean {
  return closed ?? by === 'human';
}

/** One sign that tells a reader from afar whether there is anything to do. What a person closed may go on failing. */
export function sign({
  state,
  severity,
  resolution,
}: Pick<MessageProjection, 'state' | 'severity'> & {
  readonly resolution?: Pick<Ended, 'by' | 'closed'>;
}): string {
  switch (state) {
    case 'open':
      return flames[severity];
    case 'acknowledged':
      return '👀';
    case 'resolved':
      return resolution !== undefined && closedByHand(resolution) ? '⚪' : '✅';
    case 'part-of':
      return '↪️';
  }
}

/**
 * What, where and how many, in one unescaped line: `redis unreachable (cache-main): 12 services failing in production`,
 * `checkout (production): TypeError: …`, `6 services failing in production, cause not named yet: …`.
 * @param named Names of services, where there is room for them.
 */
export function headline(message: LiveMessage, named = ''): string {
  const first = message.services[0]?.name ?? null;
  if (message.storm?.unnamed === true) return `${whoFails(message)}${named}, ${titleOf(message)}`;
  // How many services there are stands behind it, and has to be seen.
  const title = shortened(titleOf(message), 90);
  if (isEveryday(message)) return everyday(message, first);
  return first === null ? `${title}${inPlace(message)}` : `${title}: ${whoFails(message)}${named}`;
}

/** The headline, and in front of it that it is over, where it is. */
export function endedHeadline(message: LiveMessage, named = ''): string {
  return `${message.state === 'resolved' ? 'Resolved: ' : ''}${headline(message, named)}`;
}

/** One service, or none that is known. */
function everyday(message: LiveMessage, service: string | null): string {
  const place = placeOf(message);
  const title = titleOf(message);
  if (service === null || title.startsWith(service))
    return place === null ? title : `${shortened(title, 100)} (${place})`;
  const who = shortened(service, 60);
  return place === null ? `${who}: ${title}` : `${who} (${place}): ${title}`;
}

/** Who fails where: what is known of a storm before why it fails is. */
function whoFails(message: LiveMessage): string {
  const count = serviceCount(message);
  const who = count > 1 ? `${count} services` : shortened(message.services[0]?.name ?? 'unknown', 60);
  return `${who} ${failing(message)}${inPlace(message)}`;
}

function inPlace(message: LiveMessage): string {
  const place = placeOf(message);
  return place === null ? '' : ` in ${place}`;
}

/** `production`, `production and 2 more`; null where nobody has named an environment. */
function placeOf({ where: { environments } }: LiveMessage): string | null {
  const [first, ...more] = environments;
  if (first === undefined) return null;
  return more.length === 0 ? shortened(first, 30) : `${shortened(first, 30)} and ${more.length} more`;
}

/** Without the end of what is too long; a character is never cut in two. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** What a message is called, unescaped. */
function titleOf({ title }: Pick<MessageProjection, 'title'>): string {
  return title.trim() === '' ? 'Error without a title' : title;
}

function failing(message: LiveMessage): string {
  if (message.state !== 'resolved') return 'failing';
  return serviceCount(message) > 1 ? 'were failing' : 'was failing';
}

/** All affected services, those beyond the cap included. */
export function serviceCount(message: Pick<LiveMessage, 'services' | 'moreServices'>): number {
  return message.services.length + message.moreServices;
}

/** Whether it is told as one error of one service, in as few lines as that needs. */
export function isEveryday(message: LiveMessage): boolean {
  return message.storm === null && serviceCount(message) <= 1;
}

/** Of what is measured and not counted, as a metric is, only its words say how much: `31% failure_rate`. */
export function isMeasured(message: LiveMessage): boolean {
  const { events, users, what } = message;
  return isEveryday(message) && what.type === null && events === 0 && (users ?? 0) === 0;
}

/** Whether its title says where a metric stands, as it does where Sentry told a figure. */
export function tellsFigure({ title, what }: LiveMessage): boolean {
  return what.about.some(({ name, value }) => name === 'Value' && title.includes(value));
}

/** `Open`, `Acknowledged`, `Resolved`, … */
export function stateWord(state: MessageProjection['state']): string {
  switch (state) {
    case 'open':
      return 'Open';
    case 'acknowledged':
      return 'Acknowledged';
    case 'resolved':
      return 'Resolved';
    case 'part-of':
      return 'Part of another incident';
  }
}
