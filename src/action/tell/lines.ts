import { wordsOfMs, wordsOfSetting } from '../../domain/text/duration.ts';
import { printable } from '../../domain/text/printable.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { hopTitles, titlesOf, type HopVerdict } from '../judge/hop-verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';

/** The whole check in one sentence. */
export function headlineOf({ verdict }: DrillRun, { subject, scenario }: CheckSettings): string {
  const { result, unreachable, problems, hops } = verdict;
  const where = `in ${subject.environment}`;
  if (result === 'cancelled') return `The check of alerting ${where} was cancelled`;
  if (result === 'failed' && unreachable)
    return `The relay cannot be reached, so an error ${where} might wake nobody`;
  const failed = titlesOf([...new Set(problems.flatMap((problem) => problem.hops))]);
  if (result === 'failed') return `An error ${where} might wake nobody: ${failed} failed`;
  const reached = hops.flatMap(({ name, how, ms }) =>
    how === null || ms === null ? [] : [`${hopTitles[name]} in ${wordsOfMs(ms)}`],
  );
  const what = scenario === 'storm' ? 'A storm' : 'An error';
  return reached.length === 0
    ? `${what} ${where} reaches the relay; that it reaches a human was not proven`
    : `${what} ${where} still reaches ${reached.join(' and ')}`;
}

/** A hop as one line of a log. */
export function hopLine({ name, state, ms, limit, how, note, trouble }: HopVerdict): string {
  const time = ms === null ? '' : wordsOfMs(ms);
  const within = limit === null || ms === null ? null : `limit ${wordsOfSetting(limit)}`;
  const details = [within, how, note, trouble?.cause].filter((part) => (part ?? '') !== '').join(', ');
  return `${state.padEnd(8)} ${hopTitles[name].padEnd(17)} ${time.padStart(8)}  ${details}`.trimEnd();
}

/** A text as part of one line of a log; a runner takes commands, in their old form, from anywhere in it. */
export function oneLine(text: string): string {
  return printable(text).replaceAll('##[', '## [');
}
