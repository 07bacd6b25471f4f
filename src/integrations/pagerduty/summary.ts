import { drillOf } from '../../domain/environment/environment.ts';
import type { ManyIncidents, PageProjection, PageSubject } from '../../domain/sending/page-projection.ts';

const longestName = 60;
const longestTitle = 120;
const servicesNamed = 5;
/** So many services are read out by their names; more are counted. */
const servicesSpoken = 3;

/** What of a page is read aloud. */
type Spoken = Pick<
  PageProjection,
  | 'subject'
  | 'generation'
  | 'again'
  | 'environmentClass'
  | 'services'
  | 'environments'
  | 'users'
  | 'changed'
  | 'standIn'
>;

/**
 * What a page says in one unescaped line, of any length, as a phone reads it aloud: all that somebody who was just woken
 * knows. "redis unreachable in production: 12 services, 416 users, 14 seconds after a basket-api deploy."
 */
export function summaryOf(page: Spoken): string {
  const { subject, generation, again, environmentClass, standIn } = page;
  if (subject.kind === 'as-said') return subject.summary;
  const what = `${headline(subject, page)}${standIn === undefined ? '' : standInWords(standIn)}`;
  const told = again === null ? what : `${what} (page ${generation}${again === '' ? '' : `: ${again}`})`;
  return drillOf(environmentClass) === null ? told : `DRILL, nothing is broken: ${told}`;
}

/** One trouble that rings twice says so. */
function standInWords(standIn: NonNullable<PageProjection['standIn']>): string {
  return 'here' in standIn
    ? '; paged here because PagerDuty did not take it at its own key'
    : '; the same page as that of the fallback key';
}

function headline(subject: Exclude<PageSubject, { kind: 'as-said' }>, page: Spoken): string {
  switch (subject.kind) {
    case 'incident': {
      const about = [whereWords(page), ...extentWords(page)].filter((part) => part !== '');
      const title = `${page.services[0] ?? 'unknown'}: ${subject.title}`;
      return about.length === 0 ? title : `${title} (${about.join(', ')})`;
    }
    case 'storm':
      return `${stormWords(subject.cause, page)}${besideWords(subject.beside)}`;
    case 'many':
      return manyWords(subject);
  }
}

function stormWords({ kind, title }: Extract<PageSubject, { kind: 'storm' }>['cause'], page: Spoken): string {
  const { services } = page;
  const extent = extentWords(page);
  if (kind !== 'surge') {
    const struck = [spokenServices(services), ...extent].filter((part) => part !== '');
    const place = [title, whereWords(page)].filter((part) => part !== '').join(' ');
    return struck.length === 0 ? place : `${place}: ${struck.join(', ')}`;
  }
  // Who fails is known, and why is not: so that goes first, and leaves room for the rest.
  const some = services.slice(0, servicesNamed).map(shortName).join(', ');
  const more = services.length > servicesNamed ? ` and ${services.length - servicesNamed} more` : '';
  const fail =
    services.length > 1 ? `${services.length} services fail (${some}${more})` : `${some || 'unknown'} fails`;
  return [fail, title, ...extent].join(', ');
}

/** `cart, login and search`, or `12 services`. */
function spokenServices(services: readonly string[]): string {
  if (services.length > servicesSpoken) return `${services.length} services`;
  const names = services.map(shortName);
  const last = names.pop();
  return names.length === 0 ? (last ?? '') : `${names.join(', ')} and ${last ?? ''}`;
}

/** `in production`; nothing where several or none are known. */
function whereWords({ environments }: Spoken): string {
  const [only] = environments;
  return only === undefined || environments.length > 1 ? '' : `in ${shortName(only)}`;
}

/** Whom it strikes, and what it may have come from. */
function extentWords({ users = null, changed = null }: Spoken): readonly string[] {
  const struck = users === null || users === 0 ? [] : [`${users} ${users === 1 ? 'user' : 'users'}`];
  if (changed === null) return struck;
  const what = changed.kind === 'deploy' ? 'deploy' : 'release';
  return [...struck, `${spokenTime(changed.beforeMs)} after a ${shortName(changed.service)} ${what}`];
}

/** A duration as it is read aloud: `14 seconds`, `3 minutes`. */
export function spokenTime(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [count, unit] = seconds < 120 ? [seconds, 'second'] : [Math.round(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function besideWords(beside: number): string {
  return beside === 0 ? '' : `; ${beside} more issues broke out beside it, cause unknown`;
}

function manyWords({ count, inHand = 0, worst, more }: ManyIncidents): string {
  if (count === 0 && inHand > 0) return `${inHand} ${inHand === 1 ? 'incident' : 'incidents'}, all in hand`;
  const named = worst.map(({ service, title }) => `${service ?? 'unknown'}: ${title.slice(0, longestTitle)}`);
  const rest = more > 0 ? `; and ${more} more` : '';
  const which = named.length === 0 ? '' : `, worst first: ${named.join('; ')}${rest}`;
  return `${count} more ${count === 1 ? 'incident' : 'incidents'}${which}`;
}

/** Whoever makes an error may name its service: so long a name would hide what else there is to say. */
function shortName(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
