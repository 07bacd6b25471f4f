import type { LinkHosts } from './link.ts';
import { objectAt, textAt, valueAt, type JsonObject } from './payload.ts';

/** What a reader needs besides the payload. */
export interface ReaderOptions {
  readonly hosts: LinkHosts;
  /** Organization of payloads that name none. */
  readonly fallbackOrg: string;
}

/** One parsed entry, opened as far as all resources share their shape. */
export interface Hook {
  /** `issue.created`, or the resource alone where the body names no action. */
  readonly name: string;
  readonly resource: string;
  readonly action: string | null;
  readonly body: JsonObject;
  readonly data: JsonObject;
  /** The person or app that did it; null for Sentry itself. */
  readonly actor: string | null;
  readonly options: ReaderOptions;
}

/** Opens a parsed body. The token of an event is header resource and body action; the body names no type. */
export function openHook(resource: string, body: JsonObject, options: ReaderOptions): Hook {
  // It becomes part of reasons and of the alert's resource, so it must look like a name.
  const action = textAt(body, 'action', 64)?.replaceAll(/[^A-Za-z0-9_.-]/g, '?') ?? null;
  const name = action === null ? resource : `${resource}.${action}`;
  return {
    name,
    resource,
    action,
    body,
    data: objectAt(body, 'data'),
    actor: actorOf(objectAt(body, 'actor')),
    options,
  };
}

function actorOf(actor: JsonObject): string | null {
  if (valueAt(actor, 'id') === 'sentry') return null;
  return textAt(actor, 'name', 120);
}

/** The error of an entry that names no issue: without one nothing can be counted, shown or resolved. */
export function missing(hook: Hook, what: string, places: string): Error {
  return new Error(
    `${hook.name} names no ${what} (looked at ${places}). The entry is kept: compare its body with Sentry's documentation of this webhook, and replay it after an update of the relay.`,
  );
}
