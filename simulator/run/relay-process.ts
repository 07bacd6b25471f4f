import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SimClock } from '../clock.ts';
import type { FakesConnection } from '../fakes/start.ts';
import type { Escalation } from '../referee/evidence.ts';
import { track } from './children.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** What a relay needs to be started as a user would start it. */
export interface RelaySetup {
  readonly clock: SimClock;
  readonly connection: FakesConnection;
  /** Sentry's signing secrets that the relay accepts, newest first. */
  readonly secrets: readonly string[];
  /** A folder of this run's own, where the relay keeps its file. */
  readonly folder: string;
  readonly port: number;
  /** Whether PagerDuty's webhooks go there. */
  readonly hearsPagerDuty: boolean;
  /** The organization whose issues it may ask Sentry about; null: it may not. */
  readonly asksAbout: string | null;
  /** Which incidents get a channel of their own; absent: none. */
  readonly ownChannels?: 'storms' | 'asked' | undefined;
  /** Whether it tells a program of incidents. */
  readonly tellsProgram?: boolean;
  /** Who else is woken when nobody acknowledges; absent: there is but one receiver, and no configuration file. */
  readonly escalation?: Escalation | null;
  /** Whether what people do in Slack comes through Socket Mode, too. */
  readonly socketMode?: boolean;
  /** The program and its arguments; default: this repository's relay. */
  readonly command?: readonly string[];
}

/** One life of the relay. */
interface RelayProcess {
  readonly url: string;
  readonly pid: number;
  /** The last lines that it wrote, for an error message. */
  tail(): string;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<Exit>;
  /** SIGTERM, and SIGKILL when it does not end in time. */
  stop(): Promise<Exit>;
}

/** The relay is missing, ended, or does not become ready; the message carries its last words. */
export class RelayFailedError extends Error {
  override readonly name = 'RelayFailedError';
}

const READY_WITHIN_MS = 20_000;
/** DESIGN promises an end within 10 s of SIGTERM; a little more, so that the referee sees a late one as such. */
const STOP_WITHIN_MS = 15_000;
const TAIL_LINES = 15;
const ROOT = path.join(import.meta.dirname, '..', '..');
const OWN_RELAY = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  'src/cli/stormrelay.js',
  'serve',
];

/** The environment of the relay: nothing of this process's own but what a program needs to run at all. */
function environment(setup: RelaySetup): Record<string, string> {
  const { slack, pagerduty, sentry, webhook } = setup.connection;
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: setup.folder,
    HOST: '127.0.0.1',
    PORT: String(setup.port),
    STORE_URL: `sqlite:${path.join(setup.folder, 'stormrelay.db')}`,
    SENTRY_SIGNING_SECRETS: setup.secrets.join(','),
    SLACK_BOT_TOKEN: slack.token,
    SLACK_API_URL: slack.url,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    PAGERDUTY_EVENTS_URL: pagerduty.url,
    ...(setup.socketMode === true && { SLACK_APP_TOKEN: slack.appToken }),
    ...(setup.hearsPagerDuty && { PAGERDUTY_WEBHOOK_SECRETS: pagerduty.webhookSecret }),
    ...(setup.ownChannels !== undefined && {
      SLACK_STORM_CHANNELS: setup.ownChannels === 'storms' ? 'true' : 'ask',
      PAGERDUTY_API_URL: pagerduty.apiUrl,
      PAGERDUTY_API_TOKEN: pagerduty.apiToken,
      PAGERDUTY_SERVICE_ID: pagerduty.serviceId,
    }),
    ...(setup.asksAbout !== null && {
      SENTRY_API_URL: sentry.url,
      SENTRY_AUTH_TOKEN: sentry.apiToken,
      SENTRY_ORG: setup.asksAbout,
    }),
    ...(setup.tellsProgram === true && {
      WEBHOOK_URL: webhook.url,
      WEBHOOK_SECRET: webhook.secret,
      WEBHOOK_ALLOW_PRIVATE: 'on',
    }),
    ...(setup.escalation == null
      ? { SLACK_CHANNEL: slack.channel, PAGERDUTY_ROUTING_KEY: pagerduty.routingKey }
      : { STORMRELAY_CONFIG: configFile(setup) }),
    STORMRELAY_CLOCK: `scaled:${setup.clock.speed}@${setup.clock.epoch}`,
    LOG_LEVEL: 'warn',
  };
}

function configFile({ folder }: RelaySetup): string {
  return path.join(folder, 'stormrelay.yaml');
}

/** Only the file says that there are two receivers, and when the second is woken. JSON is YAML. */
async function writeConfig(setup: RelaySetup, { to, routingKey, afterMs }: Escalation): Promise<void> {
  const { slack, pagerduty } = setup.connection;
  const first = 'everyone';
  const config = {
    receivers: [
      {
        name: first,
        slack: { channel: slack.channel },
        pagerduty: { routing_key: pagerduty.routingKey, events_url: pagerduty.url },
      },
      { name: to, pagerduty: { routing_key: routingKey, events_url: pagerduty.url } },
    ],
    route: { receiver: first, escalate: { unacknowledged_for: `${afterMs}ms`, to } },
  };
  await writeFile(configFile(setup), JSON.stringify(config));
}

/** Starts the relay and waits until `/readyz` answers 200; throws RelayFailedError. */
export async function startRelay(setup: RelaySetup): Promise<RelayProcess> {
  if (setup.escalation != null) await writeConfig(setup, setup.escalation);
  const [program = process.execPath, ...args] = setup.command ?? OWN_RELAY;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: environment(setup),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  track(child);
  const tail = lastLines(child);
  const ended = endOf(child);
  const url = `http://127.0.0.1:${setup.port}`;
  try {
    await becomesReady(url, ended, tail);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    url,
    pid: child.pid ?? 0,
    tail,
    kill: () => killed(child, ended),
    stop: () => stopped(child, ended),
  };
}

function endOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
}

function lastLines(child: ChildProcess): () => string {
  let lines: string[] = [];
  const keep = (chunk: Buffer): void => {
    lines = [
      ...lines,
      ...chunk
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== ''),
    ].slice(-TAIL_LINES);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => lines.map((line) => line.slice(0, 500)).join('\n');
}

async function becomesReady(url: string, ended: Promise<Exit>, tail: () => string): Promise<void> {
  const exits: Exit[] = [];
  void ended.then((exit) => exits.push(exit));
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (exits.length > 0)
      throw new RelayFailedError(
        `The relay ended before it was ready (${JSON.stringify(exits[0])}). Its last words:\n${tail()}`,
      );
    if (await answersReady(url)) return;
    await delay(25);
  }
  throw new RelayFailedError(
    `The relay was not ready at ${url}/readyz after ${READY_WITHIN_MS / 1000} s. Its last words:\n${tail()}`,
  );
}

async function answersReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

function killed(child: ChildProcess, ended: Promise<Exit>): Promise<Exit> {
  child.kill('SIGKILL');
  return ended;
}

async function stopped(child: ChildProcess, ended: Promise<Exit>): Promise<Exit> {
  child.kill('SIGTERM');
  const patience = new AbortController();
  const late = delay(STOP_WITHIN_MS, 'late' as const, { signal: patience.signal }).catch(
    () => 'late' as const,
  );
  const first = await Promise.race([ended, late]);
  patience.abort();
  return first === 'late' ? killed(child, ended) : first;
}
