import type { OwnTrouble } from './own-trouble.ts';
import { counted, duration, grouped } from '../text/figures.ts';
import { refusedWords } from './refused-words.ts';
import { silentTitle, silentWords } from './silent-words.ts';

/** What the incident of a trouble is called. */
export function ownTroubleTitle(trouble: OwnTrouble): string {
  switch (trouble.code) {
    case 'inbox-lags':
      return 'Alerts are told late';
    case 'store-failed':
      return 'Deliveries were refused';
    case 'dead-letters':
      return 'Something could not be told';
    case 'lanes-blocked':
      return trouble.lanes.length === 1
        ? `${trouble.lanes[0]?.lane ?? ''} takes nothing`
        : `${grouped(trouble.lanes.length)} channels or keys take nothing`;
    case 'nobody-paged':
      return 'Nobody can be paged';
    case 'canary-fails':
      return 'The canary does not arrive';
    case 'projects-silent':
      return silentTitle(trouble);
  }
}

/** What is wrong, and what to do. */
export function ownTroubleWords(trouble: OwnTrouble): string {
  switch (trouble.code) {
    case 'inbox-lags':
      return `The relay was ${duration(trouble.forMs)} behind: ${counted(trouble.entries, 'entry', 'entries')} waited to be looked at. Nothing is lost, and what comes is told late.`;
    case 'store-failed':
      return refusedWords(trouble);
    case 'dead-letters':
      return `${counted(trouble.letters, 'dead letter')} ${trouble.letters === 1 ? 'waits' : 'wait'} for an operator: stormrelay dead-letters list.`;
    case 'lanes-blocked':
    case 'nobody-paged':
      return trouble.lanes.map(({ lane, reason }) => `${lane}: ${reason}`).join('\n');
    case 'canary-fails':
      return `The drill that the relay runs by itself has failed again: alerts may not arrive either. ${trouble.why}`.trim();
    case 'projects-silent':
      return silentWords(trouble);
  }
}
