// A process that removes what is old until it is killed, and says a word for each bite.
import { writeSync } from 'node:fs';
import { hour, t0 } from '../nouns.ts';
import { openAt } from './folder.ts';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('Name the file of the store.');
const store = await openAt(path);
for (;;) {
  const { removed } = await store.prune({ maxAgeMs: hour, maxBytes: 1e9 }, t0 + 9 * hour);
  writeSync(1, `${removed}\n`);
}
