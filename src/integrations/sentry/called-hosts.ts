import { asObject, countAt, listAt, objectAt, textAt, valueAt, type JsonObject } from './payload.ts';

const mostBreadcrumbs = 100;
const mostHosts = 10;

/**
 * Hosts of the HTTP calls that failed before the error, newest first: answered 5xx, or not at all. Refusals such as
 * 404 are the caller's trouble and name nobody as down.
 */
export function calledHostsOf(event: JsonObject): readonly string[] {
  const hosts = new Set<string>();
  for (const value of breadcrumbsOf(event).slice(-mostBreadcrumbs).reverse()) {
    const breadcrumb = asObject(value);
    if (breadcrumb === null || !isHttp(breadcrumb)) continue;
    const call = objectAt(breadcrumb, 'data');
    const host = hasFailed(breadcrumb, call) ? hostOf(textAt(call, 'url', 2_000)) : null;
    if (host !== null) hosts.add(host);
    if (hosts.size === mostHosts) break;
  }
  return [...hosts];
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

function hasFailed(breadcrumb: JsonObject, call: JsonObject): boolean {
  const status = countAt(call, 'status_code') ?? countAt(call, 'http.response.status_code');
  if (status !== null && status > 0) return status >= 500;
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
