import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The Action: its size, its start against a bare Node's, and a whole check against a healthy relay. `[rounds]` */
const rounds = Number(process.argv[2] ?? 10);
const root = path.join(import.meta.dirname, '..');
const bundle = path.join(root, 'dist', 'action.js');
const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-bench-'));

interface Run {
  readonly ms: number;
  readonly status: number | null;
}

function timed(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, args, { env, stdio: 'ignore' });
  return { ms: performance.now() - began, status };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function environmentOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split('\n').flatMap((line) => (line === '' ? [] : [pair(line)])));
}

function pair(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

function start(): { readonly relay: Readonly<Record<string, string>>; readonly pids: readonly number[] } {
  execFileSync('bash', ['.github/relay-and-fakes.sh', folder], { cwd: root, stdio: 'ignore' });
  const pids = readFileSync(path.join(folder, 'pids'), 'utf8').trim().split('\n').map(Number);
  return { relay: environmentOf(readFileSync(path.join(folder, 'environment'), 'utf8')), pids };
}

function check(
  relay: Readonly<Record<string, string>>,
  scenario: string,
): Run & { readonly lastHopMs: number } {
  const files = ['output', 'summary', 'state'].map((name) => path.join(folder, name));
  for (const file of files) writeFileSync(file, '');
  const [output = '', summary = '', state = ''] = files;
  const run = timed([bundle], {
    'INPUT_RELAY-URL': relay['RELAY_URL'] ?? '',
    'INPUT_DRILL-SECRET': relay['RELAY_DRILL_SECRET'] ?? '',
    INPUT_TOKEN: relay['RELAY_CI_TOKEN'] ?? '',
    INPUT_SERVICE: 'bench',
    INPUT_SCENARIO: scenario,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_STATE: state,
    RUNNER_TEMP: folder,
  });
  const said = readFileSync(output, 'utf8');
  const of = (name: string): number => Number(new RegExp(`${name}<<\\S+\\n(\\d+)`).exec(said)?.[1] ?? NaN);
  return { ...run, lastHopMs: Math.max(of('ack-ms'), of('slack-ms'), of('page-ms')) };
}

const each = Array.from({ length: rounds });
const { relay, pids } = start();
try {
  const bare = median(each.map(() => timed(['-e', '']).ms));
  const begun = median(each.map(() => timed([bundle]).ms));
  console.log(`bundle                 ${statSync(bundle).size} bytes`);
  console.log(
    `start                  ${begun.toFixed(0)} ms, bare Node ${bare.toFixed(0)} ms: ${(begun / bare).toFixed(2)} times`,
  );
  for (const scenario of ['single', 'storm']) {
    const runs = each.map(() => check(relay, scenario));
    const wrong = runs.filter((run) => run.status !== 0).length;
    const last = runs.map((run) => run.lastHopMs);
    console.log(
      `whole check, ${scenario.padEnd(6)}    ${median(runs.map((run) => run.ms)).toFixed(0)} ms; to its last hop median ${median(last)}, slowest ${Math.max(...last)} ms; ${wrong} of ${rounds} failed`,
    );
    if (wrong === 0) continue;
    process.exitCode = 1;
    console.log(readFileSync(path.join(folder, 'summary'), 'utf8'));
  }
} finally {
  for (const pid of pids) process.kill(pid);
  rmSync(folder, { recursive: true, force: true });
}
