import type { Broke, Played, ToWorker } from './messages.ts';
import { runStory, type Outcome } from './run-seed.ts';
import { shrunk, without } from './shrink.ts';
import { drawStory } from './story/draw.ts';
import type { Story } from './story/story.ts';

/** Plays the story of a seed; one that fails is made shorter, which `broke` is told before. */
export async function playSeed(
  { seed, without: gone, shorten }: ToWorker,
  broke: (broke: Broke) => void,
): Promise<Played> {
  const drawn = drawStory(seed);
  const asked = new Set(gone);
  const story = without(drawn, asked);
  const outcome = await runStory(story);
  const [first] = outcome.broken;
  if (first !== undefined) broke({ seed, rule: first.rule });
  if (first === undefined || !shorten) return { ...outcome, left: gone, history: told(story) };
  const left = await shrunk(drawn, async (shorter) => {
    const again = await runStory(shorter).catch(() => ({ broken: [] as Outcome['broken'] }));
    return again.broken.some(({ rule }) => rule === first.rule);
  });
  return { ...outcome, left: [...left], history: told(without(drawn, left)) };
}

/** A story, a line an event. */
function told({ events, issues, pagerTells, channels, buttons }: Story): readonly string[] {
  const ways = `pager tells: ${pagerTells}, channels: ${channels}, buttons: ${buttons}`;
  return [
    ways,
    ...events.map(({ at, does, ...rest }) => {
      const issue = 'issue' in rest ? issues[rest.issue] : undefined;
      const about =
        issue === undefined ? '' : ` ${issue.level} in ${issue.service}: ${issue.type}: ${issue.message}`;
      return `${(at / 1_000).toFixed(3).padStart(9)} s ${does} ${JSON.stringify(rest)}${about}`;
    }),
  ];
}
