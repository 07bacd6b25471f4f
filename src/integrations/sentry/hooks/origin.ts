import { listAt, textAt, type JsonObject } from '../event/payload.ts';

/** Which organization and project a payload speaks of, as slugs; null where no address tells. */
interface Origin {
  readonly org: string | null;
  readonly project: string | null;
}

/**
 * Reads the organization out of the payload's own addresses, since no field names it. API addresses come first:
 * they are the same in `issue.*` and in `event_alert`, so one issue always gets one key.
 */
export function originOf(object: JsonObject, keys: readonly string[]): Origin {
  let org: string | null = null;
  let project: string | null = null;
  for (const key of keys) {
    const address = textAt(object, key, longestAddress);
    if (address === null) continue;
    const found = originOfAddress(address);
    org ??= found.org;
    project ??= found.project;
    if (org !== null && project !== null) break;
  }
  return { org, project };
}

const longestAddress = 2_000;

/** Organization and project of one address of Sentry's API or pages. */
function originOfAddress(address: string): Origin {
  const api = /\/api\/0\/projects\/([^/?#]+)\/([^/?#]+)\//.exec(address);
  if (api !== null) return { org: slug(api[1]), project: slug(api[2]) };
  const path = /\/organizations\/([^/?#]+)\//.exec(address);
  if (path !== null) return { org: slug(path[1]), project: null };
  const host = /^https:\/\/([a-z0-9-]+)\.sentry\.io\/(?:issues|alerts|monitors|organizations)\//i.exec(
    address,
  );
  const label = slug(host?.[1]);
  return { org: label === null || regions.has(label) ? null : label, project: null };
}

/** First labels of sentry.io that are regions or Sentry's own, never an organization (docs.sentry.io, "Data Storage Location"). */
const regions: ReadonlySet<string> = new Set(['us', 'de', 'www', 'app']);

function slug(text: string | undefined): string | null {
  return text !== undefined && /^[a-z0-9_-]{1,100}$/i.test(text) ? text.toLowerCase() : null;
}

/** The issue id in an address such as `/issues/123/`, for payloads that lack the field. */
export function issueIdOfAddress(address: string | null): string | null {
  return address === null ? null : (/\/issues\/(\d{1,20})(?:[/?#]|$)/.exec(address)?.[1] ?? null);
}

/** The only project of a list of slugs; null when there are none or several. */
export function onlyProject(object: JsonObject, key: string): string | null {
  const list = listAt(object, key);
  return list.length === 1 && typeof list[0] === 'string' ? slug(list[0]) : null;
}
