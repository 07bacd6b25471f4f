/**
 * Judges correlation on labelled streams that are written without a look at its rules: the production reader, brain
 * and timers, in process. Prints tables, and one last line of key figures as JSON. Options:
 * `--seeds N` a family and kind (default 2), `--set a|b|all`, `--family PART of a name`,
 * `--kind alone,one,one-cold,one-throttled,two,noise,soft` (default all), `--trace SEED`: one stream issue by issue.
 */
import { parseArgs } from 'node:util';
import { chosen, kindWords, outageKinds, recipeOf, type Choice, type OutageKind } from './kinds.ts';
import { noiseRows, noiseTable } from './streams/quiet.ts';
import { keyFigures } from './key-figures.ts';
import { streamOf } from './stream.ts';
import { softRow, softTable } from './soft.ts';
import { scoreOf, talliesTable, tallyOf, type Score, type Tally } from './tally.ts';
import { traceOf } from './trace.ts';
import { judged } from './verdict.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2' },
    set: { type: 'string', default: 'all' },
    kind: { type: 'string', default: [...outageKinds, 'noise', 'soft'].join(',') },
    family: { type: 'string' },
    trace: { type: 'string' },
  },
});

const wanted = new Set(values.kind.split(','));
const choice: Choice = {
  seeds: Number(values.seeds),
  set: values.set === 'a' || values.set === 'b' ? values.set : 'all',
  family: values.family ?? null,
};

if (values.trace === undefined) judgeAll();
else traceOne(Number(values.trace));

function judgeAll(): void {
  const began = performance.now();
  console.log(`Seeds 1 to ${choice.seeds} of ${chosen(choice).length} families (set ${choice.set}).\n`);
  const byKind = new Map(
    outageKinds.filter((kind) => wanted.has(kind)).map((kind) => [kind, scoresOf(kind)]),
  );
  const all = [...byKind.values()].flat();
  if (all.length > 0) {
    console.log(
      `${talliesTable(
        'kind',
        [...byKind].map(([kind, scores]) => [kindWords[kind], tallyOf(scores)]),
      )}\n`,
    );
    console.log(`${talliesTable('set', setRows(all))}\n`);
    console.log(`${talliesTable('family', familyRows(all))}\n`);
  }
  const noise = wanted.has('noise') && choice.family === null ? noiseRows(choice.seeds) : [];
  if (noise.length > 0) console.log(`${noiseTable(noise)}\n`);
  const soft = wanted.has('soft') ? softRow(chosen(choice), choice.seeds) : null;
  if (soft !== null) console.log(`${softTable(soft)}\n`);
  console.log(
    JSON.stringify(keyFigures({ byKind, noise, soft, seconds: (performance.now() - began) / 1000 })),
  );
}

function scoresOf(kind: OutageKind): readonly Score[] {
  return chosen(choice).flatMap((family) =>
    Array.from({ length: choice.seeds }, (_, place) =>
      scoreOf(judged(streamOf(recipeOf(family, kind, place + 1)))),
    ),
  );
}

function setRows(scores: readonly Score[]): (readonly [string, Tally])[] {
  const rows: (readonly [string, (score: Score) => boolean])[] = [
    ['a: known kinds', ({ outages }) => outages[0]?.family.set === 'a'],
    ['b: post-mortems', ({ outages }) => outages[0]?.family.set === 'b'],
    ['texts name it', ({ outages }) => outages[0]?.family.names === true],
    ['texts name nothing', ({ outages }) => outages[0]?.family.names === false],
  ];
  return rows.map(([name, has]) => [name, tallyOf(scores.filter(has))] as const);
}

/** Where two break out at once, the row is the first one's. */
function familyRows(scores: readonly Score[]): (readonly [string, Tally])[] {
  return chosen(choice).map(({ name }) => [
    name,
    tallyOf(scores.filter(({ outages }) => outages[0]?.family.name === name)),
  ]);
}

function traceOne(seed: number): void {
  const kind = outageKinds.find((one) => wanted.has(one) && values.kind === one) ?? 'one';
  for (const family of chosen(choice).slice(0, 1))
    console.log(traceOf(judged(streamOf(recipeOf(family, kind, seed)))));
}
