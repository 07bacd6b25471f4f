import type { Log } from '../../../seams/log.ts';

/** Real ms. */
const timeoutMs = 3_000;

/** What is told to whoever pressed. */
export interface PresserAnswer {
  readonly text: string;
  /** What they can choose from; absent: it is only told. */
  readonly blocks?: readonly object[];
  /** It takes the place of what they chose from. */
  readonly replaces?: boolean;
}

/** Where Slack takes answers to presses (docs.slack.dev/interactivity/handling-user-interaction, "response_url"). */
const slacksHost = 'https://hooks.slack.com';

/**
 * Tells whoever pressed something that nobody else sees. The address comes with the press: only Slack's own host is
 * ever posted to, or that of the configured API. Never rejects.
 */
export function presserTeller(
  { apiUrl }: { readonly apiUrl: string },
  log: Log,
): (address: string | null, answer: PresserAnswer) => Promise<void> {
  const allowed = new Set([slacksHost, new URL(apiUrl).origin]);
  return async (address, { text, blocks, replaces = false }) => {
    if (address === null || !URL.canParse(address) || !allowed.has(new URL(address).origin)) return;
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
    } catch (error) {
      // Its message may hold the address, which opens a door.
      log.debug(
        { error: error instanceof Error ? error.name : 'unknown' },
        'A person could not be answered in Slack.',
      );
    }
  };
}
