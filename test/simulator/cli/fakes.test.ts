import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import type { FakesConnection } from '../../../simulator/fakes/start.ts';

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    'simulator/cli/fakes.ts',
    ...args,
  ]);
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  return { child, out: () => out, err: () => err };
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'prints one line of JSON, serves, and stops on %s with exit code 0',
  async (signal) => {
    const { child, out } = run('--json', '--seed', '5');
    await expect.poll(out, { timeout: 30_000 }).toContain('\n');
    const connection = JSON.parse(out()) as FakesConnection;
    expect(Object.keys(connection)).toEqual(['slack', 'pagerduty', 'sentry', 'control']);
    const response = await fetch(`${connection.slack.url}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${connection.slack.token}` },
    });
    expect(await response.json()).toMatchObject({ ok: true });
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
  },
);

it('describes for people where everything is, with a command to try', async () => {
  const { out } = run();
  await expect.poll(out, { timeout: 30_000 }).toContain('Ctrl-C');
  for (const word of ['Slack', 'PagerDuty', 'Sentry', 'Control', 'curl', 'routing key'])
    expect(out()).toContain(word);
});

it('exits with 2 and one clear line when it is used wrongly', async () => {
  const { child, err } = run('--seed', 'many');
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(2);
  expect(err()).toContain('whole number');
});
