import { isInside } from './host-names.ts';

/** Browsers' SDKs put the host that a page could not reach in brackets behind the browser's own words. */
const failedFetch =
  /\b(?:failed to fetch|load failed|attempting to fetch resource)\.?( \(([a-z0-9][a-z0-9.-]{1,120})(?::\d{2,5})?\))/gi;

/** Names and first labels of counters, tags and advertisements: what ad blockers stop, and no page needs. */
const counters =
  /(?:^|[.-])(?:analytics|google-?analytics|googletagmanager|googlesyndication|googleadservices|doubleclick|stats?|track(?:er|ing)?|telemetry|pixel|ads?|adservices?|adservers?|beacons?|counters?|collect(?:or)?|hotjar|mixpanel|amplitude|segment|fullstory|clarity|matomo|plausible|criteo|taboola|outbrain|facebook|nr-data|browser-intake-datadoghq|sentry)(?:[.-]|$)/i;

/**
 * Hosts that a page could not fetch from, of the company's own machines alone: what else a page cannot reach is as
 * often a stranger's that somebody's ad blocker stopped, and the text does not tell whose page it was.
 */
export function hostsFetchedInVain(text: string): readonly string[] {
  return fetchedHosts(text).filter(isInside);
}

/** Whether all that a text says it could not fetch is a counter or an advertisement: that is no outage. */
export function saysOnlyCountersFail(text: string): boolean {
  const hosts = fetchedHosts(text);
  return hosts.length > 0 && hosts.every((host) => counters.test(host));
}

/** The text without such hosts: "failed to fetch" is what every page says, whatever it could not reach. */
export function withoutFetchedHosts(text: string): string {
  return text.replaceAll(failedFetch, (whole: string, bracket: string) => whole.slice(0, -bracket.length));
}

function fetchedHosts(text: string): readonly string[] {
  return [...text.matchAll(failedFetch)].flatMap(([, , host]) => host ?? []);
}
