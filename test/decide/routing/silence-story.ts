import type { Disposition } from '../../../src/domain/inbox/disposition.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';
import { silenceDelivery } from '../../../src/ingest/silence-entry.ts';
import { start } from '../../make.ts';
import { minute, type Story } from '../../correlate/story.ts';

/** Silences whatever meets all matchers, for an hour where nothing else is said. */
export function silence(
  story: Story,
  atMs: number,
  matchers: readonly string[],
  forMs = 60 * minute,
): Disposition {
  return tell(story, atMs, { matchers: read(matchers), forMs });
}

/** The same for an hour from `from` (ms of the story) on. */
export function silenceFrom(
  story: Story,
  atMs: number,
  from: number,
  matchers: readonly string[],
): Disposition {
  return tell(story, atMs, { matchers: read(matchers), forMs: 60 * minute, from: start + from });
}

function read(matchers: readonly string[]): readonly Matcher[] {
  return matchers.map(parseMatcher).filter((one): one is Matcher => !isProblem(one));
}

function tell(
  story: Story,
  atMs: number,
  wanted: { readonly matchers: readonly Matcher[]; readonly forMs: number; readonly from?: number },
): Disposition {
  const word = { action: 'add', by: 'Ada', reason: 'migration', ...wanted } as const;
  return story.tell(atMs, silenceDelivery(word, `s${atMs}`).body, { source: 'operator', kind: 'silence' });
}

/** Ends a silence early. */
export function endSilence(story: Story, atMs: number, id: string): Disposition {
  const { body } = silenceDelivery({ action: 'end', silence: id, by: 'Bo' }, `e${atMs}`);
  return story.tell(atMs, body, { source: 'operator', kind: 'silence' });
}
