import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this stormrelay, as its package.json names it. */
export function version(): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'package.json'), 'utf8');
  const manifest: unknown = JSON.parse(text);
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    if (typeof manifest.version === 'string') return manifest.version;
  throw new Error('The package.json of stormrelay names no version. Install stormrelay again.');
}
