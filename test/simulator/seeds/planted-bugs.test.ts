import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { plantedBugs } from '../../../simulator/seeds/bugs/planted.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** Runs `npm run simulate-seeds` without npm. */
async function simulateSeeds(...args: readonly string[]): Promise<{ code: number; out: string }> {
  const command = ['--disable-warning=ExperimentalWarning', 'simulator/cli/simulate-seeds.ts', ...args];
  try {
    const { stdout } = await run(process.execPath, command, { cwd: root, maxBuffer: 10_000_000 });
    return { code: 0, out: stdout };
  } catch (error) {
    const { code = 1, stdout = '' } = error as { code?: number; stdout?: string };
    return { code, out: stdout };
  }
}

/** What does not hang on how fast the machine is. */
function withoutSpeed(out: string): string {
  return out.replace(/ in [\d.]+ minutes \(\d+ simulated minutes a minute\)/, '');
}

describe('the simulation by seeds', () => {
  it('plays the same stories to the same end, on one process or on two', async () => {
    const one = await simulateSeeds('--seeds', '4', '--from', '40', '--jobs', '1');
    const two = await simulateSeeds('--seeds', '4', '--from', '40', '--jobs', '2');
    expect(one.code, one.out).toBe(0);
    expect(withoutSpeed(two.out)).toBe(withoutSpeed(one.out));
    expect(one.out).toMatch(/^Seeds 40 to 43: 4 stories, .* 0 failed\.$/m);
  });

  it('refuses what it does not understand', async () => {
    expect((await simulateSeeds('--seeds', 'many')).code).toBe(2);
    expect((await simulateSeeds('--bug', 'nobody-knows-it')).code).toBe(2);
  });

  it.each(Object.entries(plantedBugs))('has a place for the bug %s', (_, { file, instead, stands }) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    expect(text.split(instead)).toHaveLength(2);
    expect(text).not.toContain(stands === '' ? '\0' : stands);
  });
});
