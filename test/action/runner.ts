import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { compiled } from '../running/compiled.ts';

const repository = path.join(import.meta.dirname, '..', '..');
const bundle = path.join(repository, 'dist', 'action.js');
const postStep = path.join(repository, 'dist', 'post.js');
const command = path.join(repository, 'src', 'cli', 'stormrelay.ts');

/** A workflow command that shows: `::error title=…::…`. */
interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string | null;
  readonly message: string;
}

/** How a program ended, and all that it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** How a step of the Action ended, and all that a runner would know of it. */
export interface StepEnded extends Ended {
  readonly outputs: Readonly<Partial<Record<string, string>>>;
  readonly summary: string;
  /** What the next step of the same action is given. */
  readonly state: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** What the runner was told to hide. */
  readonly masked: readonly string[];
  /** The JSON report; null when there is none. */
  readonly report: string | null;
  /** Everything that is shown to people or kept, without the commands that mask. */
  readonly everything: string;
}

/** A program that runs. */
interface Running<T> {
  readonly ended: Promise<T>;
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL'): void;
  /** Reads its output no more, as `| head -1` does. */
  closeOutput(): void;
  stdout(): string;
}

/** What a step of the Action is started with. */
interface Step {
  readonly inputs: Readonly<Record<string, string>>;
  /** Further variables, over the ones that every job has. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the step before saved: makes this one the post step. */
  readonly state?: Readonly<Record<string, string>>;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-action-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The job that steps run in, unless a test says otherwise. */
export const job = {
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: 'kim',
  GITHUB_REPOSITORY: 'harbor-goods/cart',
  GITHUB_RUN_ID: '4711',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: '0f6c2f3fb5f94a2f8a1de7d7a3b60c11aabbccdd',
} as const;

/** Starts a step of the bundle exactly as the runner does: inputs, state and files by environment. */
export function startStep({ inputs, env = {}, state }: Step): Running<StepEnded> {
  const folder = temporaryFolder();
  const files = {
    GITHUB_OUTPUT: path.join(folder, 'output'),
    GITHUB_STEP_SUMMARY: path.join(folder, 'summary'),
    GITHUB_STATE: path.join(folder, 'state'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const started = startNode([state === undefined ? bundle : postStep], {
    ...job,
    RUNNER_TEMP: folder,
    ...files,
    ...env,
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
    ...Object.fromEntries(Object.entries(state ?? {}).map(([name, value]) => [`STATE_${name}`, value])),
  });
  return {
    ...started,
    ended: started.ended.then((ended) => {
      const outputs = pairsIn(readFileSync(files.GITHUB_OUTPUT, 'utf8'));
      const summary = readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
      const stateText = readFileSync(files.GITHUB_STATE, 'utf8');
      const report = outputs['report'];
      const reportText = report === undefined || report === '' ? null : readFileSync(report, 'utf8');
      const shown = ended.stdout.replaceAll(/^::add-mask::.*$/gm, '');
      return {
        ...ended,
        outputs,
        summary,
        state: pairsIn(stateText),
        annotations: annotationsIn(ended.stdout),
        masked: [...ended.stdout.matchAll(/^::add-mask::(.*)$/gm)].map((match) => match[1] ?? ''),
        report: reportText,
        everything: [shown, ended.stderr, JSON.stringify(outputs), summary, stateText, reportText].join('\n'),
      };
    }),
  };
}

/** Runs a step to its end. */
export function runStep(step: Step): Promise<StepEnded> {
  return startStep(step).ended;
}

/** Starts `stormrelay …` with nothing in its environment but what is given, and where compiled modules are kept. */
export function startCommand(args: readonly string[], env: Readonly<Record<string, string>>): Running<Ended> {
  return startNode(['--disable-warning=ExperimentalWarning', command, ...args], { ...compiled, ...env });
}

/** Starts Node with these arguments and nothing else in its environment. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>>): Running<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] });
  // A test that fails or runs out of time leaves nothing behind either.
  onTestFinished(() => void child.kill('SIGKILL'));
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (part: string) => (text[name] += part));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, ...text, ms: performance.now() - began });
    });
  });
  return {
    ended,
    signal: (name) => void child.kill(name),
    closeOutput: () => void child.stdout.destroy(),
    stdout: () => text.stdout,
  };
}

/** Names and values of a runner's file: `name<<delimiter`, the value, the delimiter. The last of a name counts. */
function pairsIn(text: string): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = {};
  const pattern = /^([^\n<]+)<<(ghadelimiter_[^\n]+)\n([\s\S]*?)\n?\2$/gm;
  for (const match of text.matchAll(pattern)) pairs[match[1] ?? ''] = match[3] ?? '';
  return pairs;
}

function annotationsIn(stdout: string): readonly Annotation[] {
  return [...stdout.matchAll(/^::(error|warning|notice)(?: ([^:]*))?::(.*)$/gm)].map((match) => ({
    level: match[1] === 'error' ? 'error' : match[1] === 'warning' ? 'warning' : 'notice',
    title: decoded(/title=([^,]*)/.exec(match[2] ?? '')?.[1] ?? null),
    message: decoded(match[3] ?? '') ?? '',
  }));
}

/** The runner's own escapes in workflow commands. */
function decoded(text: string | null): string | null {
  return (
    text
      ?.replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%25', '%') ?? null
  );
}
