import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;

/** The licences of the packages inside a bundle, which their texts ask to be kept with every copy, as a comment. */
export function licencesOf(modules: readonly string[]): string {
  const names = modules.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
  const texts = [...new Set(names)].sort().map((name) => {
    const text = licenceOf(path.join(root, 'node_modules', name));
    return `${name}\n\n${text.replaceAll('*/', '* /').trim()}`;
  });
  return `/*!\nThis file holds parts of the following packages.\n\n${texts.join('\n\n')}\n*/\n`;
}

function licenceOf(folder: string): string {
  for (const name of ['LICENSE.md', 'LICENSE', 'LICENSE.txt']) {
    try {
      return readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    } catch {
      // The next spelling.
    }
  }
  throw new Error(`No licence is found in ${path.relative(root, folder)}.`);
}
