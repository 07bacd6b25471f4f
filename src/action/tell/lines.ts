import { wordsOfMs, wordsOfSetting } from '../../domain/text/duration.ts';
import { briefOf } from '../../domain/sending/trouble.ts';
import { withoutStop } from '../../domain/text/one-stop.ts';
import { printable } from '../../domain/text/printable.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { hopTitles, type HopVerdict } from '../judge/hop-verdict.ts';
import type { Problem } from '../judge/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';

/** The whole check as a text: what is wrong comes first. */
export function headlineOf({ verdict }: DrillRun, settings: CheckSettings): string {
  const { result, problems, hops } = verdict;
  const { subject, scenario } = settings;
  const where = `in ${subject.environment}`;
  if (result === 'cancelled') return `The check of alerting ${where} was cancelled`;
  if (result === 'failed') return `${whatFailed(problems)}. ${consequenceOf(settings)}`;
  const reached = hops.flatMap(({ name, how, ms }) =>
    how === null || ms === null ? [] : [`${hopTitles[name]} in ${wordsOfMs(ms)}`],
  );
  const what = scenario === 'storm' ? 'A storm' : 'An error';
  return reached.length === 0
    ? `${what} ${where} reaches the relay; that it reaches a human was not proven`
    : `${what} ${where} still reaches ${reached.join(' and ')}`;
}

/** What a check that failed means. */
export function consequenceOf({ subject }: CheckSettings): string {
  return `An error in ${subject.environment} might wake nobody`;
}

/** What is wrong, as the beginning of everything that tells of it. */
export function whatFailed(problems: readonly Problem[]): string {
  const [first = '', second, ...others] = problems.map(briefly);
  const more = others.length === 0 ? [] : [`and ${others.length} more`];
  return [first, ...(second === undefined ? [] : [second]), ...more].join('; ');
}

/** A problem in a few words: the troubles that are known by their codes, or else its cause. */
export function briefly({ met = [], lateMs, cause }: Problem): string {
  const known = met.map(({ code, receiver }) => briefOf(code, receiver?.split('/').at(-1) ?? null));
  const places = met.map(({ at, isReal }) => `${hopTitles[at]}${isReal ? ' for real alerts' : ''}`);
  if (known.length === 0 || known.includes(null))
    return shortened([...new Set(places), withoutStop(cause)].join(': '));
  const late = lateMs === undefined ? '' : `, not done within ${wordsOfSetting(lateMs)}`;
  return shortened(`${known.map((brief, index) => `${places[index]}: ${brief}`).join('; ')}${late}`);
}

/** As much as GitHub takes as a title. */
function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text;
}

/** What to know of a check that was cancelled. */
export const afterCancel = 'Run it again to know. What it began is ended, at the latest by its post step.';

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
