import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import { capital, count, plural } from './figures.ts';
import { clockMinute, moment, momentMinute } from './moments.ts';

/** Who wants quiet of an incident, and until when, or what stands for it; empty where nobody does. */
export function mutedWords(mute: IncidentView['mute']): string {
  if (mute === null) return '';
  if (mute.source !== undefined) return `quiet while ${mute.source} goes on, by the rule ${mute.by}`;
  const until = mute.until === null ? '' : `until ${clockMinute(mute.until)}`;
  if (mute.maintenance === true) return `in maintenance ${until}: ${mute.reason ?? ''}`;
  return `muted ${until === '' ? '' : `${until} `}by ${mute.by}`;
}

/** Who has it, if anybody does, then whom it is assigned to and who wants quiet of it; empty where nothing is to be said. */
export function standingWords(
  who: string,
  { assignee, mute }: Pick<IncidentView, 'assignee' | 'mute'>,
): string {
  const words = [who, assignee === null ? '' : `assigned to ${assignee}`, mutedWords(mute)];
  return words.filter((part) => part !== '').join(', ');
}

/** What it is, before what it says. Severity is said in words too: colour alone reaches not everybody. */
export function causeWords({ kind, storm, children, severity, environmentClass }: IncidentView): string {
  const place = placeWords({ environmentClass });
  if (kind === 'collector') return `More pages than anybody can read${place}`;
  if (storm === null) return `${capital(severity)}${place}`;
  return `Storm of ${plural(children + 1, 'incident')}${place}`;
}

/** What is to be said of where it happened; empty: nothing. */
export function placeWords({ environmentClass }: Pick<IncidentView, 'environmentClass'>): string {
  return environmentClass === 'production' ? '' : ' · not production';
}

/** What a member of a storm is, beside its name. */
export function memberWords({ services, alerts, status, guest }: IncidentView): string {
  const words = [services.join(', '), plural(alerts, 'alert'), status];
  return [...words, ...(guest ? ['new since, cause unknown'] : [])].join(' · ');
}

/** Why nobody is woken for an incident for which no page is wanted. */
export function pagedNotWords({ parent, notPaged }: Pick<IncidentView, 'parent' | 'notPaged'>): string {
  if (notPaged !== null) return `Not paged: ${notPaged}`;
  return parent === null
    ? 'It meets no rule that wakes somebody.'
    : 'It is part of another incident, which pages for it.';
}

/** `since 11:41:53`, of what is over `11:41:53–11:43:07`. */
export function whenWords(
  { openedAt, resolution }: Pick<IncidentView, 'openedAt' | 'resolution'>,
  now: number,
): string {
  const from = moment(openedAt, now);
  return resolution === null ? `since ${from}` : `${from}–${moment(resolution.at, now)}`;
}

/** `since 20:31:07, by Robin: Resolved by a person.` */
export function overWords({ at, who, reason }: NonNullable<IncidentView['resolution']>, now: number): string {
  return `since ${moment(at, now)}${who === null ? '' : `, by ${who}`}: ${reason}`;
}

const hourMs = 3_600_000;
/** More would push what is open off the screen. */
const mostEnded = 2;

/** The storms that ended within the last hour, the newest end first. */
export function endedLately<R extends Pick<IncidentView, 'storm' | 'resolution'>>(
  resolved: readonly R[],
  now: number,
): readonly R[] {
  const endedAt = ({ resolution }: R): number => resolution?.at ?? -Infinity;
  return resolved
    .filter((row) => row.storm !== null && now - endedAt(row) < hourMs)
    .sort((a, b) => endedAt(b) - endedAt(a))
    .slice(0, mostEnded);
}

/** `All quiet since 11:43`; where nothing has ever ended, nobody knows since when. */
export function quietWords(since: number | null, now: number): string {
  return since === null ? 'All quiet' : `All quiet since ${momentMinute(since, now)}`;
}

/** The most events of a minute, of what is over; null where they were too few to draw. */
export function mostAMinute({ glance }: Pick<IncidentView, 'glance'>): number | null {
  const rate = glance?.rate ?? null;
  return rate === null || rate.counts.length < 2 ? null : (Math.max(...rate.counts) * 60_000) / rate.slotMs;
}

/** What broke, in one line: of a storm its shared cause and how far it reaches, else the error. */
export function incidentTitle({
  kind,
  title,
  storm,
  unnamed,
  services,
  joined,
}: Pick<IncidentView, 'kind' | 'title' | 'storm' | 'unnamed' | 'services' | 'joined'>): string {
  if (storm !== null && unnamed) return `${plural(services.length, 'service')} failing, ${storm}`;
  if (storm !== null) return `${storm}: ${plural(services.length, 'service')}`;
  return kind === 'collector' ? `${title}: ${count(joined)} share one page` : title;
}

/** `Robin 20:14, also Priya 20:19`: everybody who has an incident in hand. */
export function takersWords({
  acknowledgedBy,
  acknowledgedAt,
  alsoAcknowledged,
}: Pick<IncidentView, 'acknowledgedBy' | 'acknowledgedAt' | 'alsoAcknowledged'>): string {
  const first = `${acknowledgedBy ?? 'somebody'}${acknowledgedAt === null ? '' : ` ${clockMinute(acknowledgedAt)}`}`;
  const others = alsoAcknowledged.map(({ by, at }) => `${by} ${clockMinute(at)}`);
  return others.length === 0 ? first : `${first}, also ${others.join(', ')}`;
}
