import { asObject, countAt, listAt, objectAt, textAt, valueAt, type JsonObject } from './payload.ts';

const mostBreadcrumbs = 100;
const mostHosts = 10;

/**
 * Hosts of the HTTP calls that failed before the error, newest first: answered 5xx, or not at all. Refusals such as
 * 404 are the caller's trouble and name nobody as down. Of a device in somebody's hand only answers count: an ad
 * blocker, a closed tab or a tunnel leave calls without one. Of a page only its own site counts: what strangers'
 * scripts and counters answer there says nothing about what broke.
 */
export function calledHostsOf(event: JsonObject): readonly string[] {
  const breadcrumbs = breadcrumbsOf(event);
  if (breadcrumbs.length === 0) return [];
  const hosts = new Set<string>();
  const caller = callerOf(event);
  for (const value of breadcrumbs.slice(-mostBreadcrumbs).reverse()) {
    const breadcrumb = asObject(value);
    if (breadcrumb === null || !isHttp(breadcrumb)) continue;
    const call = objectAt(breadcrumb, 'data');
    const host = hasFailed(breadcrumb, call, caller) ? hostOf(textAt(call, 'url', 2_000)) : null;
    if (host !== null && isTold(host, caller)) hosts.add(host);
    if (hosts.size === mostHosts) break;
  }
  return [...hosts];
}

/** Where the code ran that called: on a machine of the company, on somebody's device, or in a page of a site. */
type Caller =
  | { readonly kind: 'server' }
  | { readonly kind: 'device' }
  /** `site` is null where the event does not tell the page. */
  | { readonly kind: 'page'; readonly site: string | null };

function callerOf(event: JsonObject): Caller {
  const sdk = textAt(objectAt(event, 'sdk'), 'name', 100) ?? '';
  if (deviceSdks.test(sdk)) return { kind: 'device' };
  // SDKs that render on the server as well say so: their events there have the platform `node`.
  const platform = textAt(event, 'platform', 40);
  const inPage =
    platform === 'javascript' || ((platform === null || platform === 'other') && pageSdks.test(sdk));
  return inPage ? { kind: 'page', site: siteOfPage(event) } : { kind: 'server' };
}

/** Names that SDKs give themselves (develop.sentry.dev, "SDK Interface"). */
const deviceSdks = /^sentry\.(?:java\.android|cocoa|dart|javascript\.(?:react-native|capacitor|cordova))/;
const pageSdks = /^sentry\.javascript\.(?!node|bun|deno|cloudflare|aws|google|vercel|serverless)/;

function siteOfPage(event: JsonObject): string | null {
  const pages = [textAt(objectAt(event, 'request'), 'url', 2_000), textAt(event, 'transaction', 2_000)];
  for (const page of pages) {
    const host = hostOf(page);
    if (host !== null) return siteOf(host);
  }
  return null;
}

/** A page that is not known owns nothing, so nothing that it called is told. */
function isTold(host: string, caller: Caller): boolean {
  return caller.kind !== 'page' || (caller.site !== null && siteOf(host) === caller.site);
}

/** `shop.example.co.uk` is part of `example.co.uk`. An approximation of the public suffix list that errs towards strangers. */
function siteOf(host: string): string {
  if (/^[\d.]+$|^\[/.test(host)) return host;
  const labels = host.split('.');
  const shortSecond =
    /^(?:co|com|org|net|gov|ac|edu|ne|or)$/.test(labels.at(-2) ?? '') && labels.at(-1)?.length === 2;
  return labels.slice(shortSecond ? -3 : -2).join('.');
}

function breadcrumbsOf(event: JsonObject): readonly unknown[] {
  const breadcrumbs = valueAt(event, 'breadcrumbs');
  return Array.isArray(breadcrumbs) ? breadcrumbs : listAt(objectAt(event, 'breadcrumbs'), 'values');
}

function isHttp(breadcrumb: JsonObject): boolean {
  const category = valueAt(breadcrumb, 'category');
  return (
    valueAt(breadcrumb, 'type') === 'http' || (typeof category === 'string' && httpCategories.has(category))
  );
}

/** Categories that SDKs give their HTTP breadcrumbs (develop.sentry.dev, "Breadcrumbs Interface"). */
const httpCategories: ReadonlySet<string> = new Set([
  'http',
  'http.client',
  'fetch',
  'xhr',
  'httplib',
  'requests',
  'aiohttp',
  'okhttp',
  'axios',
]);

function hasFailed(breadcrumb: JsonObject, call: JsonObject, caller: Caller): boolean {
  const status = countAt(call, 'status_code') ?? countAt(call, 'http.response.status_code');
  if (status !== null && status > 0) return status >= 500;
  if (caller.kind !== 'server') return false;
  // SDKs leave the breadcrumb when the call has ended: one without a status never got an answer.
  const level = valueAt(breadcrumb, 'level');
  return (
    status === 0 || level === 'error' || level === 'fatal' || typeof valueAt(call, 'method') === 'string'
  );
}

function hostOf(url: string | null): string | null {
  const host =
    url === null ? undefined : /^https?:\/\/(?:[^@/?#]*@)?(\[[0-9a-f:.]+\]|[^/?#:@]+)/i.exec(url)?.[1];
  return host !== undefined && /^(?:[a-z0-9._-]{1,253}|\[.+\])$/i.test(host) ? host.toLowerCase() : null;
}
