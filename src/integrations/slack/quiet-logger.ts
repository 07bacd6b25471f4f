import { LogLevel, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../../seams/log.ts';
import { withoutTokens } from './receiver.ts';

type Logger = NonNullable<WebClientOptions['logger']>;

/** A client's debug lines hold whole messages, so only its warnings pass, and those as debug lines of ours. */
export function quietLogger(log: Log, from: string): Logger {
  const pass = (...parts: unknown[]): void => {
    const text = parts.filter((part) => typeof part === 'string').join(' ');
    log.debug({ from }, withoutTokens(text).slice(0, 500));
  };
  return {
    debug: nothing,
    info: nothing,
    warn: pass,
    error: pass,
    setLevel: nothing,
    getLevel: () => LogLevel.WARN,
    setName: nothing,
  };
}

function nothing(): void {
  // The client's own log is not kept.
}
