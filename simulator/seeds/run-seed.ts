import { judgeStep } from './judge/at-each-step.ts';
import { judgeEnd } from './judge/at-the-end.ts';
import { judgeReplay } from './relay/replayed.ts';
import { plan } from './scene/happen.ts';
import type { Broken } from './scene/record.ts';
import { Scene } from './scene/scene.ts';
import type { Story } from './story/story.ts';

/** What a story came to. */
export interface Outcome {
  readonly seed: number;
  readonly broken: readonly Broken[];
  readonly virtualMs: number;
  readonly webhooks: number;
  readonly accepted: number;
  readonly wakings: number;
  readonly reach: readonly (readonly [string, number])[];
  /** What the relay warned of, for whoever looks into a failure. */
  readonly lines: readonly string[];
}

/** So often somebody looks whether the relay still runs, ms. */
const lookEveryMs = 1_000;

/** Plays one story. The process has left its machine (`machine/globals.ts`). */
export async function runStory(story: Story): Promise<Outcome> {
  const scene = new Scene(story);
  const { time, record } = scene;
  const unhandled = (error: unknown): void =>
    record.broken(
      'the relay catches its errors',
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
  process.on('unhandledRejection', unhandled);
  try {
    scene.start();
    plan(scene);
    const look = (): void => {
      scene.look();
      judgeStep(scene);
      time.after(lookEveryMs, look, 'world');
    };
    look();
    await time.run(story.endAt, () => record.found.length > 0);
    if (record.found.length === 0) {
      let over = false;
      void judgeEnd(scene).then(() => (over = true));
      await time.run(story.endAt + 5_000, () => over);
      await judgeReplay(scene);
    }
    return {
      seed: story.seed,
      broken: record.found,
      virtualMs: time.elapsed(),
      webhooks: record.sent.length,
      accepted: record.sent.filter(({ outcome }) => outcome === 'accepted').length,
      wakings: scene.providers.stage.account.wakings.length,
      reach: [...record.reach.counts],
      lines: record.lines,
    };
  } finally {
    scene.close();
    process.off('unhandledRejection', unhandled);
  }
}
