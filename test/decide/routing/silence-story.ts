import type { Disposition } from '../../../src/domain/inbox/disposition.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';
import { silenceDelivery } from '../../../src/ingest/silence-entry.ts';
import { minute, type Story } from '../../correlate/story.ts';

/** Silences whatever meets all matchers, for an hour where nothing else is said. */
export function silence(
  story: Story,
  atMs: number,
  matchers: readonly string[],
  forMs = 60 * minute,
): Disposition {
  const read = matchers.map(parseMatcher).filter((one): one is Matcher => !isProblem(one));
  const word = { action: 'add', matchers: read, forMs, by: 'Ada', reason: 'migration' } as const;
  return story.tell(atMs, silenceDelivery(word, `s${atMs}`).body, { source: 'operator', kind: 'silence' });
}

/** Ends a silence early. */
export function endSilence(story: Story, atMs: number, id: string): Disposition {
  const { body } = silenceDelivery({ action: 'end', silence: id, by: 'Bo' }, `e${atMs}`);
  return story.tell(atMs, body, { source: 'operator', kind: 'silence' });
}
