import { escapeMarkup } from './markup.ts';
import type { ReportedRun } from './reported-run.ts';

/** The checks of runs in the form that CI systems read (https://github.com/testmoapp/junitxml): each run is a suite, each check a test. */
export function junit(runs: readonly ReportedRun[]): string {
  const checks = runs.flatMap(({ report }) => report.checks);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="storms"${counts(checks)}>`,
    ...runs.map(suite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ run, report }: ReportedRun): string {
  const name = escaped(`${report.scenario} seed ${report.seed}`);
  const cases = run.judgements.map((one) => {
    const head = `    <testcase name="${escaped(one.name)}" classname="${name}"`;
    const detail = escaped(one.detail);
    if (one.ok === true) return `${head}/>`;
    if (one.ok === null) return `${head}><skipped message="${detail}"/></testcase>`;
    return `${head}><failure message="${escaped(one.says)}">${detail}</failure></testcase>`;
  });
  return [`  <testsuite name="${name}"${counts(report.checks)}>`, ...cases, '  </testsuite>'].join('\n');
}

function counts(checks: readonly { readonly ok: boolean | null }[]): string {
  const of = (ok: boolean | null): number => checks.filter((check) => check.ok === ok).length;
  return ` tests="${checks.length}" failures="${of(false)}" skipped="${of(null)}"`;
}

/** XML 1.0 knows no control characters, however they are written (https://www.w3.org/TR/xml/#charsets). */
function escaped(text: string): string {
  const allowed = text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?');
  return escapeMarkup(allowed);
}
