// How many entries a second the brain applies, by how many issues are open besides, and where the time goes.
// Usage: node bench/brain.bench.ts [open issues …, default 500 5000 50000]
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { evolve, type BrainState } from '../src/correlate/state/brain-state.ts';
import { evidenceOf } from '../src/correlate/evidence/evidence.ts';
import { signatureOf } from '../src/correlate/evidence/template/signature.ts';
import { projectIncident, touchedBy } from '../src/decide/projections.ts';
import type { Entry } from '../src/domain/inbox/entry.ts';
import type { BrainRows } from '../src/domain/state.ts';
import { createReader } from '../src/ingest/reader.ts';
import { createSentrySource } from '../src/integrations/sentry/source.ts';
import { applyEntry } from '../src/pipeline/apply-entry.ts';
import { applyRun } from '../src/pipeline/apply-inbox.ts';
import { knownEntries, namelessEntries, openRows, openState, stormEntries } from './brain-stream.ts';

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [500, 5_000, 50_000];
const rounds = 5;
/** Compilers go on for a long time: rounds run until so many in a row have been no faster than the best before. */
const roundsInVain = 10;
const mostRounds = 60;
const read = createReader({ sentry: createSentrySource({ allowedHosts: [] }) });

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (what: { readonly type: 'minor' }) => void;

/** CPU time of this thread in ms: what a second of one core does, whatever else the machine does. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * CPU ms of entries in runs of `size`: the least of some rounds.
 * @param before What is applied before the clock starts.
 */
function stormMs(
  rows: BrainRows,
  entries: readonly Entry[],
  size: number,
  before: readonly Entry[] = [],
): number {
  return Math.min(...Array.from({ length: rounds }, () => roundMs(rows, entries, size, before)));
}

function roundMs(
  rows: BrainRows,
  entries: readonly Entry[],
  size: number,
  before: readonly Entry[] = [],
): number {
  const state = openState(rows);
  inRuns(state, before, size);
  settle();
  const from = cpuMs();
  inRuns(state, entries, size);
  return cpuMs() - from;
}

/** CPU ms of the first round, and of the best once the compilers have nothing more to gain. */
function coldAndWarm(
  rows: BrainRows,
  entries: readonly Entry[],
  size: number,
): { readonly cold: number; readonly warm: number } {
  const cold = roundMs(rows, entries, size);
  let warm = cold;
  for (let round = 1, inVain = 0; round < mostRounds && inVain < roundsInVain; round += 1) {
    const ms = roundMs(rows, entries, size);
    inVain = ms < warm ? 0 : inVain + 1;
    warm = Math.min(warm, ms);
  }
  return { cold, warm };
}

/**
 * A relay has built its state long before an outage; here its rows are young, and the collector would move them while the
 * clock runs. What survives two small collections is young no more. A whole one would throw compiled code away as well.
 */
function settle(): void {
  collect({ type: 'minor' });
  collect({ type: 'minor' });
}

function inRuns(state: BrainState, entries: readonly Entry[], size: number): void {
  for (let n = 0; n < entries.length; n += size) applyRun(state, entries.slice(n, n + size), read);
}

interface Phases {
  readonly json: number;
  readonly read: number;
  readonly evidence: number;
  readonly brain: number;
  readonly fold: number;
  readonly project: number;
}

/** The same story step by step, with a clock between the steps. */
function phasesOf(rows: BrainRows, entries: readonly Entry[]): Phases {
  const state = openState(rows);
  const spent = { json: 0, read: 0, evidence: 0, brain: 0, fold: 0, project: 0 };
  const timed = <T>(phase: keyof Phases, work: () => T): T => {
    const from = performance.now();
    const result = work();
    spent[phase] += performance.now() - from;
    return result;
  };
  for (const entry of entries) {
    timed('json', () => JSON.parse(entry.body) as unknown);
    const reading = timed('read', () => read(entry));
    const known = state.issues.size;
    const { changes } = timed('brain', () => applyEntry(state, entry, reading));
    timed('fold', () => evolve(state, changes));
    timed('project', () => touchedBy(state, changes).map((incident) => projectIncident(state, incident)));
    if (state.issues.size > known && reading?.kind === 'alert')
      timed('evidence', () => [signatureOf(reading.alert), evidenceOf(reading.alert)]);
  }
  // What a step contains of another is told once.
  return { ...spent, read: spent.read - spent.json, brain: spent.brain - spent.evidence };
}

