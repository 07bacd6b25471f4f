// A process that holds a store until it is killed.
import { writeSync } from 'node:fs';
import { openAt } from './folder.ts';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('Name the file of the store.');
await openAt(path, { holder: 'relay-1, process 4711' });
writeSync(1, 'open\n');
process.stdin.resume();
