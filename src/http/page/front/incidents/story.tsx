import type { JSX } from 'preact';
import { moment } from '../words/moments.ts';
import { crowdWords, timelineWord } from '../words/story-words.ts';
import { foldedStory, type StoryLine } from './folded-story.ts';
import type { StoryItem } from './told.ts';

/** What happened, newest first. */
export function Story({
  items,
  now,
}: {
  readonly items: readonly StoryItem[];
  readonly now: number;
}): JSX.Element {
  return (
    <ol id="story" class="timeline">
      {foldedStory(items).map((line) => (
        <Line key={line.key} line={line} now={now} />
      ))}
    </ol>
  );
}

function Line({
  line: { kind, items },
  now,
}: {
  readonly line: StoryLine<StoryItem>;
  readonly now: number;
}): JSX.Element {
  const at = items.at(-1)?.at ?? 0;
  return (
    <li data-kind={kind}>
      <time dateTime={new Date(at).toISOString()}>{moment(at, now)}</time>
      {items.length === 1 ? (
        <>
          <b>{timelineWord(kind)}</b>
          <span>{items[0]?.detail}</span>
        </>
      ) : (
        <details>
          <summary>{crowdWords(items)}</summary>
          <ol class="folded">
            {items.map((one) => (
              <li key={one.n}>
                <time>{moment(one.at, now)}</time> {one.detail}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
