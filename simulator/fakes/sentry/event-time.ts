import type { SentryError } from '../../sentry-error.ts';

/** When the host that failed says that it failed (virtual UNIX ms): its own clock may be wrong by hours. */
export function clientAt(error: SentryError): number {
  return error.clientAt ?? error.at;
}

/** When Sentry received it (virtual UNIX ms), by Sentry's own clock: `received`. */
export function receivedAt(error: SentryError): number {
  return error.receivedAt ?? error.at;
}

/** `2026-01-02T03:04:05.678000Z`. */
export function zuluMicros(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
