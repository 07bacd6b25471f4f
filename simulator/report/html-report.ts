import { spoken } from '../referee/finding.ts';
import type { RunOutcome } from '../run/run-scenario.ts';
import { escapeMarkup } from './markup.ts';
import type { RunReport } from './run-report.ts';
import { timelineSvg } from './timeline-svg.ts';

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #1f2937; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2.5rem }
svg { width: 100%; height: auto } svg text { font: 12px system-ui, sans-serif; fill: #374151 } svg .dim { fill: #6b7280; font-size: 11px }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #e5e7eb; vertical-align: top }
.pass { color: #15803d } .fail { color: #b91c1c } .none { color: #6b7280 } code { background: #f3f4f6; padding: .1rem .3rem }
`;

/** One run and what became of it. */
export interface ReportedRun {
  readonly run: RunOutcome;
  readonly report: RunReport;
  /** The command that repeats it. */
  readonly again: string;
}

/** A page that needs nothing but itself: no script, no request, every text escaped. */
export function htmlReport(runs: readonly ReportedRun[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Storm report</title>
<style>${STYLE}</style>
</head>
<body>
${runs.map(section).join('\n')}
</body>
</html>
`;
}

function section({ run, report, again }: ReportedRun): string {
  return `<h1>${escapeMarkup(report.scenario)} <span class="${report.verdict}">${report.verdict}</span></h1>
<p>${escapeMarkup(run.scenario.title)}. Seed ${report.seed}, speed ${report.speed}. Again: <code>${escapeMarkup(again)}</code></p>
${timelineSvg(run)}
<h2>Figures</h2>
<table>${figures(report)
    .map(([name, value]) => `<tr><th>${escapeMarkup(name)}</th><td>${escapeMarkup(value)}</td></tr>`)
    .join('')}</table>
<h2>Woken</h2>
${wokenTable(report)}
<h2>Checks</h2>
<table>${run.judgements.map((one) => `<tr><td class="${wordFor(one.ok)}">${markFor(one.ok)}</td><th>${escapeMarkup(one.name)}</th><td>${escapeMarkup(one.says)}.<br>${escapeMarkup(one.detail)}</td></tr>`).join('')}</table>`;
}

function wokenTable({ wakings }: RunReport): string {
  if (wakings === null) return '<p class="none">not seen</p>';
  if (wakings.length === 0) return '<p>Nobody was woken.</p>';
  const rows = wakings.map(
    (one) =>
      `<tr><td>${one.at.slice(11, 19)}</td><td>after ${spoken(one.afterMs)}</td><td>${escapeMarkup(one.severity)}</td><td>${escapeMarkup(one.summary)}<br><code>${escapeMarkup(one.dedupKey)}</code></td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
}

function wordFor(ok: boolean | null): string {
  if (ok === null) return 'none';
  return ok ? 'pass' : 'fail';
}

function markFor(ok: boolean | null): string {
  if (ok === null) return '–';
  return ok ? '✓' : '✗';
}

function figures(report: RunReport): [string, string][] {
  const { webhooks, pages, slack } = report;
  const none = 'not seen';
  return [
    [
      'Webhooks',
      `${webhooks.sent} sent, ${webhooks.accepted} accepted, ${webhooks.rejected} rejected, ${webhooks.unanswered} unanswered, ${webhooks.lost ?? '?'} lost`,
    ],
    [
      'Pages',
      pages === null
        ? none
        : `${pages.triggered} opened, ${pages.resolved} resolved, first after ${spoken(pages.firstMs ?? Infinity)}`,
    ],
    [
      'Slack',
      slack === null
        ? none
        : `${slack.posts} posts, ${slack.updates} updates, ${slack.replies} replies, ${slack.rateLimited} × 429, peak ${slack.peakPerSecond} posts a second`,
    ],
    [
      'First post, lag p99',
      slack === null
        ? none
        : `${spoken(slack.firstPostMs ?? Infinity)}, ${spoken(slack.lagP99Ms ?? Infinity)}`,
    ],
    ['Answered', `p50 ${report.latency.ackP50} ms, p99 ${report.latency.ackP99} ms (real time)`],
  ];
}
