import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { track } from '../../../simulator/run/children.ts';
import { compiled } from '../../running/compiled.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** One life of a program under test. */
export interface Life {
  readonly pid: number;
  /** Everything it wrote so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when it is gone, however it went. */
  readonly ended: Promise<Exit>;
  isOver(): boolean;
  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGINT' | 'SIGHUP'): void;
}

/** The repository, where every program is started. */
export const repository = path.join(import.meta.dirname, '..', '..', '..');

/** The relay's program with its arguments, as `npm start` runs it. */
export function relayCommand(...args: readonly string[]): readonly string[] {
  return [process.execPath, '--disable-warning=ExperimentalWarning', 'src/cli/stormrelay.js', ...args];
}

/** Starts a program with nothing in its environment but what is given; it outlives neither its test nor this process. */
export function live(command: readonly string[], env: Readonly<Record<string, string>>, input = ''): Life {
  const [program = process.execPath, ...args] = command;
  const child = spawn(program, args, {
    cwd: repository,
    env: { ...compiled, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  track(child);
  // A program that ends before it has read everything is no trouble of the test.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const stdout = collected(child, 'stdout');
  const stderr = collected(child, 'stderr');
  let over = false;
  const ended = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  void ended.then(() => (over = true));
  const life: Life = {
    pid: child.pid ?? 0,
    stdout,
    stderr,
    ended,
    isOver: () => over,
    signal: (name) => void child.kill(name),
  };
  // A test that fails or runs out of time leaves nothing behind either.
  onTestFinished(async () => {
    if (!over) life.signal('SIGKILL');
    await ended;
  });
  return life;
}

function collected(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  const chunks: Buffer[] = [];
  child[stream]?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Far more than any machine needs, so that noise fails no test. */
const readyWithinMs = 100_000;
/** A start takes half a second of a processor, and every question before its end takes some of that from it. */
const askEveryMs = 40;

/** Waits until the relay at `url` says that it is ready; throws with its last words when it ends instead. */
export async function becomesReady(life: Life, url: string): Promise<void> {
  const until = performance.now() + readyWithinMs;
  while (performance.now() < until) {
    if (life.isOver()) break;
    if (await answers(`${url}/readyz`)) return;
    await delay(askEveryMs);
  }
  throw new Error(
    `The relay at ${url} did not become ready.\n${life.stdout()}\n${life.stderr()}`.slice(0, 4_000),
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
