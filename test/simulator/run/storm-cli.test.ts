import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../simulator/run/storm-cli.ts';

afterEach(() => vi.restoreAllMocks());

describe('npm run simulate-storm', () => {
  it.each([
    [['locusts'], /no scenario "locusts"/],
    [['--speed', 'x'], /--help/],
  ])('exits 2 with one clear line on %j', async (args, line) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await runCli(args)).toBe(2);
    expect(said).toHaveBeenCalledTimes(1);
    expect(said.mock.calls[0]?.[0]).toMatch(line);
  });

  it('exits 0 after showing its help', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    expect(await runCli(['--help'])).toBe(0);
    expect(written.mock.calls.map(String).join('')).toContain('--seeds <n>');
  });
});
