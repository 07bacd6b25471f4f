import { App } from '../../../src/app.ts';
import { loadSettings } from '../../../src/config/load.ts';
import { silentLog, type Log } from '../../../src/seams/log.ts';
import type { VirtualTime } from '../machine/virtual-time.ts';
import { threadBeside } from './thread.ts';

/** One life of the relay, from its start to its end. */
export interface Life {
  readonly number: number;
  /** It answers. */
  isUp(): boolean;
  /** Why it ended by itself; null while it has not. */
  ended(): string | null;
  /** Asks it to end; resolves when it has. */
  stop(): Promise<void>;
}

/** What a life is told. */
interface Birth {
  readonly number: number;
  readonly time: VirtualTime;
  readonly environment: Readonly<Record<string, string>>;
  /** Its configuration file; null: it has none. */
  readonly file: string | null;
  /** Hears warnings and errors. */
  readonly hear: (line: string) => void;
}

/** Starts the relay as `serve` does. It runs for as long as its moments are let happen. */
export function live({ number, time, environment, file, hear }: Birth): Life {
  let ended: string | null = null;
  let app: App | null = null;
  let up = false;
  const failed = (error: unknown): void => {
    ended ??= error instanceof Error ? (error.stack ?? error.message) : String(error);
    up = false;
  };
  const begin = async (): Promise<void> => {
    const { settings } = loadSettings(environment, () => file ?? '');
    const opened = await App.open(settings, logTo(hear), threadBeside(time));
    app = opened;
    void opened.ended.then((error) => {
      if (error !== null) failed(error);
    });
    up = (await opened.start()) !== null;
  };
  time.next(() => void begin().catch(failed), number);
  return {
    number,
    isUp: () => up,
    ended: () => ended,
    stop: () =>
      new Promise((resolve) =>
        time.next(() => void (app?.stop() ?? Promise.resolve()).then(resolve, resolve), number),
      ),
  };
}

function logTo(hear: (line: string) => void): Log {
  const at = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    hear(`${level} ${message} ${JSON.stringify(fields)}`);
  return { ...silentLog, warn: at('warn'), error: at('error') };
}
