import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSimClock } from '../../../simulator/clock.ts';
import { startFakes, type FakesConnection } from '../../../simulator/fakes/start.ts';
import { freePort } from '../../../simulator/run/free-port.ts';
import { alertmanager, needs } from '../../running/needs.ts';
import { closedAfterwards } from './started.ts';

const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stopping.splice(0).map((stop) => stop()));
});

const alerts = 30;

/** Every alert is a group of its own, so that Alertmanager sends each to both receivers at once. */
function configFor({ slack, pagerduty }: FakesConnection): string {
  return `
route: { receiver: everyone, group_by: ['...'], group_wait: 0s, group_interval: 1m, repeat_interval: 1h }
receivers:
  - name: everyone
    slack_configs: [{ api_url: '${slack.webhookUrl}', channel: '#incidents', send_resolved: false }]
    pagerduty_configs: [{ url: '${pagerduty.url}/v2/enqueue', routing_key: '${pagerduty.routingKey}', send_resolved: false }]
`;
}

/** Starts Debian's Alertmanager and returns the base of its API; it is stopped after the test. */
async function startAlertmanager(connection: FakesConnection): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'alertmanager-'));
  const config = join(folder, 'alertmanager.yml');
  await writeFile(config, configFor(connection));
  const port = await freePort();
  const args = [
    `--config.file=${config}`,
    `--storage.path=${folder}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
  ];
  const child = spawn(alertmanager.what, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  await once(child, 'spawn');
  stopping.push(() => stop(child, folder));
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  const state = async (): Promise<string> =>
    (await isReady(port)) ? 'ready' : `not ready: ${log.slice(-500)}`;
  await expect.poll(state, { timeout: 45_000, interval: 100 }).toBe('ready');
  return `http://127.0.0.1:${port}`;
}

async function isReady(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => null);
  return response?.ok === true;
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  await rm(folder, { recursive: true, force: true });
}

it(
  'Debian’s Alertmanager posts to the fakes, and is throttled by both as by the real services',
  needs(alertmanager),
  async () => {
    const clock = createSimClock(1, Date.now());
    const limits = { postBurst: 5, pagerdutyPerMinute: 10 };
    const fakes = closedAfterwards(await startFakes({ clock, seed: 3, https: false, limits }));
    const base = await startAlertmanager(fakes.connection);
    const firing = Array.from({ length: alerts }, (_item, index) => ({
      labels: { alertname: `Alert${index}`, severity: 'critical' },
    }));
    const response = await fetch(`${base}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(firing),
    });
    expect(response.status).toBe(200);

    const { slack, pagerduty } = fakes.observed();
    await expect.poll(() => slack.calls.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(alerts);
    await expect.poll(() => pagerduty.calls.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(alerts);
    const posted = slack.calls.filter((call) => call.ok);
    const limited = slack.calls.filter((call) => call.status === 429);
    expect(posted.length).toBeGreaterThanOrEqual(5);
    expect(posted.length).toBe(slack.messages.length);
    expect(limited.length).toBeGreaterThan(0);
    expect(posted.length + limited.length).toBe(slack.calls.length);
    expect(slack.calls.every((call) => call.method === 'incoming-webhook')).toBe(true);
    expect(slack.messages[0]?.revisions[0]?.blocksText).toContain('FIRING');
    expect(pagerduty.incidents.length).toBe(10);
    expect(pagerduty.calls.filter((call) => call.status === 429).length).toBeGreaterThanOrEqual(alerts - 10);
  },
);
