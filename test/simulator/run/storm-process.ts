import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { track } from '../../../simulator/run/children.ts';
import { compiled } from '../../running/compiled.ts';

/** How the command ended and what it said. */
interface StormEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const program = path.join(import.meta.dirname, '..', '..', '..', 'simulator', 'cli', 'simulate-storm.ts');

/** `npm run simulate-storm -- …` without a terminal, behind a pipe that stays open, with nothing in its environment but what is given. */
export function stormCommand(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): { readonly ended: Promise<StormEnd>; readonly said: () => string; readonly interrupt: () => void } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    cwd,
    env: { ...compiled, PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  track(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { ended, said: () => stdout, interrupt: () => void child.kill('SIGINT') };
}
