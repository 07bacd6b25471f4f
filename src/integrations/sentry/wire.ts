import type { DoorHeaders } from '../../seams/door.ts';

/**
 * Names of Sentry's wire, as its integration platform sends them
 * (docs.sentry.io, "Integration Platform: Webhooks"; getsentry/sentry app_platform_event.py).
 */

/** Request headers of a webhook. */
export type HookHeaders = DoorHeaders;

/** Names of the headers that the relay reads. Sentry signs the body alone, so none of them is trusted further. */
export const hookHeader = {
  resource: 'sentry-hook-resource',
  signature: 'sentry-hook-signature',
  /** Requests of UI components are signed under this name. */
  appSignature: 'sentry-app-signature',
  serviceHookSignature: 'x-servicehook-signature',
  serviceHookId: 'x-servicehook-guid',
  /** Stable over Sentry's retries; absent on older versions. */
  idempotencyKey: 'idempotency-key',
  /** New for every attempt. */
  requestId: 'request-id',
  /** When the attempt was sent, UNIX seconds. */
  timestamp: 'sentry-hook-timestamp',
  serviceHookTimestamp: 'x-servicehook-timestamp',
  /** Not Sentry's: names the drill that an alert belongs to. It is trusted for nothing but the words of a refusal. */
  drill: 'stormrelay-drill',
} as const;

/** Kinds of entry that the relay names itself, because Sentry sends no hook resource with them. */
export const ownKind = {
  serviceHook: 'service_hook',
  uiComponent: 'ui_component',
  legacy: 'legacy',
  /** What the relay read over the API; `web-api/standings.ts` makes its bodies. */
  reconstructed: 'reconstructed',
} as const;

/** The one value of a header, or null when it is absent, blank or repeated as a list. */
export function headerOf(headers: HookHeaders, name: string): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}
