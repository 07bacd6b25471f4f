/**
 * Many more inputs than the tests take: `npm run fuzz -- [--inputs 1000000] [--seed N]`. Prints the seed, and what each
 * target took at most; exits 1 when one of them throws, or takes longer than it may.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { targets } from './targets.ts';

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const wanted = Number(values.inputs);
console.log(`seed ${seed}, ${wanted} inputs`);
let total = 0;
for (const target of targets) {
  try {
    const count = Math.ceil((wanted * target.share) / 1_000);
    const { inputs, slowestMs } = await fuzz(target, seed, count);
    total += inputs;
    console.log(`${target.name}: ${inputs} inputs, the slowest ${slowestMs.toFixed(1)} ms`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`${target.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(
  process.exitCode === 1 ? 'Some failed.' : `${total} inputs, none threw, none took longer than it may.`,
);
