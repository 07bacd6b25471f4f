import type { DrillRun } from '../run/drill-run.ts';
import { wordsOfMs, wordsOfSetting } from '../judge/duration.ts';
import { headlineOf } from './headline.ts';
import { hopTitles } from '../judge/hop-verdict.ts';
import type { HopVerdict } from '../judge/hop-verdict.ts';
import { escaped, link, row } from './markdown.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { spansOf } from './spans.ts';
import { timelinePicture } from './timeline-picture.ts';
import type { Runs } from '../run/tries.ts';
import type { Problem } from '../judge/verdict.ts';

const resultMarks = { passed: '✅', failed: '❌', cancelled: '⚪' } as const;

/** The job summary: what was proven, hop by hop, what failed and what to do. */
export function summaryOf(runs: Runs, settings: CheckSettings): string {
  const last = runs.at(-1) ?? runs[0];
  const { verdict, seen } = last;
  return [
    `## ${resultMarks[verdict.result]} ${escaped(headlineOf(last, settings))}`,
    subjectLine(last, settings),
    [
      row(['hop', 'result', 'time', 'limit', 'how', 'notes']),
      row(Array<string>(6).fill('---')),
      ...verdict.hops.map(hopRow),
    ].join('\n'),
    timelinePicture(spansOf(last)).join('\n'),
    problemList('What failed, and what to do', verdict.problems),
    problemList('Worth knowing', verdict.warnings),
    seen.notes.map((note) => `- ${escaped(note)}`).join('\n'),
    deployLine(settings),
    linksLine(last),
    triesTable(runs),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** The job summary of a check that could not begin. */
export function inputSummary(
  problems: readonly { readonly input: string; readonly message: string }[],
): string {
  const lines = problems.map(({ input, message }) => `- \`${input}\`: ${escaped(message)}`);
  return ['## ❌ The check could not begin: its inputs are wrong', '', ...lines, ''].join('\n');
}

function subjectLine({ seen }: DrillRun, { subject, relay, scenario }: CheckSettings): string {
  const took = seen.endedAt === null ? [] : [wordsOfMs(seen.endedAt - seen.startedAt)];
  const parts = [
    `**${escaped(subject.service)}**`,
    escaped(subject.environment),
    ...(subject.release === null ? [] : [`release ${escaped(subject.release)}`]),
    ...(scenario === 'storm' ? [`a storm of ${seen.ticket?.alerts ?? 0} alerts`] : []),
    ...(seen.ticket === null ? [] : [escaped(seen.ticket.id)]),
    `relay ${escaped(relay)}`,
    ...took,
  ];
  return parts.join(' · ');
}

const stateMarks = {
  ok: '✅ ok',
  slow: '❌ slow',
  failed: '❌ failed',
  warned: '⚠️ see below',
  waiting: '⏳ waiting',
  skipped: '➖ not gone',
} as const;

function hopRow({ name, state, ms, limit, how, note }: HopVerdict): string {
  return row([
    hopTitles[name],
    stateMarks[state],
    ms === null ? '' : wordsOfMs(ms),
    limit === null ? '' : wordsOfSetting(limit),
    how ?? '',
    escaped(note ?? ''),
  ]);
}

function problemList(title: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return '';
  const items = problems.map(
    ({ hops, cause, advice }) =>
      `- **${hops.map((hop) => hopTitles[hop]).join(', ')}**: ${escaped(cause)}\n  **To do:** ${escaped(advice)}`,
  );
  return [`### ${title}`, ...items].join('\n\n');
}

function deployLine({ deploy }: CheckSettings): string {
  if (deploy === null) return '';
  const { what, by, compareUrl, runUrl } = deploy;
  const links = [
    ...(compareUrl === null ? [] : [link('what changed', compareUrl)]),
    ...(runUrl === null ? [] : [link('this run', runUrl)]),
  ];
  if (links.length === 0 && by === null && what === null) return '';
  const who = by === null ? '' : ` by ${escaped(by)}`;
  return [`**Deploy**${who}${what === null ? '' : `: ${escaped(what)}`}`, ...links].join(' · ');
}

function linksLine({ seen }: DrillRun): string {
  const links = (seen.report?.hops ?? []).flatMap(({ hop, receiver, link: address }) =>
    address === null ? [] : [link(`${hopTitles[hop]} (${receiver})`, address)],
  );
  return links.length === 0 ? '' : `**See it**: ${links.slice(0, 10).join(' · ')}`;
}

function triesTable(runs: Runs): string {
  if (runs.length < 2) return '';
  const rows = runs.map(({ seen, verdict }, index) =>
    row([
      String(index + 1),
      escaped(seen.ticket?.id ?? 'none registered'),
      `${resultMarks[verdict.result]} ${verdict.result}`,
      escaped(verdict.problems.map(({ cause }) => cause).join(' ')),
    ]),
  );
  return [
    '### Tries',
    '',
    row(['try', 'drill', 'result', 'why']),
    row(Array<string>(4).fill('---')),
    ...rows,
  ].join('\n');
}
