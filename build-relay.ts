import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';
import { builtCommands, builtIn, digestOf, madeOfFile, type MadeOf } from './src/cli/installed/built.ts';

const root = import.meta.dirname;
const folder = path.join(root, builtIn);

/** What Node starts: the commands, and each file that is a thread of its own. */
const entries = {
  commands: 'src/cli/commands.ts',
  worker: 'src/roles/worker.js',
  'reads-ahead': 'src/cli/replay/ahead/thread.ts',
};

/**
 * The relay as a few files. Node runs the TypeScript as it is, and to find, read and link 1,800 modules takes a good third of
 * a start; whoever was killed in mid-storm waits for it. `npm ci` builds them (`prepare`), nothing of them is committed,
 * and the launcher takes them only while they are made of what is here (`built.ts`).
 */
async function buildRelay(): Promise<number> {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    cwd: root,
    input: entries,
    platform: 'node',
    // The compiler's options are for checking; what they say about emitting must not change the bundle.
    tsconfig: false,
    plugins: [staysWhereItWas],
    onLog: (level, log, handle) => {
      if (level === 'warn') throw new Error(`The bundle has a problem: ${log.message}`);
      handle(level, log);
    },
  });
  const fresh = `${folder}-${process.pid}`;
  try {
    const { output } = await build.write({
      dir: fresh,
      format: 'esm',
      entryFileNames: '[name].js',
      comments: false,
    });
    await build.close();
    const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
    const files = output.map(({ fileName }) => fileName);
    const built = Object.fromEntries(files.map((file) => [file, statSync(path.join(fresh, file)).size]));
    const made: MadeOf = { ...madeOf(modules), built };
    writeFileSync(path.join(fresh, madeOfFile), JSON.stringify(made));
    putInPlace(fresh, files);
    return files.length;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * What was built before stays until the next time: a relay that runs on it has not loaded all of it yet. Their names tell
 * versions of a file apart, but for those that Node starts, and these a relay has loaded. What the build says of itself comes
 * last: a relay that starts meanwhile runs from its sources.
 */
function putInPlace(fresh: string, built: readonly string[]): void {
  const kept = new Set([madeOfFile, ...builtBefore(), ...built]);
  mkdirSync(folder, { recursive: true });
  for (const file of [...built, madeOfFile]) renameSync(path.join(fresh, file), path.join(folder, file));
  for (const file of readdirSync(folder)) if (!kept.has(file)) rmSync(path.join(folder, file));
}

function builtBefore(): readonly string[] {
  try {
    const { built = {} } = JSON.parse(readFileSync(path.join(folder, madeOfFile), 'utf8')) as Partial<MadeOf>;
    return Object.keys(built);
  } catch {
    return [];
  }
}

/** Packages are what the lock file says. */
function madeOf(modules: readonly string[]): Pick<MadeOf, 'files' | 'digest'> {
  const sources = modules.map((id) => path.relative(root, id)).filter((file) => file.startsWith('src'));
  const files = ['package-lock.json', ...sources.sort()];
  return { files, digest: digestOf(root, files) };
}

/** What a module finds beside itself lies in its own folder still; only threads are started from the built files. */
const staysWhereItWas: Plugin = {
  name: 'stays-where-it-was',
  transform(code, id) {
    if (!code.includes('import.meta.')) return null;
    const own = path.dirname(id);
    return code
      .replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/${fromBuilt(own)}`)})`)
      .replace(/new URL\('(\.[^']+)', import\.meta\.url\)/g, (_, file: string) => {
        const meant = path.join(own, file);
        const entry = Object.entries(entries).find(([, source]) => path.join(root, source) === meant);
        const found = entry === undefined ? fromBuilt(meant) : `./${entry[0]}.js`;
        return `new URL(${JSON.stringify(found)}, import.meta.url)`;
      });
  },
};

function fromBuilt(file: string): string {
  return path.relative(folder, file).replaceAll(path.sep, '/');
}

async function build(): Promise<void> {
  try {
    process.stdout.write(`${builtIn}: ${await buildRelay()} files\n`);
  } catch (error) {
    // Who installs without development packages has nothing to build with.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stdout.write('Nothing is built without development packages; the relay runs from its sources.\n');
  }
}

function check(): void {
  const fresh = builtCommands(root) !== null;
  process.stdout.write(`${builtIn} is ${fresh ? 'fresh.' : 'made of other sources: npm run prepare'}\n`);
  process.exitCode = fresh ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  if (process.argv.includes('--check')) check();
  else await build();
