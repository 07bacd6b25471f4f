const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const clockHourMinute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockDay = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const halfDayMs = 43_200_000;

/** 1204 → `1,204`; from a hundred thousand on `120k`. */
export function count(value) {
  if (value >= 10_000_000) return `${number.format(value / 1_000_000)}M`;
  return value >= 100_000 ? `${number.format(value / 1_000)}k` : number.format(value);
}

/** Ms as `850 ms`, `12 s`, `4 min`, `3 h 20 min`, `5 d`. */
export function span(ms) {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} d`;
}

/** Wall-clock time in the reader's zone. */
export function time(at) {
  return clockTime.format(new Date(at));
}

/** The same without its seconds. */
export function clockMinute(at) {
  return clockHourMinute.format(new Date(at));
}

/** Who wants quiet of an incident, and until when, or what stands for it; empty where nobody does. */
export function mutedWords(mute) {
  if (mute === null) return '';
  if (mute.source !== undefined) return `quiet while ${mute.source} goes on, by the rule ${mute.by}`;
  if (mute.maintenance) return `in maintenance until ${clockMinute(mute.until)}: ${mute.reason}`;
  return `muted ${mute.until === null ? '' : `until ${clockMinute(mute.until)} `}by ${mute.by}`;
}

/** Who has it, if anybody does, then whom it is assigned to and who wants quiet of it; empty where nothing is to be said. */
export function standingWords(who, { assignee, mute }) {
  const words = [who, assignee === null ? '' : `assigned to ${assignee}`, mutedWords(mute)];
  return words.filter((part) => part !== '').join(', ');
}

/** The day in the reader's zone, as 2026-01-04. */
export function day(at) {
  return clockDay.format(new Date(at));
}

/** The time of a moment, with its day where the time alone would leave it open. */
export function moment(at, now) {
  return Math.abs(now - at) < halfDayMs ? time(at) : `${day(at)} ${time(at)}`;
}

/** `1 service`, `2 services`. */
export function plural(value, one, many = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** The noun to a figure that stands apart: `event`, `events`. */
export function noun(value, one) {
  return value === 1 ? one : `${one}s`;
}

/** What it is, before what it says. Severity is said in words too: colour alone reaches not everybody. */
export function causeWords({ kind, storm, children, severity, environmentClass }) {
  const place = environmentClass === 'production' ? '' : ' · not production';
  if (kind === 'collector') return `More pages than anybody can read${place}`;
  if (storm === null) return `${capital(severity)}${place}`;
  return `Storm of ${plural(children + 1, 'incident')}${place}`;
}

/** `basket-api 2.4.1 by Robin, 14 s before: Cache for a day`. */
export function deployWords({ service, version, at, by, what }, openedAt) {
  const name =
    version === null || version.startsWith(service) ? (version ?? service) : `${service} ${version}`;
  const apart = `${span(Math.abs(openedAt - at))} ${at <= openedAt ? 'before' : 'after'}`;
  return `${name}${by === null ? '' : ` by ${by}`}, ${apart}${what === null ? '' : `: ${what}`}`;
}

/** Many lines of one kind as one: `12 services joined 11:31–11:36`. */
export function crowdWords(items) {
  const [first, last] = [clockMinute(items[0].at), clockMinute(items.at(-1).at)];
  const when = first === last ? first : `${first}–${last}`;
  if (items[0].kind === 'delivered') return `${plural(items.length, 'delivery', 'deliveries')} ${when}`;
  const services = new Set(items.map(({ service }) => service));
  const isKnown = !services.has(null) && !services.has(undefined);
  return `${isKnown ? plural(services.size, 'service') : plural(items.length, 'incident')} joined ${when}`;
}

/** What a member of a storm is, beside its name. */
export function memberWords({ services, alerts, status, guest }) {
  const words = [services.join(', '), plural(alerts, 'alert'), status];
  return [...words, ...(guest ? ['new since, cause unknown'] : [])].join(' · ');
}

/** Why nobody is woken for an incident for which no page is wanted. */
export function pagedNotWords({ parent, notPaged }) {
  if (notPaged !== null) return `Not paged: ${notPaged}`;
  return parent === null
    ? 'It meets no rule that wakes somebody.'
    : 'It is part of another incident, which pages for it.';
}

/** `since 20:31:07, by Robin: Resolved by a person.` */
export function overWords({ resolution, now }) {
  const { at, who, reason } = resolution;
  return `since ${moment(at, now)}${who === null ? '' : `, by ${who}`}: ${reason}`;
}

const surfaces = {
  message: 'Message',
  thread: 'Thread',
  page: 'Page',
  note: 'Notes',
  change: 'Change event',
  room: 'Channel of its own',
  hook: 'Webhook',
};

/** What of an incident a receiver shows. */
export function surfaceWords({ surface }) {
  return surfaces[surface] ?? capital(surface);
}

/** How far it got there, and its tone. */
export function sentWords({ dead, current, phase, lagMs }) {
  if (dead) return ['Given up', 'dead'];
  if (current) return ['Up to date', 'current'];
  if (phase === 'none') return ['Not sent yet', 'behind'];
  return [lagMs === null ? 'Not needed' : 'Behind', 'behind'];
}

/** `basket-api 2.4.1 deployed by Robin 14 s before`; null where nothing is known to have changed. */
export function changedWords(changed) {
  if (changed === null) return null;
  const { kind, service, version, by, beforeMs } = changed;
  const what =
    version === null || version.startsWith(service) ? (version ?? service) : `${service} ${version}`;
  const how = kind === 'deploy' ? `deployed${by === null ? '' : ` by ${by}`}` : 'first seen';
  return `${what} ${how} ${span(beforeMs)} before`;
}

/** What broke, in one line: of a storm its shared cause and how far it reaches, else the error. */
export function incidentTitle({ kind, title, storm, unnamed, services, joined }) {
  if (unnamed) return `${plural(services.length, 'service')} failing, ${storm}`;
  if (storm !== null) return `${storm}: ${plural(services.length, 'service')}`;
  return kind === 'collector' ? `${title}: ${count(joined)} share one page` : title;
}

const pageWords = {
  none: ['No page', 'none'],
  acknowledged: ['Page acknowledged', 'seen'],
  resolved: ['Page resolved', 'well'],
  dead: ['Page failed', 'failed'],
};

const tones = { taken: 'alarm', joined: 'alarm', waiting: 'waiting', sending: 'waiting', queued: 'waiting' };

/** What to say of a page, and its tone; `pager` says whether anybody can be woken. */
export function pageWord({ state, sent, standing, words: said }, { configured, unreachable }) {
  const isUnsent =
    state === 'wanted' || (state === 'joined' && !['taken', 'joined', 'ended'].includes(standing));
  if (isUnsent && configured === 0) return ['Nobody to page', 'failed'];
  if (isUnsent && unreachable.length === configured) return ['Page cannot go out', 'failed'];
  // What the pager took for a page in doubt does not tell that anybody was paged.
  const known = standing === 'in-doubt' ? undefined : pageWords[state];
  const [words, tone] = known ?? [said ?? 'Not paged', tones[standing] ?? 'failed'];
  const shared = state === 'joined' && standing !== 'joined' ? `${words}, with others` : words;
  return [sent > 1 ? `${shared}, ${sent} times in all` : shared, tone];
}

/** `Robin 20:14, also Priya 20:19`: everybody who has an incident in hand. */
export function takersWords({ acknowledgedBy, acknowledgedAt, alsoAcknowledged = [] }) {
  const first = `${acknowledgedBy ?? 'somebody'}${acknowledgedAt === null ? '' : ` ${clockMinute(acknowledgedAt)}`}`;
  const others = alsoAcknowledged.map(({ by, at }) => `${by} ${clockMinute(at)}`);
  return others.length === 0 ? first : `${first}, also ${others.join(', ')}`;
}

const timelineWords = {
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

const kindNames = {
  chat: 'Slack',
  pager: 'PagerDuty',
  notes: 'PagerDuty notes',
  rooms: 'Slack channels',
  hook: 'Webhook',
};

/** `slack/C0123` → `C0123`. */
export function shortId({ receiver }) {
  return receiver.slice(receiver.indexOf('/') + 1);
}

/** The vendor that a lane leads to. */
export function laneKind({ kind }) {
  return kindNames[kind] ?? kind;
}

/** `PagerDuty 5f3a90c1`. */
export function laneName(lane) {
  return `${laneKind(lane)} ${shortId(lane)}`;
}

/** `critical` → `Critical`. */
export function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A timeline item's kind for people. */
export function timelineWord(kind) {
  return timelineWords[kind] ?? capital(kind);
}