function shares(phases: Phases): string {
  const all = Object.values(phases).reduce<number>((sum, ms) => sum + Number(ms), 0);
  return Object.entries(phases)
    .map(([name, ms]) => `${name} ${Math.round((100 * Number(ms)) / all)} %`)
    .join(', ');
}

function aSecond(entries: readonly Entry[], ms: number): number {
  return (entries.length * 1_000) / ms;
}

function round(rate: number): string {
  return Math.round(rate).toLocaleString('en').padStart(8);
}

/** The least and the most open incidents between which the time of an entry should not change. */
const openIncidents = [100, 1_000, 10_000];

/** The same outage beside ever more incidents that are open, each of an issue of its own. */
function tellIncidents(): void {
  console.log('\nopen incidents   in runs of 50');
  const rates = openIncidents.map((open) => {
    const rows = openRows(open, read);
    const entries = stormEntries(rows, openIncidents[0]);
    const rate = aSecond(entries, coldAndWarm(rows, entries, 50).warm);
    console.log(`${open.toLocaleString('en').padStart(14)}   ${round(rate)}/s`);
    return rate;
  });
  console.log(`slowest against fastest: ${(Math.min(...rates) / Math.max(...rates)).toFixed(2)}`);
}

/** Issues that are known and go on: most of what an outage sends. */
function tellKnown(): void {
  const rows = openRows(500, read);
  const { before, known } = knownEntries(stormEntries(rows));
  const [single, runs] = [1, 50].map((size) => round(aSecond(known, stormMs(rows, known, size, before))));
  console.log(
    `\n${known.length.toLocaleString('en')} alerts of issues that are known, two minutes into the outage`,
  );
  console.log(`              ${single}/s one by one   ${runs}/s in runs of 50`);
}

/** Every entry a new issue: the dearest there are. */
function tellNameless(): void {
  const rows = openRows(500, read);
  const entries = namelessEntries(rows);
  console.log(`\n${entries.length.toLocaleString('en')} new issues of 40 services that name nothing`);
  for (const [size, how] of [
    [50, 'in runs of 50'],
    [1, 'one by one'],
  ] as const) {
    const { cold, warm } = coldAndWarm(rows, entries, size);
    console.log(
      `              ${round(aSecond(entries, warm))}/s ${how}, ${round(aSecond(entries, cold)).trim()}/s in the first round`,
    );
  }
  console.log(`              ${shares(phasesOf(rows, entries))}`);
}

const rates: number[] = [];
const readMs: number[] = [];
console.log('open issues   one by one   in runs of 50   without reading');
stormMs(openRows(50, read), stormEntries(openRows(50, read)), 1);
for (const open of sizes) {
  const rows = openRows(open, read);
  const entries = stormEntries(rows);
  for (let warm = 0; warm < rounds; warm += 1) {
    const from = cpuMs();
    for (const entry of entries) read(entry);
    readMs.push(cpuMs() - from);
  }
  const single = stormMs(rows, entries, 1);
  const brain = aSecond(entries, single - Math.min(...readMs.splice(0)));
  rates.push(brain);
  console.log(
    `${open.toLocaleString('en').padStart(11)}   ${round(aSecond(entries, single))}/s   ${round(aSecond(entries, stormMs(rows, entries, 50)))}/s   ${round(brain)}/s`,
  );
  console.log(`              ${shares(phasesOf(rows, entries))}`);
}
const [first] = rates;
const last = rates.at(-1);
if (first !== undefined && last !== undefined)
  console.log(`\nwithout reading, the most open issues against the fewest: ${(last / first).toFixed(2)}`);
tellKnown();
tellNameless();
tellIncidents();
