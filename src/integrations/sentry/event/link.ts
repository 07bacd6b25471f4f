import { webAddress } from '../../../domain/text/web-address.ts';
import { textAt, type JsonObject } from './payload.ts';

/** Hosts besides sentry.io that links may lead to, lower case, with the port where it is not 443. */
export type LinkHosts = ReadonlySet<string>;

const longestLink = 1_000;

/** The first acceptable link among these keys of a payload, else null. */
export function linkAt(object: JsonObject, keys: readonly string[], hosts: LinkHosts): string | null {
  for (const key of keys) {
    const address = textAt(object, key, longestLink + 1);
    const link = address === null ? null : safeLink(address, hosts);
    if (link !== null) return link;
  }
  return null;
}

/**
 * The address as a link that may be shown: https, to Sentry, without credentials. Whoever can make an error could
 * otherwise put a link of their own into the team's channel. An event's page is cut back to its issue, which stays
 * right while events come and go; null when the address is not acceptable.
 */
export function safeLink(address: string, hosts: LinkHosts): string | null {
  const place = address.length > longestLink ? null : (plainPlace(address) ?? parsedPlace(address));
  if (place === null) return null;
  const { origin, host, pathname, search } = place;
  if (!isSentry(host) && !hosts.has(host)) return null;
  const issue = /^.*?\/issues\/\d+(?=\/|$)/.exec(pathname)?.[0];
  const rest = issue === undefined ? `${pathname}${search}` : `${issue}/`;
  // The URL parser leaves `|` as it is, which would end the address in Slack's markup.
  const link = `${origin}${rest}`.replaceAll('|', '%7C');
  return link.length > longestLink ? null : link;
}

type Place = Pick<URL, 'origin' | 'host' | 'pathname' | 'search'>;

/** Names that begin with a letter, and a path of plain words: the parser has nothing to change in it. */
const plain = /^https:\/\/((?:[a-z][a-z0-9-]*\.)+[a-z][a-z0-9-]*)((?:\/[\w-]+)*\/?)$/;

/** Nearly every address of Sentry's is plain, and every alert brings one; null for any other. */
function plainPlace(address: string): Place | null {
  const [, host, path] = plain.exec(address) ?? [];
  if (host === undefined || path === undefined || host.includes('xn--')) return null;
  return { origin: `https://${host}`, host, pathname: path === '' ? '/' : path, search: '' };
}

/** Encoding makes an address longer, and most of that is cut off again; what is left is measured. */
function parsedPlace(address: string): Place | null {
  return webAddress(address, { longest: 12 * longestLink });
}

function isSentry(host: string): boolean {
  return host === 'sentry.io' || host.endsWith('.sentry.io');
}
