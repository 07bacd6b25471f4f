import chalk from 'chalk';
import { counted } from '../referee/finding.ts';
import type { Judgement } from '../referee/referee.ts';
import { harmless } from '../terminal/harmless.ts';
import { ledgerEntry, type LedgerEntry } from './ledger.ts';
import type { RunReport } from './run-report.ts';
import type { NaiveFigures } from '../naive/messages.ts';

/** The mark of a judgement: held, did not hold, not judged. */
function markOfJudgement(ok: boolean | null): string {
  if (ok === null) return chalk.dim('–');
  return ok ? chalk.green('✓') : chalk.red('✗');
}

/** The referee's lines of one run. */
export function judgementLines(judgements: readonly Judgement[]): string[] {
  const width = Math.max(...judgements.map((one) => one.name.length), 0);
  return judgements.map((one) => {
    const line = `${markOfJudgement(one.ok)} ${one.name.padEnd(width)}  ${inOneLine(one.detail)}`;
    return one.ok === false ? `${line}\n  ${' '.repeat(width)}  ${chalk.dim(`${one.says}.`)}` : line;
  });
}

/** Where the details of these judgements begin: a longer one goes on below. */
export function detailColumn(judgements: readonly Judgement[]): number {
  return Math.max(...judgements.map((one) => one.name.length), 0) + 4;
}

/** A detail may repeat what stood in a message, and so an error's own words. */
function inOneLine(detail: string): string {
  return harmless(detail).replaceAll('\n', ' ');
}

/** One line that says how a run went. */
export function verdictLine(report: RunReport): string {
  const count = (ok: boolean | null): number => report.checks.filter((check) => check.ok === ok).length;
  const word = report.verdict === 'pass' ? chalk.green.bold('PASS') : chalk.red.bold('FAIL');
  const failed = report.checks.filter((check) => check.ok === false).map((check) => check.name);
  const told = failed.length === 0 ? '' : ` (${failed.join(', ')})`;
  return `${word} ${report.scenario} seed ${report.seed} speed ${report.speed}: ${count(true)} held, ${count(false)} failed${told}, ${count(null)} not judged`;
}

/** One line of figures, for many runs in a row. */
export function figuresLine(report: RunReport): string {
  const { webhooks, pages, slack } = report;
  const parts = [
    counted(webhooks.sent, 'webhook'),
    pages === null ? null : counted(pages.triggered, 'page'),
    slack === null
      ? null
      : `${counted(slack.posts, 'post')}, ${counted(slack.updates, 'update')}, ${slack.replies} in threads`,
    webhooks.lost === null ? null : `${webhooks.lost} lost`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** What the same storm came to with a relay that only hands on, below the relay's own. */
export function versusLines(
  { slack, pages }: Pick<RunReport, 'slack' | 'pages'>,
  rival: NaiveFigures,
): string[] {
  const own = [
    counted(slack?.posts ?? 0, 'post'),
    counted(pages?.triggered ?? 0, 'page'),
    `${slack?.rateLimited ?? 0} refused`,
  ];
  const naive = [
    counted(rival.posts, 'post'),
    counted(rival.pages, 'page'),
    `${rival.refusedBySlack} refused by Slack (429)`,
    ...(rival.refusedByPagerDuty === 0 ? [] : [`${rival.refusedByPagerDuty} by PagerDuty`]),
  ];
  return [`stormrelay: ${own.join(', ')}`, `naive: ${naive.join(', ')}`];
}

/** Wakings that are told one by one. */
const TOLD_WAKINGS = 10;

/** Who was woken when, a line each; the rest is counted. Nothing where nobody looked. */
export function wokenLines({ wakings }: Pick<RunReport, 'wakings'>): string[] {
  if (wakings === null) return [];
  if (wakings.length === 0) return ['Woken: nobody'];
  const more = wakings.length - TOLD_WAKINGS;
  return [
    ...wakings
      .slice(0, TOLD_WAKINGS)
      .map((one) => `Woken: ${one.at.slice(11, 19)} ${oneLine(one.summary).slice(0, 100)}`),
    ...(more > 0 ? [`       and ${more} more`] : []),
  ];
}

/** A summary is whatever the relay under test made of an error's words: no line break and no terminal escape. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** How a run differs from the one before; empty when there was none. */
export function comparisonLines(report: RunReport, before: LedgerEntry | null): string[] {
  if (before === null) return [];
  const now = ledgerEntry(report, new Date(0)).figures;
  const changed = Object.entries(now).flatMap(([name, value]) => {
    const earlier = before.figures[name] ?? null;
    return value === null || earlier === null || value === earlier ? [] : [`${name} ${earlier} → ${value}`];
  });
  const told = changed.length === 0 ? 'the same figures' : changed.join(', ');
  const when = before.at.slice(0, 16).replace('T', ' ');
  return [`Compared with the run of ${when} (seed ${before.seed}, ${before.verdict}):`, `  ${told}`].map(
    (line) => chalk.dim(line),
  );
}
