import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { compiled } from '../../running/compiled.ts';

/** A process of a test: its standard output so far, and how to end it. */
export interface Child {
  output(): string;
  /** Waits until the output holds so many lines. */
  lines(count: number): Promise<void>;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts one of this folder's scripts on the Node that runs the tests. */
export function startChild(script: string, ...args: readonly string[]): Child {
  const flags = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, script)];
  const child = spawn(process.execPath, [...flags, ...args], {
    env: { ...process.env, ...compiled },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const gone = once(child, 'exit');
  return {
    output: () => output,
    lines: async (count) => {
      while (output.split('\n').length <= count) {
        if (hasEnded(child)) throw new Error(`${script} ended too early: ${errors}`);
        await Promise.race([once(child.stdout, 'data'), gone]);
      }
    },
    kill: async () => {
      if (!hasEnded(child)) child.kill('SIGKILL');
      await gone;
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
