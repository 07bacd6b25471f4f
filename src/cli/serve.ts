import type { Command } from 'commander';
import { pino, type Logger } from 'pino';
import { App } from '../app.ts';
import { loadSettings } from '../config/load.ts';
import { StoreLocked } from '../seams/store.ts';
import { UsageError } from './complain.ts';

/** `stormrelay serve`: runs the relay until SIGTERM or SIGINT. */
export function addServe(program: Command): void {
  program.command('serve').description('Run the relay.').action(serve);
}

/** A supervisor that asks for an end gets it within ten seconds; whatever is then unsettled is recovered at the next start. */
const endWithinMs = 9_500;

async function serve(): Promise<void> {
  const { settings, hints } = loadSettings(process.env);
  const log = pino({ level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  for (const hint of hints) log.warn(hint);
  const app = await open(settings, log);
  stopOnSignals(app, log);
  const error = await app.start().then((address) => {
    log.info({ address, webhooks: `${address}/webhooks/sentry`, page: address }, 'Listening.');
    return app.ended;
  }, asError);
  if (error === null) {
    log.info({}, 'Stopped.');
    return;
  }
  endSoon(1);
  await app.stop();
  throw error;
}

function stopOnSignals(app: App, log: Logger): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // A shell and npm both pass Ctrl-C on: with `once` the second of them would kill what the first lets settle.
    process.on(signal, () => {
      log.info({ signal }, 'Stopping: doors close, what is in flight settles.');
      void app.stop();
    });
  }
  try {
    const address = await app.start();
    log.info({ address, webhooks: `${address}/webhooks/sentry`, page: address }, 'Listening.');
    const error = await app.ended;
    if (error !== null) throw error;
  } finally {
    // What still runs would keep the process, and with it the port and the file, away from the next one.
    await app.stop();
  }
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
