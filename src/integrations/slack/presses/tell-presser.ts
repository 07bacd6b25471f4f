import type { Clock } from '../../../seams/clock.ts';
import type { Log } from '../../../seams/log.ts';

/** Real ms. */
const timeoutMs = 3_000;
/**
 * Real ms before another attempt. Slack takes five answers within thirty minutes at one address
 * (docs.slack.dev/interactivity/handling-user-interaction, "response_url"); an answer takes three at most.
 */
const againMs = [1_000, 5_000] as const;

/** What is told to whoever pressed. */
export interface PresserAnswer {
  readonly text: string;
  /** The same as blocks, with what they can choose from; absent: the text is all. */
  readonly blocks?: readonly object[];
  /** It takes the place of what they chose from. */
  readonly replaces?: boolean;
}

/** What telling needs. */
interface TellerDeps {
  readonly log: Log;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'sleep'>;
  /** Aborted when the relay stops: then there is no other attempt. */
  readonly signal: AbortSignal;
}

/** Where Slack takes answers to presses. */
const slacksHost = 'https://hooks.slack.com';

/** `again`: another attempt may help. */
type Told = 'told' | 'again' | 'never';

/**
 * Tells whoever pressed something that nobody else sees. The address comes with the press: only Slack's own host is
 * ever posted to, or that of the configured API. Never rejects.
 */
export function presserTeller(
  { apiUrl }: { readonly apiUrl: string },
  { log, pace, signal }: TellerDeps,
): (address: string | null, answer: PresserAnswer) => Promise<void> {
  const allowed = new Set([slacksHost, new URL(apiUrl).origin]);
  return async (address, answer) => {
    if (address === null || !URL.canParse(address) || !allowed.has(new URL(address).origin)) return;
    for (let attempt = 0; ; attempt += 1) {
      const told = await post(address, answer, log);
      const waitMs = againMs[attempt];
      if (told === 'told') return;
      if (told === 'never' || waitMs === undefined || signal.aborted) break;
      await pace.sleep(waitMs, signal);
    }
    log.info({}, 'A person could not be answered in Slack; the message shows what they did all the same.');
  };
}

async function post(
  address: string,
  { text, blocks, replaces = false }: PresserAnswer,
  log: Log,
): Promise<Told> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        response_type: 'ephemeral',
        replace_original: replaces,
        text,
        ...(blocks === undefined ? {} : { blocks }),
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) return 'told';
    log.debug({ status: response.status }, 'Slack did not take the answer to a person.');
    return response.status >= 500 || response.status === 429 ? 'again' : 'never';
  } catch (error) {
    // Its message may hold the address, which opens a door.
    log.debug(
      { error: error instanceof Error ? error.name : 'unknown' },
      'The answer to a person did not reach Slack.',
    );
    return 'again';
  }
}
