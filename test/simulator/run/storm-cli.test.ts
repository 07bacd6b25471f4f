import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../../simulator/run/free-port.ts';
import { runCli } from '../../../simulator/run/storm-cli.ts';
import { stormCommand } from './storm-process.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stormrelay-cli-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

describe('npm run simulate-storm', () => {
  it.each([
    [['locusts'], /^There is no scenario "locusts"\. Known are .*, and "all"\. See --help\.\n$/],
    [['redis-outge'], /\(did you mean redis-outage\?\)/],
    [['--speed', '999'], /It has to be a number from 0\.1 to 200\. See --help\.\n$/],
    [['--spede', '6'], /^Unknown option '--spede' \(Did you mean --speed\?\)\. See --help\.\n$/],
    [
      ['--report', '/nowhere/at/all.json'],
      /there is no folder \/nowhere\/at; make it first\. See --help\.\n$/,
    ],
    [['--html', '.'], /that is a folder; name a file in it\. See --help\.\n$/],
    [['--relay', 'http://192.0.2.1', '--secret', 's'], /--may-wake-people/],
  ])('exits 2 with one clear line on %j, before anything is started', async (args, line) => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await runCli(args, {})).toBe(2);
    expect(said).toHaveBeenCalledTimes(1);
    expect(said.mock.calls[0]?.[0]).toMatch(line);
    expect(String(said.mock.calls[0]?.[0])).not.toMatch(/\n.|\.\./);
  });

  it('exits 1 with one clear line when no relay answers', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const relay = `http://127.0.0.1:${await freePort()}`;
    expect(await runCli(['--relay', relay, '--secret', 's'], {})).toBe(1);
    expect(said).toHaveBeenCalledTimes(1);
    expect(said.mock.calls[0]?.[0]).toMatch(/^Nothing answers at http:.*--relay\.\n$/);
  });

  it('exits 0 after showing its help, which tells of every option', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await runCli(['--help'])).toBe(0);
    const help = written.mock.calls.map((call) => String(call[0])).join('');
    for (const word of [
      '--seeds <n>',
      '--may-wake-people',
      '--versus <relay>',
      '--admin-token',
      'ADMIN_TOKEN',
      'NO_COLOR',
      '2 wrong',
    ])
      expect(help).toContain(word);
  });
});

describe('npm run simulate-storm, as a process', () => {
  it('shows which of many runs goes on and how each went, ends with --ui where nobody can press a key, and names its reports', async () => {
    const files = ['--report', path.join(folder, 'r.json'), '--html', path.join(folder, 'r.html')];
    const args = ['background-noise', '--seeds', '2', '--speed', '200', '--ui', ...files];
    const { code, stdout, stderr } = await stormCommand(args, { cwd: folder }).ended;
    expect(stderr).toBe('');
    expect([0, 1]).toContain(code);
    for (const run of ['1/2', '2/2']) {
      expect(stdout).toContain(
        `[${run}] background-noise: Unrelated failures, none of them worth waking anybody (seed `,
      );
      expect(stdout).toMatch(new RegExp(`\\[${run}\\] (PASS|FAIL) background-noise seed .* webhooks, `));
    }
    expect(stdout).toMatch(/live page: http:\/\/127\.0\.0\.1:\d+\/\nThere is no terminal here/);
    expect(stdout).toMatch(/\n2 runs: \d passed, \d failed\n/);
    expect(stdout).toContain(`Figures: ${path.join(folder, 'r.json')}\n`);
    expect(stdout).toContain(`Page to look at: ${path.join(folder, 'r.html')}\n`);
    expect(JSON.parse(await readFile(path.join(folder, 'r.json'), 'utf8'))).toHaveLength(2);
    expect(stdout).not.toMatch(/\u001b|\.\.|undefined|NaN/);
  });

  it('names a page to watch it on before the relay is there, and ends by itself where the input is a pipe', async () => {
    const storm = stormCommand(['background-noise', '--speed', '200'], { cwd: folder });
    const address = /^Watch it: (http:\/\/127\.0\.0\.1:\d+\/) /m;
    await expect.poll(storm.said, { timeout: 30_000 }).toMatch(address);
    const url = address.exec(storm.said())?.[1] ?? '';
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>');
    const { code, stdout } = await storm.ended;
    expect([0, 1]).toContain(code);
    expect(stdout).not.toContain('Press Enter');
    await expect(fetch(url)).rejects.toThrow();
  });

  it('ends in good order on Ctrl-C, and never says a secret of the relay it stormed', async () => {
    const authorized: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      if (request.url === '/api/books') authorized.push(request.headers.authorization);
      const books = { accepted: 0, shown: 0, folded: 0, suppressed: 0, setAside: 0, dead: 0, inFlight: 0 };
      request.resume().on('end', () => response.writeHead(200).end(JSON.stringify(books)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const relay = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = { ADMIN_TOKEN: 'hush-admin' };
    const storm = stormCommand(['bad-deploy', '--relay', relay, '--secret', 'hush-sentry'], {
      cwd: folder,
      env,
    });
    await expect.poll(() => authorized.length, { timeout: 30_000 }).toBeGreaterThan(2);
    storm.interrupt();
    const { code, stdout, stderr } = await storm.ended;
    server.closeAllConnections();
    server.close();
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'The run was interrupted.\n' });
    expect(new Set(authorized)).toEqual(new Set(['Bearer hush-admin']));
    expect(stdout).not.toContain('hush');
  });
});
