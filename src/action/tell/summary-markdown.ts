import { wordsOfMs, wordsOfSetting } from '../../domain/text/duration.ts';
import { escaped, link, table } from '../../domain/text/markdown.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { hopTitles, titlesOf, type HopVerdict } from '../judge/hop-verdict.ts';
import { doneAfter } from '../judge/observed.ts';
import type { Problem } from '../judge/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { lastOf, type Runs } from '../run/tries.ts';
import { headlineOf } from './lines.ts';

const resultMarks = { passed: '✅', failed: '❌', cancelled: '⚪' } as const;

/** The job summary: what failed and what to do first, then what was checked; hop by hop for whoever unfolds it. */
export function summaryOf(runs: Runs, settings: CheckSettings): string {
  const last = lastOf(runs);
  const { result, problems, warnings, hops } = last.verdict;
  const [first] = result === 'failed' ? problems : [];
  const headline = escaped(headlineOf(last, settings));
  return paragraphs([
    `## ${resultMarks[result]} ${first === undefined ? headline : `${titlesOf(first.hops)}: ${escaped(first.cause)}`}`,
    first === undefined ? '' : `${toDo(first)}\n\n${headline}.`,
    ...problems.filter((problem) => problem !== first).map(told),
    ...warnings.map((warning) => `⚠️ ${told(warning)}`),
    aboutLine(last, settings),
    last.seen.notes.map((note) => `- ${escaped(note)}`).join('\n'),
    linksLine(last),
    '<details><summary>Every hop, and when it was done</summary>',
    table(
      ['hop', 'result', 'time', 'limit', 'how', 'done after', 'notes'],
      hops.map((hop) => hopCells(hop, last)),
    ),
    runs.length < 2 ? '' : runs.map(tryLine).join('\n'),
    '</details>',
  ]);
}

/** The job summary of a check that could not begin. */
export function inputSummary(problems: readonly Readonly<Record<'input' | 'message', string>>[]): string {
  const lines = problems.map(({ input, message }) => `- **${input}**: ${escaped(message)}`);
  return paragraphs(['## ❌ The check could not begin: its inputs are wrong', lines.join('\n')]);
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function toDo({ advice }: Problem): string {
  return `**To do:** ${escaped(advice)}`;
}

function told(problem: Problem): string {
  return `**${titlesOf(problem.hops)}**: ${escaped(problem.cause)}<br>${toDo(problem)}`;
}

/** What was checked: the change, where, by whom, and with which drill. */
function aboutLine({ seen }: DrillRun, { subject, relay, scenario, deploy }: CheckSettings): string {
  const { service, environment, release, by } = subject;
  return joined([
    `**${escaped(service)}**`,
    escaped(environment),
    release && `release ${escaped(shortened(release))}`,
    deploy?.what && escaped(deploy.what),
    by && `by ${escaped(by)}`,
    deploy?.compareUrl && link('what changed', deploy.compareUrl),
    scenario === 'storm' && `a storm of ${seen.ticket?.alerts ?? 0} alerts`,
    seen.ticket && escaped(seen.ticket.id),
    `relay ${escaped(relay)}`,
    seen.endedAt !== null && wordsOfMs(seen.endedAt - seen.startedAt),
  ]);
}

/** A commit as Git shortens it; any other release as it is. */
function shortened(release: string): string {
  return /^[0-9a-f]{40}$/.test(release) ? release.slice(0, 7) : release;
}

/** What there is of these, as parts of one line. */
function joined(parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

const stateMarks = {
  ok: '✅ ok',
  slow: '❌ slow',
  failed: '❌ failed',
  warned: '⚠️ see above',
  waiting: '⏳ waiting',
  unknown: '❔ unknown',
} as const;

function hopCells(verdict: HopVerdict, { seen }: DrillRun): readonly string[] {
  const { name, state, ms, limit, how, note } = verdict;
  const inWords = (ms: number | null): string => (ms === null ? '' : wordsOfMs(ms));
  const within = limit === null ? '' : wordsOfSetting(limit);
  const cells = [inWords(ms), within, how ?? '', inWords(doneAfter(seen, name, seen.startedAt))];
  return state === 'skipped'
    ? [hopTitles[name], `➖ ${escaped(note ?? 'not reached')}`, '', '', '', '', '']
    : [hopTitles[name], stateMarks[state], ...cells, escaped(note ?? '')];
}

function tryLine({ seen, verdict }: DrillRun, index: number): string {
  const { result, problems } = verdict;
  const why = problems.map(({ cause }) => cause).join(' ');
  return `- ${resultMarks[result]} try ${index + 1}, ${escaped(`${seen.ticket?.id ?? 'none registered'} ${why}`)}`;
}

function linksLine({ seen }: DrillRun): string {
  const links = (seen.report?.hops ?? []).flatMap(({ hop, receiver, link: address }) =>
    address === null ? [] : [link(`${hopTitles[hop]} (${receiver})`, address)],
  );
  return links.length === 0 ? '' : `**See it**: ${joined(links.slice(0, 10))}`;
}
