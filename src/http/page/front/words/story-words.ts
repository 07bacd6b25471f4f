import type { NotificationShown, StoryItem } from '../incidents/told.ts';
import { capital, plural, span } from './figures.ts';
import { clockMinute } from './moments.ts';
import type { Toned } from './page-words.ts';

const timelineWords: Readonly<Partial<Record<string, string>>> = {
  opened: 'Opened',
  storm: 'Storm',
  joined: 'Joined',
  split: 'Split',
  merged: 'Merged',
  page: 'Page',
  pager: 'PagerDuty',
  room: 'Channel',
  acknowledged: 'Acknowledged',
  'also-acknowledged': 'Acknowledged too',
  generation: 'Paged again',
  resolved: 'Resolved',
  reopened: 'Reopened',
  quiet: 'Quiet',
  delivered: 'Delivered',
  trouble: 'Trouble',
};

/** A timeline item's kind for people. */
export function timelineWord(kind: string): string {
  return timelineWords[kind] ?? capital(kind);
}

/** Many lines of one kind as one: `12 services joined 11:31–11:36`. */
export function crowdWords(items: readonly StoryItem[]): string {
  const [first, last] = [clockMinute(items[0]?.at ?? 0), clockMinute(items.at(-1)?.at ?? 0)];
  const when = first === last ? first : `${first}–${last}`;
  if (items[0]?.kind === 'delivered') return `${plural(items.length, 'delivery', 'deliveries')} ${when}`;
  const services = new Set(items.map(({ service }) => service ?? null));
  return `${services.has(null) ? plural(items.length, 'incident') : plural(services.size, 'service')} joined ${when}`;
}

const surfaces: Readonly<Partial<Record<string, string>>> = {
  message: 'Message',
  thread: 'Thread',
  page: 'Page',
  note: 'Notes',
  change: 'Change event',
  room: 'Channel of its own',
  hook: 'Webhook',
};

/** What of an incident a receiver shows. */
export function surfaceWords({ surface }: Pick<NotificationShown, 'surface'>): string {
  return surfaces[surface] ?? capital(surface);
}

/** Whether it says how many there were only now and then: a page tells somebody once, and is no count. */
export function isUncounted({ surface }: Pick<NotificationShown, 'surface'>): boolean {
  return surface === 'page' || surface === 'note' || surface === 'room';
}

/** How far it got there, and its tone. */
export function sentWords({ dead, current, phase, lagMs }: NotificationShown): Toned {
  if (dead) return ['Given up', 'dead'];
  if (current) return ['Up to date', 'current'];
  if (phase === 'none') return ['Not sent yet', 'behind'];
  return [lagMs === null ? 'Not needed' : 'Behind', 'behind'];
}

/** A service with its version, which may name it already. */
function versioned(service: string, version: string | null): string {
  return version === null || version.startsWith(service) ? (version ?? service) : `${service} ${version}`;
}

/** What a deploy or a change is told by. */
interface Changed {
  readonly service: string;
  readonly version: string | null;
  readonly by: string | null;
}

/** `basket-api 2.4.1 by Robin, 14 s before: Cache for a day` */
export function deployWords(
  { service, version, at, by, what }: Changed & { readonly at: number; readonly what: string | null },
  openedAt: number,
): string {
  const apart = `${span(Math.abs(openedAt - at))} ${at <= openedAt ? 'before' : 'after'}`;
  return `${versioned(service, version)}${by === null ? '' : ` by ${by}`}, ${apart}${what === null ? '' : `: ${what}`}`;
}

/** `basket-api 2.4.1 deployed by Robin 14 s before`; null where nothing is known to have changed. */
export function changedWords(
  changed: (Changed & { readonly kind: string; readonly beforeMs: number }) | null,
): string | null {
  if (changed === null) return null;
  const { kind, service, version, by, beforeMs } = changed;
  const how = kind === 'deploy' ? `deployed${by === null ? '' : ` by ${by}`}` : 'first seen';
  return `${versioned(service, version)} ${how} ${span(beforeMs)} before`;
}
