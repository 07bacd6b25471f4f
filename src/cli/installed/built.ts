import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where `build-relay.ts` puts the relay's modules as a few files, within the folder of the project. */
export const builtIn = join('dist', 'relay');
/** What the build says of itself, within its folder. */
export const madeOfFile = 'made-of.json';

/** What a build says of itself. */
export interface MadeOf {
  /** What it was made of, named from the folder of the project, and the digest of that. */
  readonly files: readonly string[];
  readonly digest: string;
  /** What is in its folder, and how many bytes each file has. */
  readonly built: Readonly<Record<string, number>>;
}

/**
 * The address of the built file that declares the commands, when it was made of exactly the sources and packages that are
 * here. Null when nothing was built, something changed since, or a built file is gone or cut off: then the sources
 * themselves run, and a start takes half a second more.
 */
export function builtCommands(root: string): string | null {
  try {
    const folder = join(root, builtIn);
    const { files, digest, built } = JSON.parse(readFileSync(join(folder, madeOfFile), 'utf8')) as MadeOf;
    const isWhole = Object.entries(built).every(
      ([file, bytes]) => statSync(join(folder, file)).size === bytes,
    );
    if (!isWhole || digestOf(root, files) !== digest) return null;
    return pathToFileURL(join(folder, 'commands.js')).href;
  } catch {
    return null;
  }
}

/** One digest of the names and bytes of files. */
export function digestOf(root: string, files: readonly string[]): string {
  const digest = createHash('sha1');
  for (const file of files) digest.update(`${file}\0`).update(readFileSync(join(root, file)));
  return digest.digest('hex');
}
