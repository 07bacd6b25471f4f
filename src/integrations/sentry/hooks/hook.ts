import type { Entry } from '../../../domain/inbox/entry.ts';
import { timesOf, type HookTimes } from '../event/clock.ts';
import type { LinkHosts } from '../event/link.ts';
import { objectAt, textAt, valueAt, type JsonObject } from '../event/payload.ts';

/** What a reader needs besides the payload. */
export interface ReaderOptions {
  readonly hosts: LinkHosts;
  /** Organization of payloads that name none. */
  readonly fallbackOrg: string;
  /** Names of the tags that are shown, in this order; null: all but personal ones. */
  readonly tags: readonly string[] | null;
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
  /** True when Sentry did it by itself. */
  readonly bySentry: boolean;
  readonly times: HookTimes;
  readonly options: ReaderOptions;
}

/** Opens a parsed body. The token of an event is header resource and body action; the body names no type. */
export function openHook(entry: Entry, body: JsonObject, options: ReaderOptions): Hook {
  const { kind: resource } = entry;
  // It becomes part of reasons and of the alert's resource, so it must look like a name.
  const told = textAt(body, 'action', 64);
  const action = told === null || isName.test(told) ? told : told.replaceAll(/[^A-Za-z0-9_.-]/g, '?');
  const name = action === null ? resource : `${resource}.${action}`;
  const actor = objectAt(body, 'actor');
  const bySentry = isSentry(actor);
  return {
    name,
    resource,
    action,
    body,
    data: objectAt(body, 'data'),
    actor: bySentry ? null : textAt(actor, 'name', 120),
    bySentry,
    times: timesOf(entry),
    options,
  };
}

const isName = /^[A-Za-z0-9_.-]+$/;

/** `{ "type": "application", "id": "sentry", "name": "Sentry" }`; apps of others have a UUID, people a number. */
function isSentry(actor: JsonObject): boolean {
  return valueAt(actor, 'id') === 'sentry';
}

/** The error of an entry that names no issue: without one nothing can be counted, shown or resolved. */
export function missing(hook: Hook, what: string, places: string): Error {
  return new Error(
    `${hook.name} names no ${what} (looked at ${places}). The entry is kept: compare its body with Sentry's documentation of this webhook, and replay it after an update of the relay.`,
  );
}
