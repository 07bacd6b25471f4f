import type { DrillRun } from '../run/drill-run.ts';
import { wordsOfMs } from '../judge/duration.ts';
import { hopTitles } from '../judge/hop-verdict.ts';
import type { CheckSettings } from '../judge/check-settings.ts';

/** The whole check in one sentence. */
export function headlineOf({ verdict }: DrillRun, { subject, scenario }: CheckSettings): string {
  const where = `in ${subject.environment}`;
  if (verdict.result === 'cancelled') return `The check of alerting ${where} was cancelled`;
  if (verdict.result === 'failed' && verdict.unreachable)
    return `The relay cannot be reached, so an error ${where} might wake nobody`;
  if (verdict.result === 'failed') {
    const hops = [...new Set(verdict.problems.flatMap(({ hops: names }) => names))];
    return `An error ${where} might wake nobody: ${hops.map((name) => hopTitles[name]).join(', ')} failed`;
  }
  const reached = verdict.hops.flatMap(({ name, how, ms }) =>
    how === null || ms === null ? [] : [`${hopTitles[name]} in ${wordsOfMs(ms)}`],
  );
  const what = scenario === 'storm' ? 'A storm' : 'An error';
  return reached.length === 0
    ? `${what} ${where} reaches the relay; that it reaches a human was not proven`
    : `${what} ${where} still reaches ${reached.join(' and ')}`;
}
