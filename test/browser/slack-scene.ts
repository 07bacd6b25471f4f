/** A real storm at the pace of life, and what the relay's message in the fake Slack looks like in the middle of it. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A message as `conversations.history` tells it. */
interface SeenMessage {
  readonly ts: string;
  readonly blocks: readonly unknown[];
}

interface Fakes {
  readonly slack: { readonly url: string; readonly token: string; readonly channel: string };
  readonly sentry: { readonly secret: string };
}

const root = path.join(import.meta.dirname, '..', '..');

/** Plays `redis-outage` against a relay and fakes of its own; answers with the storm's message at that second. */
export async function stormMessage(atSeconds: number): Promise<SeenMessage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-pictures-'));
  execFileSync('bash', ['.github/relay-and-fakes.sh', folder], { cwd: root, stdio: 'ignore' });
  const pids = readFileSync(path.join(folder, 'pids'), 'utf8').trim().split('\n').map(Number);
  try {
    const fakes = JSON.parse(readFileSync(path.join(folder, 'fakes.json'), 'utf8')) as Fakes;
    const environment = readFileSync(path.join(folder, 'environment'), 'utf8');
    const [, relay = ''] = /^RELAY_URL=(.*)$/m.exec(environment) ?? [];
    const args = ['simulator/cli/simulate-storm.ts', 'redis-outage', '--relay', relay];
    const env = { ...process.env, SENTRY_SIGNING_SECRETS: fakes.sentry.secret };
    const storm = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore' });
    await delay(atSeconds * 1_000);
    const message = await largestMessage(fakes.slack);
    storm.kill('SIGKILL');
    return message;
  } finally {
    for (const pid of pids) process.kill(pid);
    rmSync(folder, { recursive: true });
  }
}

/** The storm's message is the one that has most to say. */
async function largestMessage({ url, token, channel }: Fakes['slack']): Promise<SeenMessage> {
  const response = await fetch(`${url}conversations.history?channel=${channel}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { messages } = (await response.json()) as { messages: readonly SeenMessage[] };
  const size = ({ blocks }: SeenMessage): number => JSON.stringify(blocks).length;
  const [largest] = messages.toSorted((a, b) => size(b) - size(a));
  if (largest === undefined) throw new Error('There is no message in the fake Slack.');
  return largest;
}
