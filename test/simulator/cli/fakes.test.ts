import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import type { FakesConnection } from '../../../simulator/fakes/start.ts';
import { compiled } from '../../running/compiled.ts';

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
});

const run = (...args: string[]) => runWith({}, ...args);

function runWith(env: Readonly<Record<string, string>>, ...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'simulator/cli/fakes.ts', ...args],
    { env: { ...process.env, ...compiled, ...env } },
  );
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
    expect(Object.keys(connection)).toEqual(['slack', 'pagerduty', 'sentry', 'webhook', 'control', 'window']);
    const response = await fetch(`${connection.slack.url}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${connection.slack.token}` },
    });
    expect(await response.json()).toMatchObject({ ok: true });
    expect((await fetch(connection.window.url)).status).toBe(200);
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
  },
);

it('describes for people where everything is, with a command to try', async () => {
  const { out } = run();
  await expect.poll(out, { timeout: 30_000 }).toContain('Ctrl-C');
  for (const word of ['Slack', 'PagerDuty', 'Sentry', 'Control', 'curl', 'routing key', 'Watch it'])
    expect(out()).toContain(word);
});

it('exits with 2 and one clear line when it is used wrongly', async () => {
  const { child, err } = run('--seed', 'many');
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(2);
  expect(err()).toContain('whole number');
});

it('lives on the clock that STORMRELAY_CLOCK names, as a relay does', async () => {
  const epoch = Date.now() - 60_000;
  const clock = { STORMRELAY_CLOCK: `scaled:100@${epoch}` };
  const { out } = runWith(clock, '--json');
  await expect.poll(out, { timeout: 30_000 }).toContain('\n');
  const { slack } = JSON.parse(out()) as FakesConnection;
  const response = await fetch(`${slack.url}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: slack.channel, text: 'What time is it?' }),
  });
  const { ts } = (await response.json()) as { readonly ts: string };
  // A minute ago the two clocks agreed; since then this one has run a hundred times as fast.
  expect(Number(ts) * 1_000).toBeGreaterThanOrEqual(epoch + 100 * 60_000);
});

it('gives its clock to the relay that it tells people to start', async () => {
  const { out } = runWith({ STORMRELAY_CLOCK: 'scaled:6@1767225600000' });
  await expect.poll(out, { timeout: 30_000 }).toContain('Ctrl-C');
  expect(out()).toContain('STORMRELAY_CLOCK=scaled:6@1767225600000 SENTRY_SIGNING_SECRETS=');
});

it.each([
  ['twice', 'scaled:<speed>@<epoch in UNIX ms>'],
  ['scaled:2000@1767225600000', 'at most 1000'],
  ['scaled:0@1767225600000', 'above 0'],
])('refuses the clock %s with exit code 2 and one line', async (setting, told) => {
  const { child, err } = runWith({ STORMRELAY_CLOCK: setting });
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(2);
  expect(err().trim().split('\n')).toHaveLength(1);
  expect(err()).toContain(told);
});
