import { SocketModeClient } from '@slack/socket-mode';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../../../seams/clock.ts';
import type { Log } from '../../../seams/log.ts';
import { quietLogger } from '../quiet-logger.ts';
import { withoutTokens } from '../receiver.ts';
import { NoLine, type Envelope, type OpenLine } from './line.ts';

/** What the client hands over (`slack_event`); it checks nothing. */
const event = z.object({
  envelope_id: z.string().min(1).max(200),
  type: z.string().max(100),
  body: z.unknown(),
  accepts_response_payload: z.boolean().catch(false),
  ack: z.custom<(answer: object) => Promise<void>>((given) => typeof given === 'function'),
});

/** Real ms for `apps.connections.open`, and for Slack's hello behind it. */
const patienceMs = 10_000;

/** What opening needs. */
interface OpenLineOptions {
  readonly apiUrl: string;
  readonly log: Log;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'sleep'>;
  readonly hear: (envelope: Envelope) => void;
}

/**
 * Opens one connection with Slack's own client. It is let reconnect nothing: where Slack cannot be reached, its own
 * attempt to would end the process with an unhandled rejection, and after each refresh it waits five seconds (3.1.0).
 * @throws NoLine
 */
export async function openLine(
  appToken: string,
  { apiUrl, log, pace, hear }: OpenLineOptions,
): Promise<OpenLine> {
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: quietLogger(log, '@slack/socket-mode'),
    clientOptions: {
      slackApiUrl: apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: patienceMs,
      allowAbsoluteUrls: false,
    },
  });
  const over = new Promise<void>((resolve) => client.on('disconnected', () => resolve()));
  client.on('slack_event', (given: unknown) => {
    const envelope = read(given);
    if (envelope !== null) hear(envelope);
  });
  const close = (): void => {
    // Without a connection the client has nothing to close, and says so at once.
    void client.disconnect().catch(() => undefined);
  };
  const started = new AbortController();
  void pace.sleep(patienceMs, started.signal).then(() => {
    if (!started.signal.aborted) close();
  });
  try {
    await client.start();
  } catch (error) {
    close();
    throw noLine(error);
  } finally {
    started.abort();
  }
  return { over, close };
}

function read(given: unknown): Envelope | null {
  const told = event.safeParse(given);
  if (!told.success) return null;
  const { envelope_id: id, type, body: payload, accepts_response_payload: takesAnswer } = told.data;
  const acknowledge = async (answer: object | null): Promise<void> => {
    try {
      await told.data.ack({ ...answer });
    } catch {
      // The line is gone.
    }
  };
  return { id, type, payload, takesAnswer, acknowledge };
}

/** The same list as the client's own (`UnrecoverableSocketModeStartError`), and two that only a person can mend. */
const tokens: readonly string[] = [
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'user_removed_from_team',
  'team_disabled',
  'token_revoked',
  'not_allowed_token_type',
  'missing_scope',
];

function noLine(error: unknown): NoLine {
  if (error instanceof WebAPIPlatformError) {
    const code = /^[a-z][a-z0-9_]{1,63}$/.test(error.data.error) ? error.data.error : 'something unreadable';
    const isTokens = tokens.includes(code);
    const advice = isTokens ? ' Check SLACK_APP_TOKEN, and that it has the scope connections:write.' : '';
    return new NoLine(`Slack answered apps.connections.open with ${code}.${advice}`, isTokens);
  }
  const why =
    error instanceof Error ? withoutTokens(error.message).slice(0, 200) : 'it closed before it said hello';
  return new NoLine(`Slack could not be reached for Socket Mode: ${why}`, false);
}
