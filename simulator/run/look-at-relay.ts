import { ControlError, lookAtControl } from './control-client.ts';
import type { ExistingRelay } from './existing-relay.ts';
import { failureOf } from './fetch-failure.ts';

/** The relay to storm does not answer, or what answers is none; the message is one line. */
export class NoRelayError extends Error {
  override readonly name = 'NoRelayError';
}

/** Real milliseconds that everything is given to answer, so that the command has failed within three seconds. */
const ANSWER_WITHIN_MS = 2000;

/**
 * Asks a relay that already runs whether it is one, and opens what the run will need: all before the first webhook is
 * sent. Answers sentences about what will not be judged; throws NoRelayError or ControlError.
 */
export async function lookAtRelay(relay: ExistingRelay): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const [alive, books] = await Promise.all([
    status(`${relay.url}/healthz`, {}, signal),
    status(
      `${relay.url}/api/books`,
      relay.adminToken === undefined ? {} : { authorization: `Bearer ${relay.adminToken}` },
      signal,
    ),
    relay.control === undefined ? null : lookAtControl(relay.control, signal),
  ]).catch((error: unknown) => {
    throw error instanceof ControlError ? error : new NoRelayError(silence(relay.url, error));
  });
  if (alive !== 200 || books === 404)
    throw new NoRelayError(
      `What answers at ${relay.url} is no relay: /healthz gave ${alive}, /api/books ${books}. Is --relay the relay's own address?`,
    );
  if (books === 401 || books === 403) return [refusedBooks(relay, books)];
  return books === 200
    ? []
    : [`The relay's books cannot be read (/api/books gave ${books}): they are not judged.`];
}

/** A token that is refused is a mistake; that none was given may be meant. */
function refusedBooks({ url, adminToken }: ExistingRelay, answered: number): string {
  if (adminToken !== undefined)
    throw new NoRelayError(
      `${url} refuses the admin token (/api/books gave ${answered}). It has to be that relay's ADMIN_TOKEN.`,
    );
  return `The relay shows its books only to who has its admin token (/api/books gave ${answered}): they are not judged. Give it with --admin-token, or in the variable ADMIN_TOKEN.`;
}

async function status(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<number> {
  const response = await fetch(url, { headers, signal, redirect: 'manual' });
  await response.body?.cancel();
  return response.status;
}

function silence(url: string, error: unknown): string {
  return `Nothing answers at ${url} (${failureOf(error)}). Start the relay first, or give its address with --relay.`;
}
