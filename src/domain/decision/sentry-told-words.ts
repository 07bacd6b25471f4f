import { counted, duration } from '../text/figures.ts';
import type { sentryTold } from './sentry-told.ts';
import type { WordsFor } from './vocabulary.ts';

/** What Sentry told when it was asked about an incident, in sentences. */
export const sentryToldWords: WordsFor<typeof sentryTold> = {
  'commit-suspected': ({ commit, title, by }) =>
    `Sentry suspects commit ${commit}${by === null ? '' : ` by ${by}`}${title === '' ? '.' : `: “${title}”.`}`,
  'resolved-in-sentry': ({ issues, why }) =>
    why === null
      ? `In Sentry ${counted(issues, 'issue')} of it ${issues === 1 ? 'was' : 'were'} resolved too.`
      : `Not all of its issues could be resolved in Sentry (${issues} were). ${why}`,
  'seen-before': ({ agoMs, release }) =>
    `Sentry has known this error for ${duration(agoMs)}${release === null ? '.' : `, since ${release}.`}`,
};
