import { unknownOrg } from '../../domain/alert.ts';
import type { HookCode } from '../../domain/decision/entries.ts';
import type { Entry } from '../../domain/inbox/entry.ts';
import { parsedBody } from '../../domain/inbox/json-body.ts';
import type { Reading, Source } from '../../seams/source.ts';
import { readEventHook } from './hooks/event-hooks.ts';
import { openHook, type Hook, type ReaderOptions } from './hooks/hook.ts';
import { readActivityHook, readIssueHook } from './hooks/issue-hooks.ts';
import { readLegacyBody } from './hooks/legacy-alert.ts';
import { readMetricHook } from './hooks/metric-alert.ts';
import { asObject, type JsonObject } from './event/payload.ts';
import { readReconstructed } from './hooks/reconstructed.ts';
import { readServiceHook } from './hooks/service-hook.ts';
import { hookAside } from './hooks/set-aside.ts';
import { ownKind } from './wire.ts';

/** How the Sentry source reads; see the settings of the same meaning. */
interface SentrySourceOptions {
  /** Hosts besides sentry.io that links may lead to, with the port where it is not 443. */
  readonly allowedHosts: readonly string[];
  /** Organization of payloads that name none; default `unknown`. */
  readonly org?: string | null;
  /** Names of the tags that are shown, in this order; default: all but personal ones. */
  readonly tags?: readonly string[] | null;
}

/** The source that reads entries of Sentry's doors into alerts. Pure: the same entry gives the same reading. */
export function createSentrySource(options: SentrySourceOptions): Source {
  const readerOptions: ReaderOptions = {
    hosts: new Set(options.allowedHosts.map((host) => host.toLowerCase())),
    fallbackOrg: options.org ?? unknownOrg,
    tags: options.tags ?? null,
  };
  return { read: (entry) => read(entry, readerOptions) };
}

function read(entry: Entry, options: ReaderOptions): Reading {
  if (entry.kind === ownKind.uiComponent) {
    return hookAside({ name: entry.kind }, 'hook-ui-component');
  }
  const reader = readers.get(entry.kind);
  const hook = openHook(entry, parse(entry), options);
  if (reader === undefined) return hookAside(hook, quiet.get(entry.kind) ?? 'hook-unknown');
  if (hook.action !== null && !expected(entry.kind, hook.action)) {
    return hookAside(hook, 'hook-new-action');
  }
  return reader(hook);
}

const readers: ReadonlyMap<string, (hook: Hook) => Reading> = new Map([
  ['event_alert', readEventHook],
  ['error', readEventHook],
  ['issue', readIssueHook],
  ['metric_alert', readMetricHook],
  ['activity_alert', readActivityHook],
  [ownKind.serviceHook, readServiceHook],
  [ownKind.legacy, readLegacyBody],
  [ownKind.reconstructed, readReconstructed],
]);

/** Resources that are known and carry no alert (docs.sentry.io, "Integration Platform: Webhooks"). */
const quiet: ReadonlyMap<string, HookCode> = new Map([
  ['comment', 'hook-comment'],
  ['installation', 'hook-installation'],
  ['seer', 'hook-seer'],
  ['preprod_artifact', 'hook-mobile-build'],
  ['size_analysis', 'hook-build-size'],
]);

/** An event that was sent for a reason we do not know must not be taken for one that fires. */
function expected(kind: string, action: string): boolean {
  if (kind === 'event_alert' || kind === 'activity_alert') return action === 'triggered';
  return kind !== 'error' || action === 'created';
}

function parse(entry: Entry): JsonObject {
  let parsed: unknown;
  try {
    parsed = parsedBody(entry);
  } catch {
    throw new Error(
      `Entry ${entry.seq} (${entry.kind}) is not JSON. The door lets only JSON in; was the store changed by hand?`,
    );
  }
  const body = asObject(parsed);
  if (body === null)
    throw new Error(`Entry ${entry.seq} (${entry.kind}) is JSON, but no object as Sentry sends it.`);
  return body;
}
