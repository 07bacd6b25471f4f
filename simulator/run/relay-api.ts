import { z } from 'zod';
import type { Books } from '../referee/evidence.ts';

const column = z.number().int();
const booksAnswer = z.object({
  accepted: column,
  shown: column,
  folded: column,
  suppressed: column,
  setAside: column,
  dead: column,
  inFlight: column,
  oldestInFlightMs: z.number().nullable().default(null),
});

/** The books together with the age of what waits longest (virtual ms). */
export interface BooksNow extends Books {
  readonly oldestInFlightMs: number | null;
}

/** What a running relay tells of itself over its operators' API; null when it does not answer. */
export interface RelayApi {
  books(): Promise<BooksNow | null>;
  /** `/api/lanes` as it came. */
  lanes(): Promise<unknown>;
}

/** Asks the relay at `url`; the token opens its API where it has one. */
export function relayApi(url: string, adminToken?: string): RelayApi {
  const headers = adminToken === undefined ? {} : { authorization: `Bearer ${adminToken}` };
  return {
    books: async () => {
      const parsed = booksAnswer.safeParse(await ask(`${url}/api/books`, headers));
      return parsed.success ? parsed.data : null;
    },
    lanes: () => ask(`${url}/api/lanes`, headers),
  };
}

async function ask(url: string, headers: Record<string, string>): Promise<unknown> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(3000) });
    const body: unknown = await response.json();
    return response.ok ? body : null;
  } catch {
    return null;
  }
}

const refusal = z.object({ error: z.object({ message: z.string() }) });

/** What an operator does to an incident over the relay's API; null when it was accepted, else why not. */
export async function commandRelay(
  url: string,
  action: 'acknowledge' | 'resolve',
  incident: string,
): Promise<string | null> {
  const response = await fetch(`${url}/api/incidents/${encodeURIComponent(incident)}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ who: 'Kim Fernhill' }),
    signal: AbortSignal.timeout(3000),
  });
  if (response.ok) return null;
  const answer = refusal.safeParse(await response.json().catch(() => null));
  return `the relay answered ${response.status}${answer.success ? `: ${answer.data.error.message}` : ''}`;
}

/** What the books gained since an earlier look, for a relay that had a life before this storm. */
export function booksSince(now: Books, before: Books | null): Books {
  if (before === null) return now;
  return {
    accepted: now.accepted - before.accepted,
    shown: now.shown - before.shown,
    folded: now.folded - before.folded,
    suppressed: now.suppressed - before.suppressed,
    setAside: now.setAside - before.setAside,
    dead: now.dead - before.dead,
    inFlight: now.inFlight,
  };
}
