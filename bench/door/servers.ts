/** The processes of one measurement: a bare server, or a relay with fakes of Slack and PagerDuty. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FakesConnection } from '../../simulator/fakes/connection.ts';
import { track } from '../../simulator/run/children.ts';
import { secret } from './webhooks.ts';

/** That somebody was woken. `at` in UNIX ms; `summary`: what the page says. */
interface Waking {
  readonly at: number;
  readonly summary: string;
}

/** Something to send to. */
export interface Target {
  readonly port: number;
  /** CPU time that its process has used so far, in ms; NaN where the system does not tell (it is Linux that does). */
  readonly cpuMs: () => number;
  /** Memory that its process holds now, in bytes; NaN where the system does not tell. */
  readonly memory: () => number;
  /** When somebody was woken first, and by what; null when nobody was. */
  firstWaking(): Promise<Waking | null>;
  stop(): Promise<void>;
}

/** What is put under load. */
export type Kind = 'node:http' | 'Express 5' | 'relay';

/** Starts it, and resolves once it listens. `env`: what the relay has in its environment besides. */
export function start(kind: Kind, env: Readonly<Record<string, string>> = {}): Promise<Target> {
  if (kind === 'relay') return startRelay(env);
  return startBare(kind === 'node:http' ? 'http' : 'express');
}

/** A script of this repository as a process of its own, under the same Node. */
export function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: path.join(import.meta.dirname, '..', '..'),
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  track(child);
  return child;
}

/** What the first match of the pattern in a process's output holds in its first group. */
function told(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (pattern.test(text)) return;
      text += chunk.toString();
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`A process ended before it was ready: ${text}`)));
  });
}

/** proc(5): the 14th and 15th field of `stat` are ticks in user and in kernel mode, a hundred a second. */
function cpuMs({ pid }: ChildProcess): number {
  const file = `/proc/${pid ?? 0}/stat`;
  if (!existsSync(file)) return NaN;
  // The second field is a name in brackets, which may hold blanks.
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** proc(5): `VmRSS` of `status`, in KiB. */
function memory({ pid }: ChildProcess): number {
  const file = `/proc/${pid ?? 0}/status`;
  if (!existsSync(file)) return NaN;
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1]) * 1_024;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function startBare(kind: 'http' | 'express'): Promise<Target> {
  const child = run(['bench/door/bare.ts', kind]);
  const port = Number(await told(child, /(\d+)\n/));
  return {
    port,
    cpuMs: () => cpuMs(child),
    memory: () => memory(child),
    firstWaking: () => Promise.resolve(null),
    stop: () => ended(child),
  };
}

/** The relay as it runs in production: a file of its own, every webhook durable, one Slack channel, one pager. */
async function startRelay(env: Readonly<Record<string, string>>): Promise<Target> {
  const fakes = run(['simulator/cli/fakes.ts', '--json', '--seed', '1']);
  const { slack, pagerduty, control } = JSON.parse(await told(fakes, /(\{.*\})\n/)) as FakesConnection;
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-bench-'));
  const relay = run(['src/cli/stormrelay.js', 'serve'], {
    PATH: process.env['PATH'],
    PORT: '0',
    STORE_URL: `sqlite:${folder}/relay.db`,
    SENTRY_SIGNING_SECRETS: secret,
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_CHANNEL: slack.channel,
    PAGERDUTY_EVENTS_URL: pagerduty.url,
    PAGERDUTY_ROUTING_KEY: pagerduty.routingKey,
    ...env,
  });
  const address = await told(relay, /"address":"(http:[^"]+)"/);
  return {
    port: Number(new URL(address).port),
    cpuMs: () => cpuMs(relay),
    memory: () => memory(relay),
    firstWaking: () => firstWaking(control),
    stop: async () => {
      await ended(relay);
      await ended(fakes);
      rmSync(folder, { recursive: true });
    },
  };
}

async function firstWaking({ url, token }: FakesConnection['control']): Promise<Waking | null> {
  const response = await fetch(`${url}/pagerduty/wakings`, { headers: { authorization: `Bearer ${token}` } });
  const { wakings } = (await response.json()) as { wakings: readonly Waking[] };
  return wakings[0] ?? null;
}
