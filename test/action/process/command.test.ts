import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startCommand, temporaryFolder, type Ended } from '../runner.ts';
import { stubFor } from '../stub-for.ts';
import { stubSecrets } from '../stub-relay.ts';

const secrets = { DRILL_SIGNING_SECRET: stubSecrets.drill, CI_TOKEN: stubSecrets.token };

function drill(args: readonly string[], env: Readonly<Record<string, string>> = secrets): Promise<Ended> {
  return startCommand(['drill', '--max-ack-ms', '4000', ...args], env).ended;
}

describe('stormrelay drill', () => {
  it('ends with 0 when everything was reached', async () => {
    const stub = await stubFor();
    const json = path.join(temporaryFolder(), 'report.json');
    const said = await drill(['--relay', stub.url, '--service', 'cart', '--json', json]);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toMatch(/^ok +Slack +412 ms +limit 10 s, confirmed$/m);
    expect(said.stdout).toContain('An error in production still reaches Slack in 412 ms');
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ version: 1, result: 'passed' });
    expect(stub.requests.some((request) => request.path === '/api/deploys')).toBe(false);
  });

  it('ends with 1 when the check fails, and says why and what to do', async () => {
    const stub = await stubFor();
    const said = await drill(['--relay', stub.url], { ...secrets, DRILL_SIGNING_SECRET: 'yesterdays' });
    expect(said.code).toBe(1);
    expect(said.stdout).toContain('The relay refuses this drill secret; it was probably rotated.');
    expect(said.stdout).toContain('to do: Copy');
    expect(said.stdout + said.stderr).not.toContain('yesterdays');
  });

  it('keeps its verdict when the report cannot be written', async () => {
    const stub = await stubFor();
    const json = path.join(temporaryFolder(), 'no', 'such', 'folder.json');
    const said = await drill(['--relay', stub.url, '--json', json]);
    expect(said.code).toBe(0);
    expect(said.stdout).toContain('An error in production still reaches Slack');
    expect(said.stderr).toContain(`The report could not be written to ${json}`);
  });

  it('ends with 1, and not with 3, when it is stopped before another try', async () => {
    const stub = await stubFor();
    const { url } = stub;
    await stub.stop();
    const running = startCommand(['drill', '--relay', url, '--retries', '3'], secrets);
    await expect.poll(() => running.stdout(), { timeout: 30_000 }).toMatch(/^Try 2 in/m);
    running.signal('SIGTERM');
    const said = await running.ended;
    expect(said.code).toBe(1);
    expect(said.stdout.trimEnd().split('\n').at(-1)).toBe(
      'The check of alerting in production was cancelled.',
    );
  });

  it('ends the drill when its terminal is closed', async () => {
    const stub = await stubFor({ opensAfterEnd: 0, report: (healthy) => ({ ...healthy, hops: [] }) });
    const running = startCommand(['drill', '--relay', stub.url], secrets);
    await stub.saw('/api/synthetics/drill-41', 2);
    running.signal('SIGHUP');
    expect(await running.ended).toMatchObject({ code: 1, signal: null });
    expect(stub.drills[0]?.end?.result).toBe('cancelled');
  });

  it('ends the drill also when nobody reads its output any more', async () => {
    const stub = await stubFor();
    const running = startCommand(['drill', '--relay', stub.url], secrets);
    await expect.poll(() => running.stdout(), { timeout: 30_000 }).toMatch(/drill registered/);
    running.closeOutput();
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
    expect(stub.drills[0]?.end?.result).toBe('passed');
  });

  it.each([
    ['no relay', [], secrets, "required option '--relay <url>'"],
    ['no secret', ['--relay', 'http://127.0.0.1:1'], {}, 'DRILL_SIGNING_SECRET (--secret-env)'],
    [
      'an unknown expectation',
      ['--relay', 'http://127.0.0.1:1', '--expect', 'x'],
      secrets,
      '--expect: It names',
    ],
    [
      'an unset token variable',
      ['--relay', 'http://127.0.0.1:1', '--token-env', 'NOPE'],
      secrets,
      'the environment variable that --token-env names is empty',
    ],
  ] as const)('ends with 2 on wrong use: %s', async (_name, args, env, words) => {
    const said = await drill(args, env);
    expect(said.code).toBe(2);
    expect(said.stderr).toContain(words);
  });

  const options = ['--relay', '--environment', '--service', '--release', '--by', '--expect', '--timeout'];
  const others = ['--max-ack-ms', '--max-slack-ms', '--max-page-ms', '--scenario', '--retries'];
  const names = ['--secret-env', '--token-env', '--secret', '--token'];

  it.each([...options, ...others, ...names])(
    'never repeats a secret that was given as %s',
    async (option) => {
      for (const secret of Object.values(secrets)) {
        const said = await drill(['--relay', 'http://127.0.0.1:1', `${option}=${secret}`]);
        expect(said.code).toBe(2);
        expect(said.stdout).toBe('');
        expect(said.stderr).toContain(option);
        expect(said.stderr).not.toContain(secret.slice(-8));
      }
    },
  );

  it('never repeats a secret that stands where an option or a command should', async () => {
    const secret = 'a81f6c03be99d2f0';
    const wrong = [
      [secret],
      [`--secret${secret}`],
      [`-s${secret}`],
      [`--${secret}`],
      ['--json', secret],
      ['--by', secret],
    ];
    for (const args of wrong) {
      const env = { ...secrets, DRILL_SIGNING_SECRET: secret };
      const given =
        args[0]?.startsWith('-') === true ? ['drill', '--relay', 'http://127.0.0.1:1', ...args] : args;
      const said = await startCommand(given, env).ended;
      expect(said.code).toBe(2);
      expect(said.stderr).toMatch(/unknown (?:option|command)|It holds a secret/);
      expect(said.stdout + said.stderr).not.toContain(secret);
    }
  });

  it('says which option it does not know', async () => {
    const said = await drill(['--relay', 'http://127.0.0.1:1', '--tiemout', '5s']);
    expect(said.stderr).toContain("unknown option '--tiemout'");
    expect((await startCommand(['sevre'], {}).ended).stderr).toContain("unknown command 'sevre'");
  });

  it('ends with 3 when nothing answers at the address', async () => {
    const stub = await stubFor();
    const { url } = stub;
    await stub.stop();
    const said = await drill(['--relay', url, '--quiet']);
    expect(said).toMatchObject({ code: 3, stdout: '' });
    expect(said.stderr).toContain(`No relay listens at ${url} (ECONNREFUSED).`);
  });

  it('says nothing when it is quiet and all is well', async () => {
    const stub = await stubFor();
    expect(await drill(['--relay', stub.url, '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it('ends the drill as cancelled on SIGTERM', async () => {
    const stub = await stubFor({
      report: (healthy) => ({ ...healthy, alerts: { ...healthy.alerts, taken: 0 } }),
    });
    const running = startCommand(['drill', '--relay', stub.url], secrets);
    await stub.saw('/api/synthetics/drill-41', 2);
    running.signal('SIGTERM');
    const said = await running.ended;
    expect(said.code).toBe(1);
    expect(said.stdout).toContain('was cancelled');
    expect(stub.drills[0]?.end?.result).toBe('cancelled');
  });
});
