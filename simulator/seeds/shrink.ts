import type { Story } from './story/story.ts';

/** A story's events by their places in the drawn one. */
export function without(story: Story, left: ReadonlySet<number>): Story {
  return { ...story, events: story.events.filter((_, n) => !left.has(n)) };
}

/** So many stories are played at most to make one shorter. */
const mostTries = 40;

/**
 * Leaves out events for as long as the story still fails, larger parts first. Answers with the places of what was left
 * out.
 */
export async function shrunk(
  story: Story,
  fails: (shorter: Story) => Promise<boolean>,
): Promise<ReadonlySet<number>> {
  let left: ReadonlySet<number> = new Set();
  let tries = 0;
  for (
    let size = Math.ceil(story.events.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    const rest = story.events.map((_, n) => n).filter((n) => !left.has(n));
    for (let from = 0; from < rest.length; from += size) {
      if (tries >= mostTries) return left;
      tries += 1;
      const candidate = new Set([...left, ...rest.slice(from, from + size)]);
      if (await fails(without(story, candidate))) left = candidate;
    }
  }
  return left;
}
