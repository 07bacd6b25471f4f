import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFailed, onTestFinished } from 'vitest';
import { createSimClock, patient, type SimClock } from '../../../simulator/clock.ts';
import { startFakes, type Fakes, type FakesOptions } from '../../../simulator/fakes/start.ts';
import { awaitRest } from '../../../simulator/run/drain.ts';
import { freePort } from '../../../simulator/run/free-port.ts';
import { temporaryFolder } from '../../../simulator/run/temporary-folder.ts';
import { operatorApi, type OperatorApi } from './relay-api.ts';
import { becomesReady, live, relayCommand, type Exit, type Life } from './relay-life.ts';

/** How a journey is set up. */
interface JourneyOptions {
  readonly seed: number;
  /** Virtual seconds in a real one. */
  readonly speed: number;
  /** How many Slack channels the relay posts to; default 1. */
  readonly channels?: number;
  readonly limits?: FakesOptions['limits'];
  readonly newBlocks?: FakesOptions['newBlocks'];
  /** Variables that the relay has besides, or instead. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The three fakes and one store file, on which relays live one after the other. */
export interface Journey {
  readonly clock: SimClock;
  readonly fakes: Fakes;
  readonly folder: string;
  /** Where every life of the relay listens. */
  readonly url: string;
  readonly channels: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly api: OperatorApi;
  /** The life that was started last. */
  relay(): Life;
  /** Starts a relay on the file and does not wait for it. */
  spawn(): Life;
  /** Starts a relay on the file, with further variables or others instead, and waits until it is ready. */
  start(more?: Readonly<Record<string, string>>): Promise<Life>;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with how it ended and after how many real ms. */
  stop(): Promise<{ readonly exit: Exit; readonly realMs: number }>;
  /** Waits until nothing is in flight and nobody calls any more; throws when that never comes. */
  rest(): Promise<void>;
}

/**
 * So long the fake Sentry waits for an answer, in real ms. Its own second would be 50 ms here, and a machine that is
 * busy for that long would lose a webhook that the relay took. Who is quick enough is `bench/`'s to say.
 */
export const sentryWaitsMs = 10_000;

/** Starts the fakes; the relay is started by the test. Everything ends with the test, also when it fails. */
export async function journey(options: JourneyOptions): Promise<Journey> {
  const clock = createSimClock(options.speed, Date.now());
  const fakes = await startFakes({
    clock: patient(clock, sentryWaitsMs),
    seed: options.seed,
    https: false,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    newBlocks: options.newBlocks ?? [],
  });
  onTestFinished(() => fakes.close());
  const folder = await temporaryFolder();
  onTestFinished(() => folder.remove());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  fakes.sentry.setTarget(`${url}/webhooks/sentry`);
  const further = Array.from({ length: (options.channels ?? 1) - 1 }, (_, n) =>
    fakes.slack.addChannel(`alerts-${n + 2}`),
  );
  const channels = [fakes.connection.slack.channel, ...further];
  const env = { ...environment(fakes, { clock, folder: folder.path, port, channels }), ...options.env };
  const lives = livesOf(env, url);
  onTestFinished(lives.end);
  onTestFailed(() => {
    process.stderr.write(`seed ${options.seed}; the relay's last words:\n${lives.words()}\n`);
  });
  const api = operatorApi(url);
  return {
    clock,
    fakes,
    folder: folder.path,
    url,
    channels,
    env,
    api,
    ...lives,
    rest: () => rest(clock, fakes, api),
  };
}

/** Nothing of this process's own environment but what a program needs to run at all. */
function environment(
  fakes: Fakes,
  so: { clock: SimClock; folder: string; port: number; channels: readonly string[] },
): Record<string, string> {
  const { slack, pagerduty, sentry } = fakes.connection;
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: so.folder,
    HOST: '127.0.0.1',
    PORT: String(so.port),
    STORE_URL: `sqlite:${path.join(so.folder, 'stormrelay.db')}`,
    SENTRY_SIGNING_SECRETS: sentry.secret,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_CHANNEL: so.channels.join(','),
    SLACK_API_URL: slack.url,
    PAGERDUTY_ROUTING_KEY: pagerduty.routingKey,
    PAGERDUTY_EVENTS_URL: pagerduty.url,
    STORMRELAY_CLOCK: `scaled:${so.clock.speed}@${so.clock.epoch}`,
    LOG_LEVEL: 'info',
  };
}

interface Lives extends Pick<Journey, 'relay' | 'spawn' | 'start' | 'kill' | 'stop'> {
  readonly end: () => Promise<void>;
  readonly words: () => string;
}

function livesOf(env: Readonly<Record<string, string>>, url: string): Lives {
  const lives: Life[] = [];
  const relay = (): Life => {
    const newest = lives.at(-1);
    if (newest === undefined) throw new Error('No relay was started yet.');
    return newest;
  };
  const spawn = (more: Readonly<Record<string, string>> = {}): Life => {
    const life = live(relayCommand('serve'), { ...env, ...more });
    lives.push(life);
    return life;
  };
  return {
    relay,
    spawn: () => spawn(),
    start: async (more) => {
      const life = spawn(more);
      await becomesReady(life, url);
      return life;
    },
    kill: async () => {
      relay().signal('SIGKILL');
      await relay().ended;
    },
    stop: async () => {
      const began = performance.now();
      relay().signal('SIGTERM');
      return { exit: await relay().ended, realMs: performance.now() - began };
    },
    end: async () => {
      for (const life of lives) if (!life.isOver()) life.signal('SIGKILL');
      await Promise.all(lives.map((life) => life.ended));
    },
    words: () =>
      lives
        .map((life) => `${life.stdout()}${life.stderr()}`.slice(-1_500))
        .slice(-3)
        .join('\n--\n'),
  };
}

async function rest(clock: SimClock, fakes: Fakes, api: OperatorApi): Promise<void> {
  const rested = await awaitRest({
    clock,
    api: { books: () => api.books().catch(() => null), lanes: () => Promise.resolve(null) },
    observed: () => fakes.observed(),
    pagesMustResolve: false,
    signal: new AbortController().signal,
  });
  if (rested === null)
    throw new Error(`The relay never came to rest: ${JSON.stringify(await api.books().catch(String))}`);
}

/** So long a condition may take in real time: far more than it needs, so that noise fails no test. */
const patienceMs = 100_000;

/** Waits until `probe` answers with something, and answers with that; the error says what did not come. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
  const late = performance.now() + patienceMs;
  while (performance.now() < late) {
    const found = await probe();
    if (found !== null && found !== undefined && found !== false) return found;
    await delay(15);
  }
  throw new Error(`It never came: ${what}.`);
}
