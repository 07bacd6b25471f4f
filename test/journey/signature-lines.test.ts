import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { track } from '../../simulator/run/children.ts';
import { stormrelay } from './scene/command.ts';
import { relayCommand, repository } from './scene/relay-life.ts';

const nothing = { env: {} };

describe('signature --lines', () => {
  it('prints one signature for each message, in their order', async () => {
    const messages = [
      'order 17 not found',
      '',
      'read 3.2 MB from node-4.example.net\r',
      'order 18 not found',
    ];
    expect(await stormrelay(nothing, ['signature', '--lines'], messages.join('\n'))).toEqual({
      code: 0,
      stdout: 'order # not found\n\nread # from #\norder # not found\n',
      stderr: '',
    });
    expect((await stormrelay(nothing, ['signature', '--lines'])).stdout).toBe('');
  });

  it('keeps up with many lines and with very long ones, and steers no terminal', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `job task-${n} took ${n}ms`);
    const long = `head ${'x1 '.repeat(400_000)}`;
    const said = await stormrelay(
      nothing,
      ['signature', '--lines'],
      [...many, long, 'red \u001b[31m 1'].join('\n'),
    );
    expect(said.code).toBe(0);
    const lines = said.stdout.split('\n');
    expect(lines).toHaveLength(20_003);
    expect(new Set(lines.slice(0, 20_000))).toEqual(new Set(['job task-# took #']));
    expect(lines[20_000]).toBe('head #');
    expect(lines[20_001]).not.toContain('\u001b');
  });

  it('answers while its input is still open, and ends quietly when nobody reads on', async () => {
    const [program = '', ...args] = relayCommand('signature', '--lines');
    const child = spawn(program, args, { cwd: repository, stdio: ['pipe', 'pipe', 'pipe'] });
    track(child);
    onTestFinished(() => void child.kill('SIGKILL'));
    child.stdin.on('error', () => undefined);
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdin.write('order 17\nhalf a li');
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    expect(first.toString()).toBe('order #\n');
    const ended = once(child, 'exit');
    child.stdout.destroy();
    const more = setInterval(() => child.stdin.write('order 18\n'.repeat(1_000)), 5);
    const [code] = (await ended) as [number | null];
    clearInterval(more);
    expect([code, complaints]).toEqual([0, '']);
  });

  it('says what is wrong where it is asked for two things, or for nothing', async () => {
    const both = await stormrelay(nothing, ['signature', '-', '--lines']);
    expect(both).toMatchObject({ code: 2, stdout: '' });
    expect(both.stderr).toMatch(/takes neither payload nor secret/);
    const neither = await stormrelay(nothing, ['signature']);
    expect(neither).toMatchObject({ code: 2, stdout: '' });
    expect(neither.stderr).toMatch(/needs a payload and --secret-env.*--lines/);
  });
});
