import { drillOf } from '../../domain/environment/environment.ts';
import type { ManyIncidents, PageProjection, PageSubject } from '../../domain/sending/page-projection.ts';

const longestName = 60;
const longestTitle = 120;
const servicesNamed = 5;

/** What a page says in one unescaped line, of any length: all that somebody who was just woken sees. */
export function summaryOf(page: PageProjection): string {
  const { subject, generation, again, environmentClass } = page;
  if (subject.kind === 'as-said') return subject.summary;
  const what = headline(subject, page.services);
  const told = again === null ? what : `${what} (page ${generation}${again === '' ? '' : `: ${again}`})`;
  return drillOf(environmentClass) === null ? told : `DRILL, nothing is broken: ${told}`;
}

function headline(subject: Exclude<PageSubject, { kind: 'as-said' }>, services: readonly string[]): string {
  switch (subject.kind) {
    case 'incident':
      return `${services[0] ?? 'unknown'}: ${subject.title}`;
    case 'storm':
      return `${stormWords(subject.cause, services)}${besideWords(subject.beside)}`;
    case 'many':
      return manyWords(subject);
  }
}

function stormWords(
  { kind, title }: Extract<PageSubject, { kind: 'storm' }>['cause'],
  services: readonly string[],
): string {
  const some = services.slice(0, servicesNamed).map(shortName).join(', ');
  const more = services.length > servicesNamed ? ` and ${services.length - servicesNamed} more` : '';
  const fail = services.length > 1 ? `${services.length} services fail (${some}${more})` : `${some} fails`;
  if (kind !== 'surge') return services.length === 0 ? title : `${title}: ${fail}`;
  // Who fails is known, and why is not: so that goes first, and leaves room for the rest.
  return services.length > 1 ? `${fail}, ${title}` : `${some === '' ? 'unknown' : some} fails, ${title}`;
}

function besideWords(beside: number): string {
  return beside === 0 ? '' : `; ${beside} more issues broke out beside it, cause unknown`;
}

function manyWords({ count, worst, more }: ManyIncidents): string {
  const named = worst.map(({ service, title }) => `${service ?? 'unknown'}: ${title.slice(0, longestTitle)}`);
  const rest = more > 0 ? `; and ${more} more` : '';
  const which = named.length === 0 ? '' : `, worst first: ${named.join('; ')}${rest}`;
  return `${count} more ${count === 1 ? 'incident' : 'incidents'}${which}`;
}

/** Whoever makes an error may name its service: so long a name would hide what else there is to say. */
function shortName(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
