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
  const url = address.length > longestLink ? null : URL.parse(address);
  if (url === null) return null;
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  if (!isSentry(url.host) && !hosts.has(url.host)) return null;
  const issue = /^.*?\/issues\/\d+(?=\/|$)/.exec(url.pathname)?.[0];
  const rest = issue === undefined ? `${url.pathname}${url.search}` : `${issue}/`;
  // The URL parser leaves `|` as it is, which would end the address in Slack's markup.
  const link = `${url.origin}${rest}`.replaceAll('|', '%7C');
  return link.length > longestLink ? null : link;
}

function isSentry(host: string): boolean {
  return host === 'sentry.io' || host.endsWith('.sentry.io');
}
