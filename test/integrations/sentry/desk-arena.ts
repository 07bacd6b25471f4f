import { onTestFinished } from 'vitest';
import { startFakes, type Fakes } from '../../../simulator/fakes/start.ts';
import { createSentryDesk } from '../../../src/integrations/sentry/web-api/desk.ts';
import type { Clock } from '../../../src/seams/clock.ts';
import type { SentryCall, SentryDesk } from '../../../src/seams/sentry-desk.ts';
import { anError } from '../../simulator/fakes/sentry/an-error.ts';
import { manualClock, type ManualClock } from '../../simulator/fakes/manual-clock.ts';

/** The fake Sentry, a second after `anError()` happened there, and the relay's desk in front of it. */
export interface Arena {
  readonly fakes: Fakes;
  readonly clock: ManualClock;
  readonly desk: SentryDesk;
}

export async function arena(limits: { readonly sentryPerSecond?: number } = {}): Promise<Arena> {
  const clock = manualClock();
  clock.advance(anError().at + 1_000 - clock.now());
  const fakes = await startFakes({ seed: 5, https: false, clock, limits });
  onTestFinished(() => fakes.close());
  const { url, apiToken } = fakes.connection.sentry;
  return { fakes, clock, desk: deskAt(url, clock, apiToken) };
}

export function deskAt(
  apiUrl: string,
  clock: Clock,
  token = 'a-token',
  { org = 'acme', observe }: { readonly org?: string; readonly observe?: (call: SentryCall) => void } = {},
): SentryDesk {
  const signal = new AbortController().signal;
  return createSentryDesk({ access: { apiUrl, org, token }, clock, signal, observe });
}
