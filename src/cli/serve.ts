import type { Command } from 'commander';
import { pino } from 'pino';
import { App } from '../app.ts';
import { loadSettings } from '../config/load.ts';
import { StoreLocked } from '../seams/store.ts';
import { UsageError } from './complain.ts';

/** `stormrelay serve`: runs the relay until SIGTERM or SIGINT. */
export function addServe(program: Command): void {
  program.command('serve').description('Run the relay.').action(serve);
}

async function serve(): Promise<void> {
  const { settings, hints } = loadSettings(process.env);
  const log = pino({ level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  for (const hint of hints) log.warn(hint);
  const app = await open(settings, log);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'Stopping: doors close, what is in flight settles.');
      void app.stop();
    });
  }
  const address = await app.start();
  log.info({ address, webhooks: `${address}/webhooks/sentry`, page: address }, 'Listening.');
  const error = await app.ended;
  if (error !== null) throw error;
  log.info({}, 'Stopped.');
}

async function open(...[settings, log]: Parameters<typeof App.open>): Promise<App> {
  try {
    return await App.open(settings, log);
  } catch (error) {
    if (error instanceof StoreLocked) throw new UsageError(error.message);
    throw error;
  }
}
