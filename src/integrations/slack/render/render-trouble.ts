import type { Frame } from '../../../domain/alert.ts';
import type { IssueShown, LiveMessage } from '../../../domain/sending/projection.ts';
import { counted, grouped } from '../../../domain/text/figures.ts';
import { code, inline, joinWithin, link } from './escape.ts';
import { headline, isEveryday, isMeasured, serviceCount, shortened, tellsFigure } from './headline.ts';

/** Every service with its events, the first to fail in front: the title, and parts of at most 65 characters. */
export function serviceParts(message: LiveMessage): readonly string[] {
  const { services, moreServices } = message;
  const parts = services.map(({ name, alerts, events = alerts }, n) => {
    const many = Math.max(1, events);
    // What the numbers count is said once.
    return `${inline(name, 40)} ${n === 0 ? counted(many, 'event') : grouped(many)}`;
  });
  const more = moreServices === 0 ? [] : [`and ${grouped(moreServices)} more`];
  const [first = '', ...rest] = [...parts, ...more];
  return [`*${counted(serviceCount(message), 'service')}*, first to fail first: ${first}`, ...rest];
}

/** The words of the error that says most, and whose it is: at most 700 characters. */
export function quoteLines(message: LiveMessage): readonly string[] {
  const { quoted, what, services } = message;
  if (quoted != null) {
    const name = link(quoted.link, inline(quoted.shortId ?? 'Sentry', 48));
    return [`💬 *${inline(quoted.service, 40)}*: ${code(quoted.title, 320)} (${name})`];
  }
  const words = code(isMeasured(message) ? inOneLine(wordsOf(what)) : wordsOf(what), 320);
  if (words === '' || isToldByHeadline(message) || (isMeasured(message) && tellsFigure(message))) return [];
  const who = inline(what.seenIn ?? services[0]?.name ?? '', 40);
  return [isEveryday(message) || who === '' ? `💬 ${words}` : `💬 *${who}*: ${words}`];
}

/** Sentry puts the filter of a metric on a line of its own. */
function inOneLine(words: string): string {
  return words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' · ');
}

function wordsOf({ type, message }: LiveMessage['what']): string {
  if (type === null || message.startsWith(type)) return message;
  return message === '' ? type : `${shortened(type, 80)}: ${message}`;
}

/** The headline of an everyday error are its words, as long as they fit. */
function isToldByHeadline(message: LiveMessage): boolean {
  if (!isEveryday(message)) return false;
  const line = headline(message);
  return line.length <= headlineSeen && line.includes(message.what.message.trim());
}

const headlineSeen = 140;

/** The loudest issues with their links, without whatever says what is quoted: at most 2,600 characters. */
export function issueLines(message: LiveMessage): readonly string[] {
  const { issues, issueCount } = message;
  if (isEveryday(message) || issueCount <= 1) return [];
  const shown = distinct(issues, message.quoted?.title ?? wordsOf(message.what)).slice(0, mostIssues);
  if (shown.length === 0) return [];
  // The error's words stand last: they are the part that may run into a second line.
  const lines = shown.map(({ title, shortId, link: href, service, alerts, events = alerts }) => {
    const name = inline(shortId ?? 'Issue', 48);
    const whose = isNamedBy(shortId, service) ? '' : ` ${inline(service, 40)}`;
    const known = `${whose}, ${counted(Math.max(1, events), 'event')}: `;
    const room = Math.max(fewestWords, oneLine - name.length - known.length);
    return `• ${link(href, name)}${known}${code(title, room)}`;
  });
  return [
    `*${shown.length < issueCount ? `Top ${shown.length} of ` : ''}${counted(issueCount, 'error')}*`,
    ...lines,
  ];
}

const mostIssues = 5;
/** So many characters Slack shows in a line. Whoever wants the rest of an error's words is one click away from it. */
const oneLine = 74;
const fewestWords = 32;

/** `CHECKOUT-API-12` says that it is checkout-api's. */
function isNamedBy(shortId: string | null, service: string): boolean {
  return shortId?.toLowerCase().startsWith(`${service.toLowerCase()}-`) ?? false;
}

/** The loudest issue of each wording; what is quoted already is not repeated. */
function distinct(issues: readonly IssueShown[], quoted: string): readonly IssueShown[] {
  const told = new Set([quoted]);
  return issues.filter(({ title }) => {
    const known = told.has(title);
    told.add(title);
    return !known;
  });
}

/** Where it happened, and what else is known of one error: small print of at most 900 characters. */
export function detailsText(message: LiveMessage): string {
  if (!isEveryday(message)) return '';
  const { what, where, rule } = message;
  const { frame, culprit } = what;
  const parts = [
    frame === null ? '' : code(frameText(frame), 200),
    // Sentry's culprit is often the transaction, which has a part of its own, or the frame in other words.
    culprit === null || culprit === where.transaction || namesFrame(culprit, frame) ? '' : code(culprit, 160),
    where.transaction === null ? '' : code(where.transaction, 160),
    ...untoldReleases(message).map((name) => code(name, 60)),
    rule === null || message.title.startsWith(rule) ? '' : `alert rule “${inline(rule, 100)}”`,
    ...untoldTags(message).map(([key, value]) => code(`${key}: ${value}`, 60)),
  ];
  return joinWithin(
    parts.filter((part) => part !== ''),
    ' · ',
    900,
  );
}

/** Of what is measured, its words and what it is about say what a tag says again: the query, and what is added up. */
function untoldTags(message: LiveMessage): LiveMessage['tags'] {
  const { tags, what } = message;
  const said = tellsFigure(message) ? [] : [what.message];
  const told = isMeasured(message) ? [...said, ...what.about.map(({ value }) => value)] : [];
  return tags.filter(([key, value]) => key !== 'service' && !told.some((words) => words.includes(value)));
}

/** Those that stand in no line about what changed. */
function untoldReleases({ where, deploys, changes }: LiveMessage): readonly string[] {
  const told = new Set([...deploys, ...changes].map(({ version }) => version));
  return where.releases.filter((version) => !told.has(version)).slice(0, 2);
}

/** `store in load`, as Sentry makes it of the frame. */
function namesFrame(culprit: string, frame: Frame | null): boolean {
  return frame !== null && frame.function !== null && culprit.endsWith(` in ${frame.function}`);
}

/** `src/redis/client.ts:88 in connect`, as far as it is known; empty where nothing of it is. */
export function frameText({ filename, module, line, function: called }: Frame): string {
  const file = filename ?? module;
  const at = file === null ? '' : `${file}${line === null || line <= 0 ? '' : `:${line}`}`;
  if (called === null || at === '') return called ?? at;
  return `${at} in ${called}`;
}
