import { incidentAddress } from '../../domain/text/incident-address.ts';
import type { PageKey } from '../../domain/sending/page-key.ts';

/**
 * PagerDuty's `dedup_key` of one generation of an incident's page; well under its 255 characters. It never changes its
 * form: pages that are open at an upgrade are acknowledged and resolved under it.
 */
export function dedupKey({ install, incident, generation }: PageKey): string {
  return `stormrelay:${install}:${incident}:${generation}`;
}

/** Characters of a receiver's name that a key holds: enough to tell them apart, and few enough for PagerDuty. */
const nameKept = 120;

/**
 * The key of a page where it stands in for one that its own pager has not taken. Several receivers may have one fallback
 * key: under the key of the incident alone, the page of one would swallow and end that of another.
 */
export function standInKey(page: PageKey): string {
  const { receiver } = page;
  return receiver === undefined
    ? dedupKey(page)
    : `${dedupKey(page)}@${encodeURIComponent(receiver).slice(0, nameKept)}`;
}

/** Reads such a key back, whosever page it is; null when it is somebody else's. */
export function readDedupKey(key: string): PageKey | null {
  const [, install, incident, generation] =
    /^stormrelay:([^:]+):([^:]+):([1-9]\d{0,8})(?:@[^:]+)?$/.exec(key) ?? [];
  if (install === undefined || incident === undefined) return null;
  return { install, incident, generation: Number(generation) };
}

/** What a page calls its sender where it leads to no address: its key, and whose page it is. */
export function senderOf(key: PageKey): string {
  return key.receiver === undefined ? dedupKey(key) : `${dedupKey(key)} (${key.receiver})`;
}

/** Reads the key out of such a name; null when it is somebody else's. */
export function keyInSender(name: string): PageKey | null {
  const [, own = name, receiver] = /^(\S+) \((.+)\)$/.exec(name) ?? [];
  const key = readDedupKey(own);
  return key === null || receiver === undefined ? key : { ...key, receiver };
}

/** The parts of an address by which a webhook tells again which page it is about, and whose. */
const pageParameter = 'page';
const receiverParameter = 'receiver';

/**
 * The address at which the relay shows the incident of a page, with the page's key. Older pages lead to the relay's
 * first page with the same parts.
 */
export function addressOf(relayUrl: string, key: PageKey): string {
  const address = incidentAddress(relayUrl, key.incident);
  address.searchParams.set(pageParameter, dedupKey(key));
  if (key.receiver !== undefined) address.searchParams.set(receiverParameter, key.receiver);
  return address.href;
}

/** Reads the key out of such an address; null when it holds none. */
export function keyInAddress(address: string): PageKey | null {
  const parameters = URL.canParse(address) ? new URL(address).searchParams : null;
  const key = readDedupKey(parameters?.get(pageParameter) ?? '');
  const receiver = parameters?.get(receiverParameter) ?? null;
  return key === null || receiver === null ? key : { ...key, receiver };
}
