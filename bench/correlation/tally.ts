import { digits, mean, percent, quantile, tableOf } from './table.ts';
import type { OutageVerdict, Verdict } from './verdict.ts';

/** What is kept of judged streams. */
export interface Tally {
  readonly streams: number;
  readonly v: number;
  /** V of the streams whose outages are all in scope. */
  readonly vInScope: number;
  /** Mean share of an outage's alerts that its largest incident holds. */
  readonly together: number;
  readonly outages: number;
  readonly inScope: number;
  readonly missed: number;
  readonly merged: number;
  readonly twice: number;
  readonly falsePages: number;
  readonly falseAnHour: number;
  readonly toPageMedian: number;
  readonly toPageP90: number;
  readonly entriesASecond: number;
  /** Entries that could not be read or applied. */
  readonly dead: number;
}

/** The figures of a verdict, without its state. */
export interface Score {
  readonly v: number;
  readonly outages: readonly OutageVerdict[];
  readonly falsePages: number;
  readonly hours: number;
  readonly entries: number;
  readonly spentMs: number;
  readonly dead: number;
}

/** Keeps the figures of a verdict and lets its state go. */
export function scoreOf({ v, outages, falsePages, hours, run }: Verdict): Score {
  const { entries, spentMs, dead } = run;
  return { v, outages, hours, entries, spentMs, falsePages: falsePages.length, dead: dead.length };
}

/** Adds scores up. */
export function tallyOf(scores: readonly Score[]): Tally {
  const outages = scores.flatMap((score) => score.outages);
  const inScope = outages.filter((one) => one.inScope);
  const missed = inScope.filter(({ pages }) => pages === 0);
  const waits = inScope.flatMap(({ toPage }) => toPage ?? []);
  const sum = (of: (score: Score) => number): number => scores.reduce((total, score) => total + of(score), 0);
  const falsePages = sum((score) => score.falsePages);
  return {
    streams: scores.length,
    v: mean(known(scores)),
    vInScope: mean(known(scores.filter((score) => score.outages.every((one) => one.inScope)))),
    together: mean(inScope.map(({ together }) => together)),
    outages: outages.length,
    inScope: inScope.length,
    missed: missed.length,
    merged: missed.filter((one) => one.merged).length,
    twice: outages.filter(({ pages }) => pages > 1).length,
    falsePages,
    falseAnHour: falsePages / sum((score) => score.hours),
    toPageMedian: quantile(waits, 0.5),
    toPageP90: quantile(waits, 0.9),
    dead: sum((score) => score.dead),
    entriesASecond: sum((score) => score.entries) / (sum((score) => score.spentMs) / 1000),
  };
}

function known(scores: readonly Score[]): readonly number[] {
  return scores.map(({ v }) => v).filter((v) => !Number.isNaN(v));
}

/** A table of tallies under their names. */
export function talliesTable(title: string, rows: readonly (readonly [string, Tally])[]): string {
  const head = [
    title,
    'streams',
    'V',
    'V scope',
    'together',
    'outages',
    'scope',
    'missed',
    'merged',
    'twice',
    'false/h',
    'page p50',
    'p90',
    'entries/s',
  ];
  return tableOf(
    head,
    rows.map(([name, tally]) => [
      name,
      String(tally.streams),
      digits(tally.v, 3),
      digits(tally.vInScope, 3),
      digits(tally.together, 3),
      String(tally.outages),
      String(tally.inScope),
      percent(tally.missed, tally.inScope),
      String(tally.merged),
      percent(tally.twice, tally.outages),
      digits(tally.falseAnHour, 2),
      digits(tally.toPageMedian, 1),
      digits(tally.toPageP90, 1),
      digits(tally.entriesASecond, 0),
    ]),
  );
}
