import { App } from '../../app.ts';
import { createReload } from '../../config/reload/desk.ts';
import { loadSettings, type Loaded } from '../../config/load.ts';
import { secretsOf } from '../../config/secrets.ts';
import type { WorkerThread } from '../../roles/worker-thread.ts';
import type { Log } from '../../seams/log.ts';
import { standardOutput } from '../print.ts';
import { createRelayLog } from '../relay-log.ts';
import { growWithWork } from './memory.ts';

/** A supervisor that asks for an end gets it within ten seconds; whatever is then unsettled is recovered at the next start. */
const endWithinMs = 9_500;

/** Runs the relay until SIGTERM or SIGINT, with a thread that waits for work. */
export async function runRelay(thread: WorkerThread): Promise<void> {
  const loaded = loadSettings(process.env);
  const { settings, hints } = loaded;
  const secrets = [...secretsOf(settings)];
  const log = await createRelayLog(settings, standardOutput(), secrets);
  for (const hint of hints) log.warn({}, hint);
  const app = await App.open(settings, log, thread);
  stopOnSignals(app, log);
  try {
    const address = await app.start();
    growWithWork();
    if (address !== null)
      log.info(
        { address, webhooks: `${address}/webhooks/sentry`, page: address },
        `Listening on ${address}.`,
      );
    reloadOnChange(app, loaded, { log, secrets });
    const error = await app.ended;
    if (error !== null) throw error;
  } catch (error) {
    // What still runs would keep the process, and with it the port and the file, away from the next one.
    endSoon(1);
    await app.stop();
    throw error;
  }
  log.info({}, 'Stopped.');
}

function stopOnSignals(app: App, log: Log): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // A shell and npm both pass Ctrl-C on: with `once` the second of them would kill what the first lets settle.
    process.on(signal, () => {
      log.info({ signal }, 'Stopping: doors close, what is in flight settles.');
      endSoon(0);
      void app.stop();
    });
  }
}

const lookEveryMs = 2_000;

/** A configuration that changed is read again: at once on SIGHUP, else soon. Without a file there is nothing to read. */
function reloadOnChange(
  app: App,
  loaded: Loaded,
  { log, secrets }: { readonly log: Log; readonly secrets: string[] },
): void {
  if (loaded.files.length === 0) return;
  const desk = createReload({
    environment: process.env,
    loaded,
    log,
    renew: (renewal) => {
      const known = new Set(secrets);
      secrets.push(...secretsOf(renewal.settings).filter((secret) => !known.has(secret)));
      return app.renew(renewal);
    },
    trouble: (trouble) => app.configTrouble(trouble),
  });
  let last: Promise<void> = Promise.resolve();
  const then = (read: () => Promise<void>): void => {
    last = last.then(read);
  };
  process.on('SIGHUP', () => then(() => desk.reload()));
  setInterval(() => then(() => desk.look()), lookEveryMs).unref();
}

/** Ends the process even when something in it will not. */
function endSoon(code: 0 | 1): void {
  setTimeout(() => process.exit(code), endWithinMs).unref();
}
