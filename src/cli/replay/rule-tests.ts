import { writeFileSync } from 'node:fs';
import { createReaderBy } from '../../config/reader.ts';
import { emptyState } from '../../correlate/state/brain-state.ts';
import { unpagedClause } from '../../domain/decision/paging-words.ts';
import { counted } from '../../domain/text/figures.ts';
import { capturedDelivery } from '../../ingest/captured.ts';
import { changedPayload } from '../../integrations/sentry/changed-payload.ts';
import { summaryOf } from '../../integrations/pagerduty/summary.ts';
import { runRuleTest, type Bench, type Failure } from '../../pipeline/rule-tests/run-rule-test.ts';
import { UsageError } from '../complain.ts';
import { payloadEntry } from '../payload-file.ts';
import { print } from '../print.ts';
import { junitOf, type TestResult } from './junit.ts';
import { messageText } from './outcome-lines.ts';
import { readRuleFile, type RuleFile } from './rule-file.ts';

/** A Monday noon, so that no rule of the night holds where a test names no time. */
const usualStart = '2026-11-30T12:00:00Z';
/** So many mistakes of the files are told. */
const mostTold = 20;

/** `stormrelay check --tests FILE`: runs rule tests; 1 is the exit code where one fails. */
export function checkRules(files: readonly string[], junit: string | undefined): void {
  const results = readAll(files).flatMap(resultsOf);
  for (const { file, name, failures } of results) {
    print(
      failures.length === 0
        ? { text: `ok    ${file}: ${name}`, colour: 'green' }
        : { text: `FAIL  ${file}: ${name}`, colour: 'red' },
    );
    for (const failure of failures) print(`      ${failure.replaceAll('\n', '\n      ')}`);
  }
  if (junit !== undefined) writeFileSync(junit, junitOf(results));
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  print(
    failed === 0
      ? `${counted(results.length, 'rule test')} passed.`
      : `${failed} of ${counted(results.length, 'rule test')} failed.`,
  );
  if (failed > 0) process.exitCode = 1;
}

/** What is wrong with every file is told at once, before anything runs. */
function readAll(files: readonly string[]): readonly RuleFile[] {
  const read = files.map((file) => readRuleFile(file));
  const problems = read.flatMap((one) => ('problems' in one ? one.problems : []));
  if (problems.length === 0) return read.filter((one): one is RuleFile => !('problems' in one));
  const more = problems.length - mostTold;
  throw new UsageError(
    [...problems.slice(0, mostTold), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
  );
}

function resultsOf(of: RuleFile): readonly TestResult[] {
  const { file, tests, lineOf } = of;
  return tests.map(({ name, start, steps }, index) => {
    const bench = benchOf(of, Date.parse(start ?? usualStart));
    const failures = runRuleTest(
      steps.map(({ step }) => step),
      bench,
    ).map((failure) => {
      const said = steps[failure.step]?.said ?? '';
      return failureText(`${file}:${lineOf(index, failure.step)}`, said, failure, bench.start);
    });
    return { file, name, failures };
  });
}

function benchOf({ rules: policy, reads, beside }: RuleFile, start: number): Bench {
  const read = createReaderBy(reads);
  return {
    state: emptyState({ install: 'rule-test', now: 0, cursor: 0, policy, pagesWanted: [] }),
    read,
    start,
    deliveryOf: ({ file, changes }, at, n) => {
      const { kind, body } = payloadEntry(beside(file), undefined, at);
      const event = n.toString(16).padStart(32, '0');
      const said = changedPayload(JSON.parse(body) as Record<string, unknown>, changes, { at, event });
      return capturedDelivery(kind, said, `rule-test:${n}`);
    },
    pageText: ({ page }) => summaryOf(page),
    messageText,
  };
}

function failureText(place: string, said: string, failure: Failure, start: number): string {
  if (failure.idle)
    return `${place}: ${said}: nothing is open by then, so nothing happens. Move it behind what opens an incident, or remove it.`;
  const seconds = (at: number): string => `${(at - start) / 1000}s`;
  const instead = failure.instead.map(
    ({ what, at, receiver, text }) =>
      `at ${seconds(at)} ${receiver === null ? what : `${what} ${receiver}`}: ${text}`,
  );
  const because = failure.because.map(({ incident, why }) => `${incident}: not paged: ${unpagedClause(why)}`);
  const happened = [...instead, ...because];
  return [
    `${place}: expected ${said}; there ${failure.found === 1 ? 'was 1' : `were ${failure.found}`}.`,
    ...(happened.length === 0
      ? ['Nothing of the kind had happened.']
      : ['What had happened by then:', ...happened.map((line) => `  ${line}`)]),
  ].join('\n');
}
