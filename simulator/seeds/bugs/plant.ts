import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import type { PlantedBug } from './planted.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * Loads the relay with a bug in it. Nothing on the disk changes. To be called before the relay is loaded.
 * @throws Error, while the file is loaded, when it no longer says what the bug stands for.
 */
export function plant({ file, instead, stands }: PlantedBug): void {
  const target = pathToFileURL(path.join(root, file)).href;
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      if (url !== target) return loaded;
      const source = textOf(loaded.source);
      if (!source.includes(instead))
        throw new Error(
          `${file} no longer says "${instead}": plant this bug elsewhere (simulator/seeds/bugs/planted.ts).`,
        );
      return { ...loaded, source: source.replace(instead, stands) };
    },
  });
}

function textOf(source: string | ArrayBuffer | NodeJS.TypedArray | undefined): string {
  if (typeof source === 'string') return source;
  return source === undefined ? '' : Buffer.from(source as ArrayBuffer).toString('utf8');
}
