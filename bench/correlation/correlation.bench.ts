/**
 * Judges correlation on labelled streams that are written without a look at its rules: the production reader, brain
 * and timers, in process. Prints tables, and one last line of key figures as JSON.
 * `npm run bench:correlation -- [--seeds 2] [--set a|b|all] [--kind alone,one,…] [--family PART] [--trace SEED]`
 */
import { parseArgs } from 'node:util';
import { chosen, kindWords, outageKinds, recipeOf, type Choice, type OutageKind } from './kinds.ts';
import { streamOf } from './stream.ts';
import { scoreOf, talliesTable, tallyOf, type Score, type Tally } from './tally.ts';
import { judged } from './verdict.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2' },
    set: { type: 'string', default: 'all' },
    kind: { type: 'string', default: 'alone,one,two' },
    family: { type: 'string' },
    trace: { type: 'string' },
  },
});

const set = values.set === 'a' || values.set === 'b' ? values.set : 'all';
const choice: Choice = { seeds: Number(values.seeds), set, family: values.family ?? null };
const kinds = outageKinds.filter((kind) => values.kind.split(',').includes(kind));

function scoresOf(kind: OutageKind): Score[] {
  const scores: Score[] = [];
  for (const family of chosen(choice)) {
    for (let seed = 1; seed <= choice.seeds; seed += 1) scores.push(scoreOf(judged(streamOf(recipeOf(family, kind, seed)))));
  }
  return scores;
}

const byKind = new Map(kinds.map((kind) => [kind, scoresOf(kind)]));
console.log(talliesTable('kind', [...byKind].map(([kind, scores]) => [kindWords[kind], tallyOf(scores)])));
const all = [...byKind.values()].flat();
const names = [...new Set(all.map((score) => score.outages[0]!.family.name))];
const families = names.map((name): [string, Tally] => [name, tallyOf(all.filter((score) => score.outages[0]!.family.name === name))]);
console.log(`\n${talliesTable('family', families)}`);
