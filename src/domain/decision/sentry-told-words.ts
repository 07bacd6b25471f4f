import { counted, duration } from '../text/figures.ts';
import type { sentryTold } from './sentry-told.ts';
import type { WordsFor } from './vocabulary.ts';

/** What Sentry told when it was asked about an incident, in sentences. */
export const sentryToldWords: WordsFor<typeof sentryTold> = {
  'commit-suspected': ({ commit, title, by }) =>
    `Sentry suspects commit ${commit}${by === null ? '' : ` by ${by}`}${title === '' ? '.' : `: “${title}”.`}`,
  'resolved-in-sentry': ({ issues, why }) =>
    why === null ? resolvedThere(issues) : `${fewResolved(issues)} ${why}`,
  'resolve-in-sentry-waits': ({ why }) => `It is not resolved in Sentry yet, and is tried again. ${why}`,
  'seen-before': ({ agoMs, release }) =>
    `Sentry has known this error for ${duration(agoMs)}${release === null ? '.' : `, since ${release}.`}`,
};

function resolvedThere(issues: number): string {
  if (issues === 0) return 'Nothing of it was left to resolve in Sentry.';
  return `In Sentry ${counted(issues, 'issue')} of it ${issues === 1 ? 'was' : 'were'} resolved too.`;
}

function fewResolved(issues: number): string {
  return issues === 0
    ? 'None of its issues could be resolved in Sentry.'
    : `Only ${issues} of its issues could be resolved in Sentry.`;
}
