import { counted, grouped, spoken } from '../../referee/finding.ts';
import type { Judgement } from '../../referee/referee.ts';
import { escapeMarkup } from '../markup.ts';
import type { ReportedRun } from '../reported-run.ts';
import type { RunReport } from '../run-report.ts';
import { chart } from './chart.ts';
import { slackShown } from './slack-shown.ts';

/**
 * One run: how it ended and what Slack said on top, then the chart, then what was judged, folded where it held.
 * @param one Of several: it is folded itself where it passed.
 */
export function runSection(one: ReportedRun, n: number, several: boolean): string {
  const { run, report, again } = one;
  const title = escapeMarkup(run.scenario.title);
  const body = `<p class="verdict ${report.verdict}">${verdictWords(report)}</p>
<p class="lead">${summary(report)}</p>
${failures(run.judgements)}
<div class="told"><section class="panel"><h2>In Slack, at the end</h2>${report.slack === null ? notSeen : slackShown(run.messages)}</section>
<section class="panel"><h2>Who was woken</h2>${woken(report)}</section></div>
${chart(run)}
${beside(one)}
${heldChecks(run.judgements)}
<details><summary>Figures</summary><table>${figures(report)
    .map(([name, value]) => `<tr><th>${escapeMarkup(name)}</th><td>${escapeMarkup(value)}</td></tr>`)
    .join('')}</table></details>
<p class="none">${escapeMarkup(report.scenario)}, seed ${report.seed}, speed ${report.speed}. Again: <code>${escapeMarkup(again)}</code></p>`;
  if (!several) return `<section class="run" id="run-${n + 1}"><h1>${title}</h1>${body}</section>`;
  const open = report.verdict === 'fail' ? ' open' : '';
  return `<section class="run" id="run-${n + 1}"><h1>${title}</h1><details${open}><summary>${verdictWords(report)}</summary>${body}</details></section>`;
}

const notSeen = '<p class="none">Not seen.</p>';

function verdictWords({ checks, verdict }: RunReport): string {
  const held = checks.filter(({ ok }) => ok === true).length;
  const failed = checks.filter(({ ok }) => ok === false).length;
  const unjudged = checks.length - held - failed;
  const more = unjudged === 0 ? '' : `, ${unjudged} not judged`;
  if (verdict === 'pass') return `✓ Passed: ${counted(held, 'check')} held${more}`;
  return `✗ Failed: ${failed} of ${counted(held + failed, 'check')} did not hold${more}`;
}

/** What a reader wants to know first, in sentences. */
function summary({ webhooks, pages, slack }: RunReport): string {
  const { sent, accepted, lost } = webhooks;
  const taken = accepted === sent ? 'all accepted' : `${grouped(accepted)} accepted`;
  const sentences = [
    `${many(sent, 'webhook')}, ${taken}${lost === null ? '' : `, ${lost === 0 ? 'none' : lost} lost`}.`,
    ...(pages === null ? [] : [pagesSaid(pages)]),
    ...(slack === null
      ? []
      : [
          `${many(slack.posts, 'message')} in Slack${slack.firstPostMs === null ? '' : `, the first ${spoken(slack.firstPostMs)} after the first alert`}; ${many(slack.updates, 'edit')}, ${grouped(slack.replies)} in threads, ${grouped(slack.rateLimited)} refused (429).`,
        ]),
  ];
  return escapeMarkup(sentences.join(' '));
}

function pagesSaid({ triggered, firstMs }: NonNullable<RunReport['pages']>): string {
  if (triggered === 0 || firstMs === null) return 'Nobody was woken.';
  return `${many(triggered, 'page')}, the first ${spoken(firstMs)} after the first alert of what it is about.`;
}

function many(value: number, one: string): string {
  return `${grouped(value)} ${value === 1 ? one : `${one}s`}`;
}

function failures(judgements: readonly Judgement[]): string {
  const failed = judgements.filter(({ ok }) => ok === false);
  if (failed.length === 0) return '';
  return `<section class="failed"><h2>What did not hold</h2>${checkTable(failed)}</section>`;
}

function heldChecks(judgements: readonly Judgement[]): string {
  const held = judgements.filter(({ ok }) => ok === true);
  const none = judgements.filter(({ ok }) => ok === null);
  const part = (words: string, of: readonly Judgement[]): string =>
    of.length === 0 ? '' : `<details><summary>${words}</summary>${checkTable(of)}</details>`;
  return `${part(`${counted(held.length, 'check')} held`, held)}${part(`${none.length} not judged`, none)}`;
}

function checkTable(judgements: readonly Judgement[]): string {
  const rows = judgements.map(
    ({ ok, name, says, detail }) =>
      `<tr><td class="${wordFor(ok)}">${markFor(ok)}</td><th>${escapeMarkup(name)}</th><td>${escapeMarkup(says)}.<br>${escapeMarkup(detail)}</td></tr>`,
  );
  return `<div class="scroll"><table>${rows.join('')}</table></div>`;
}

function woken({ wakings }: RunReport): string {
  if (wakings === null) return notSeen;
  if (wakings.length === 0) return '<p>Nobody.</p>';
  const lines = wakings.map(
    ({ at, afterMs, severity, summary: said }) =>
      `<li><time>${at.slice(11, 19)} UTC, after ${spoken(afterMs)}, ${escapeMarkup(severity)}</time>${escapeMarkup(said)}</li>`,
  );
  return `<ol>${lines.join('')}</ol>`;
}

/** The naive relay under the same storm, where it was asked for. */
function beside({ run, report }: ReportedRun): string {
  const { rival } = run;
  if (rival === null) return '';
  if (rival === 'unknown')
    return '<p class="none">The naive relay did not start, or was not over in time: nothing is said of it.</p>';
  const row = (name: string, own: number | undefined, other: number): string =>
    `<tr><th>${name}</th><td class="number">${own === undefined ? '–' : grouped(own)}</td><td class="number">${grouped(other)}</td></tr>`;
  return `<section class="panel"><h2>The same storm with a relay that only hands on</h2><table><thead><tr><th></th><th class="number">stormrelay</th><th class="number">naive</th></tr></thead><tbody>${row('Messages in Slack', report.slack?.posts, rival.posts)}${row('Refused by Slack (429)', report.slack?.rateLimited, rival.refusedBySlack)}${row('Pages', report.pages?.triggered, rival.pages)}</tbody></table><p class="none">What is refused there, the naive relay never tries again.</p></section>`;
}

function wordFor(ok: boolean | null): string {
  if (ok === null) return 'none';
  return ok ? 'pass' : 'fail';
}

function markFor(ok: boolean | null): string {
  if (ok === null) return '–';
  return ok ? '✓' : '✗';
}

function figures({ webhooks, pages, slack, latency }: RunReport): readonly [string, string][] {
  const { sent, accepted, rejected, unanswered, lost } = webhooks;
  const none = 'not seen';
  return [
    [
      'Webhooks',
      `${sent} sent, ${accepted} accepted, ${rejected} rejected, ${unanswered} unanswered, ${lost ?? '?'} lost`,
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
        : `${counted(slack.posts, 'message')}, ${counted(slack.updates, 'edit')}, ${slack.replies} in threads, ${slack.rateLimited} × 429, at most ${slack.peakPerSecond} a second`,
    ],
    [
      'First message, lag p99',
      slack === null
        ? none
        : `${spoken(slack.firstPostMs ?? Infinity)}, ${spoken(slack.lagP99Ms ?? Infinity)}`,
    ],
    ['Answered', `p50 ${latency.ackP50} ms, p99 ${latency.ackP99} ms (real time)`],
  ];
}
