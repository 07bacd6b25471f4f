import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Path and text of a file that is built. */
export type BuiltFile = readonly [file: string, text: string];

/** What is built and committed. */
interface Built {
  readonly root: string;
  readonly files: () => Promise<readonly BuiltFile[]>;
  /** The command that builds it. */
  readonly command: string;
  /** What is said when it is fresh. */
  readonly fresh: string;
  /** What is said of a file besides its name. */
  readonly size: (text: string) => string;
}

/** Whether what is committed is what the sources make; a sentence when it is not. */
export async function stalenessOf({
  root,
  files,
  command,
}: Omit<Built, 'fresh' | 'size'>): Promise<string | null> {
  for (const [file, fresh] of await files()) {
    const name = path.relative(root, file);
    if (!existsSync(file)) return `${name} is missing. Build and commit it: ${command}`;
    if (readFileSync(file, 'utf8') !== fresh)
      return `${name} is stale: its sources or packages changed since it was built. Build and commit it: ${command}`;
  }
  return null;
}

/** Writes what is built, or with `--check` says whether what is committed is that. */
export async function buildOrCheck(built: Built): Promise<void> {
  if (process.argv.includes('--check')) {
    const stale = await stalenessOf(built);
    process.stdout.write(`${stale ?? built.fresh}\n`);
    process.exitCode = stale === null ? 0 : 1;
    return;
  }
  for (const [file, text] of await built.files()) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`${path.relative(built.root, file)}: ${built.size(text)}\n`);
  }
}
