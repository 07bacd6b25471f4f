import { wordsOfMs, wordsOfSetting } from '../../domain/text/duration.ts';
import { escaped, link, table } from '../../domain/text/markdown.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { hopTitles, titlesOf, type HopVerdict } from '../judge/hop-verdict.ts';
import type { Problem } from '../judge/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { lastOf, type Runs } from '../run/tries.ts';
import { headlineOf } from './lines.ts';
import { spansOf, timelinePicture } from './timeline.ts';

const resultMarks = { passed: '✅', failed: '❌', cancelled: '⚪' } as const;

/** The job summary: what was proven, hop by hop, what failed and what to do. */
export function summaryOf(runs: Runs, settings: CheckSettings): string {
  const last = lastOf(runs);
  const { verdict, seen } = last;
  return [
    `## ${resultMarks[verdict.result]} ${escaped(headlineOf(last, settings))}`,
    subjectLine(last, settings),
    table(['hop', 'result', 'time', 'limit', 'how', 'notes'], verdict.hops.map(hopCells)),
    timelinePicture(spansOf(last)).join('\n'),
    problemList('What failed, and what to do', verdict.problems),
    problemList('Worth knowing', verdict.warnings),
    seen.notes.map((note) => `- ${escaped(note)}`).join('\n'),
    deployLine(settings),
    linksLine(last),
    runs.length < 2 ? '' : `### Tries\n\n${table(['try', 'drill', 'result', 'why'], runs.map(tryCells))}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** The job summary of a check that could not begin. */
export function inputSummary(problems: readonly Readonly<Record<'input' | 'message', string>>[]): string {
  const lines = problems.map(({ input, message }) => `- \`${input}\`: ${escaped(message)}`);
  return ['## ❌ The check could not begin: its inputs are wrong', '', ...lines, ''].join('\n');
}

function subjectLine({ seen }: DrillRun, { subject, relay, scenario }: CheckSettings): string {
  return joined([
    `**${escaped(subject.service)}**`,
    escaped(subject.environment),
    subject.release && `release ${escaped(subject.release)}`,
    scenario === 'storm' && `a storm of ${seen.ticket?.alerts ?? 0} alerts`,
    seen.ticket && escaped(seen.ticket.id),
    `relay ${escaped(relay)}`,
    seen.endedAt !== null && wordsOfMs(seen.endedAt - seen.startedAt),
  ]);
}

/** What there is of these, as parts of one line. */
function joined(parts: readonly (string | false | null)[]): string {
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

const stateMarks = {
  ok: '✅ ok',
  slow: '❌ slow',
  failed: '❌ failed',
  warned: '⚠️ see below',
  waiting: '⏳ waiting',
  skipped: '➖ not gone',
} as const;

function hopCells({ name, state, ms, limit, how, note }: HopVerdict): readonly string[] {
  const time = ms === null ? '' : wordsOfMs(ms);
  const within = limit === null ? '' : wordsOfSetting(limit);
  return [hopTitles[name], stateMarks[state], time, within, how ?? '', escaped(note ?? '')];
}

function tryCells({ seen, verdict }: DrillRun, index: number): readonly string[] {
  const { result, problems } = verdict;
  const why = escaped(problems.map(({ cause }) => cause).join(' '));
  return [
    String(index + 1),
    escaped(seen.ticket?.id ?? 'none registered'),
    `${resultMarks[result]} ${result}`,
    why,
  ];
}

function problemList(title: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return '';
  const items = problems.map(
    ({ hops, cause, advice }) =>
      `- **${titlesOf(hops)}**: ${escaped(cause)}\n  **To do:** ${escaped(advice)}`,
  );
  return [`### ${title}`, ...items].join('\n\n');
}

function deployLine({ deploy }: CheckSettings): string {
  if (deploy === null) return '';
  const { what, by, compareUrl, runUrl } = deploy;
  if (what === null && by === null && compareUrl === null && runUrl === null) return '';
  const who = by === null ? '' : ` by ${escaped(by)}`;
  return joined([
    `**Deploy**${who}${what === null ? '' : `: ${escaped(what)}`}`,
    compareUrl && link('what changed', compareUrl),
    runUrl && link('this run', runUrl),
  ]);
}

function linksLine({ seen }: DrillRun): string {
  const links = (seen.report?.hops ?? []).flatMap(({ hop, receiver, link: address }) =>
    address === null ? [] : [link(`${hopTitles[hop]} (${receiver})`, address)],
  );
  return links.length === 0 ? '' : `**See it**: ${joined(links.slice(0, 10))}`;
}
