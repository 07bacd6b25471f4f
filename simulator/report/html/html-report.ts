import { readFileSync } from 'node:fs';
import path from 'node:path';
import { grouped } from '../../referee/finding.ts';
import { badgeWords } from '../badge.ts';
import { escapeMarkup } from '../markup.ts';
import type { ReportedRun } from '../reported-run.ts';
import { runSection } from './run-section.ts';
import { styles } from './styles.ts';

const slackLooks = path.join(import.meta.dirname, '..', '..', 'ui', 'page', 'message.css');

/** A page that needs nothing but itself: no script, no request, every text escaped. */
export function htmlReport(runs: readonly ReportedRun[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(titleOf(runs))}</title>
<style>${readFileSync(slackLooks, 'utf8')}${styles}</style>
</head>
<body>
${runs.length > 1 ? contents(runs) : ''}
${runs.map((one, n) => runSection(one, n, runs.length > 1)).join('\n')}
</body>
</html>
`;
}

function titleOf(runs: readonly ReportedRun[]): string {
  const [only] = runs;
  if (runs.length === 1 && only !== undefined)
    return `${only.report.verdict === 'pass' ? 'Passed' : 'FAILED'}: ${only.report.scenario}`;
  return `Storms: ${badgeWords(runs.map(({ report }) => report))}`;
}

/** The runs in a table, each with a way to its section; what failed stands first. */
function contents(runs: readonly ReportedRun[]): string {
  const reports = runs.map(({ report }) => report);
  const failed = reports.some(({ verdict }) => verdict === 'fail');
  const rows = runs
    .map((one, n) => ({ one, n }))
    .sort((a, b) => Number(a.one.report.verdict === 'pass') - Number(b.one.report.verdict === 'pass'))
    .map(({ one, n }) => contentsRow(one, n));
  return `<h1>${runs.length} storms: <span class="${failed ? 'fail' : 'pass'}">${badgeWords(reports)}</span></h1>
<nav class="scroll" aria-label="Runs"><table><thead><tr><th></th><th>Storm</th><th class="number">Seed</th><th class="number">Webhooks</th><th class="number">Pages</th><th class="number">Messages</th><th class="number optional">Edits</th><th class="number optional">429</th></tr></thead><tbody>${rows.join('')}</tbody></table></nav>`;
}

function contentsRow({ report }: ReportedRun, n: number): string {
  const { scenario, seed, verdict, webhooks, pages, slack } = report;
  const number = (value: number | undefined, more = ''): string =>
    `<td class="number${more}">${value === undefined ? '–' : grouped(value)}</td>`;
  return `<tr><td class="${verdict}">${verdict === 'pass' ? '✓' : '✗'}</td><td><a href="#run-${n + 1}">${escapeMarkup(scenario)}</a></td>${number(seed)}${number(webhooks.sent)}${number(pages?.triggered)}${number(slack?.posts)}${number(slack?.updates, ' optional')}${number(slack?.rateLimited, ' optional')}</tr>`;
}
