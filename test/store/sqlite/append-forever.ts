// A process that appends until it is killed, and reports each entry once the store has promised it.
import { writeSync } from 'node:fs';
import { delivery, t0 } from '../nouns.ts';
import { openAt } from './folder.ts';

const [path, round] = process.argv.slice(2);
if (path === undefined) throw new Error('Name the file of the store.');
const store = await openAt(path, { holder: `round ${round ?? '?'}` });
for (let n = 0; ; n += 1) {
  const batch = [0, 1, 2].map((part) =>
    delivery(`${round ?? '?'}-${n}-${part}`, { body: `{"n":${n},"fill":"${'x'.repeat(3_000)}"}` }),
  );
  const unique = batch.map((one, part) => ({ ...one, digest: `${round ?? '?'}-${n}-${part}` }));
  const appended = await store.append(unique, t0);
  writeSync(1, appended.map((one, part) => `${one.seq} ${unique[part]?.id ?? ''}\n`).join(''));
}
