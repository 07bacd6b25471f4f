import { wordsOfMs, wordsOfSetting } from '../../domain/text/duration.ts';
import { escaped, link, table } from '../../domain/text/markdown.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { hopTitles, type HopVerdict } from '../judge/hop-verdict.ts';
import { doneAfter } from '../judge/observed.ts';
import type { Problem } from '../judge/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { lastOf, type Runs } from '../run/tries.ts';
import { afterCancel, briefly, consequenceOf, headlineOf, whatFailed } from './lines.ts';

const resultMarks = { passed: '✅', failed: '❌', cancelled: '⚪' } as const;

/** The job summary: what failed and what to do first, then what was checked; hop by hop for whoever unfolds it. */
export function summaryOf(runs: Runs, settings: CheckSettings): string {
  const last = lastOf(runs);
  const { result, problems, warnings, hops } = last.verdict;
  const isFailed = result === 'failed';
  const isAlone = isFailed && problems.length === 1;
  return paragraphs([
    `## ${resultMarks[result]} ${shown(isFailed ? whatFailed(problems) : headlineOf(last, settings))}`,
    ...problems.map((problem) => told(problem, isAlone)),
    isFailed ? `${shown(consequenceOf(settings))}.` : '',
    result === 'cancelled' ? afterCancel : '',
    ...warnings.map((warning) => `⚠️ ${told(warning)}`),
    aboutLine(last, settings),
    last.seen.notes.map((note) => `- ${shown(note)}`).join('\n'),
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
  const lines = problems.map(({ input, message }) => `- **${input}**: ${shown(message)}`);
  const wrong = problems.map(({ input }) => input).join(', ');
  return paragraphs([`## ❌ The check could not begin: wrong input ${wrong}`, lines.join('\n')]);
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What to do, and what was met; under a headline that names the problem already, without its name. */
function told(problem: Problem, isNamed = false): string {
  const brief = briefly(problem);
  const { cause, advice } = problem;
  return [
    ...(isNamed ? [] : [`**${shown(brief)}**`]),
    ...(advice === '' ? [] : [`**To do:** ${shown(advice)}`]),
    ...(cause === brief || cause === `${brief}.` ? [] : [shown(cause)]),
  ].join('<br>');
}

/** A text from outside. Its backticks would be seen as they are, and mean nothing here. */
function shown(text: string): string {
  return escaped(text.replaceAll('`', ''));
}

/** What was checked: the change, where, by whom, and with which drill. */
function aboutLine({ seen }: DrillRun, { subject, relay, scenario, deploy }: CheckSettings): string {
  const { service, environment, release, by } = subject;
  return joined([
    `**${shown(service)}**`,
    shown(environment),
    release && `release ${shown(shortened(release))}`,
    deploy?.what && shown(deploy.what),
    by && `by ${shown(by)}`,
    deploy?.compareUrl && link('what changed', deploy.compareUrl),
    scenario === 'storm' && (seen.ticket ? `a storm of ${seen.ticket.alerts} alerts` : 'a storm'),
    seen.ticket && shown(seen.ticket.id),
    `relay ${shown(relay)}`,
    seen.endedAt !== null && wordsOfMs(seen.endedAt - seen.startedAt),
  ]);
}

/** A release with its commit as Git shortens it. */
function shortened(release: string): string {
  return release.replaceAll(/\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/g, (commit) => commit.slice(0, 7));
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
    ? [hopTitles[name], `➖ ${shown(note ?? 'not reached')}`, '', '', '', '', '']
    : [hopTitles[name], stateMarks[state], ...cells, shown(note ?? '')];
}

function tryLine({ seen, verdict }: DrillRun, index: number): string {
  const { result, problems } = verdict;
  const why = problems.length === 0 ? '' : `: ${whatFailed(problems)}`;
  return `- ${resultMarks[result]} try ${index + 1}, ${shown(`${seen.ticket?.id ?? 'none registered'}${why}`)}`;
}

function linksLine({ seen }: DrillRun): string {
  const links = (seen.report?.hops ?? []).flatMap(({ hop, receiver, link: address }) =>
    address === null ? [] : [link(`${hopTitles[hop]} (${receiver})`, address)],
  );
  return links.length === 0 ? '' : `**See it**: ${joined(links.slice(0, 10))}`;
}
