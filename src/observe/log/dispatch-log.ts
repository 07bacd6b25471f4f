import type { Lane } from '../../domain/sending/lane.ts';
import { isPageId } from '../../domain/sending/notification.ts';
import type { Log } from '../../seams/log.ts';
import type { DispatchStore, Settlement } from '../../seams/store.ts';
import { FoldedLines, type FoldedLinesOptions } from './folded-lines.ts';
import type { StoryLog } from './story-log.ts';

/** What telling of dispatch needs. */
interface DispatchLogDeps extends Pick<FoldedLinesOptions, 'pace' | 'signal'> {
  readonly log: Log;
  readonly story: Pick<StoryLog, 'item' | 'deadLetter'>;
}

const windowMs = 60_000;

/**
 * A store that tells what dispatch settles: pages that were taken and resolved, lanes that got into trouble and out of
 * it, dead letters. A lane that is told to wait every few seconds says so once a minute.
 */
export function toldDispatch<S extends Pick<DispatchStore, 'settle'>>(store: S, deps: DispatchLogDeps): S {
  const lanes = new LaneStory(deps);
  const settle = async (settlements: readonly Settlement[], now: number): Promise<void> => {
    await store.settle(settlements, now);
    for (const { id, timeline, deadLetter, lane } of settlements) {
      // Only pages: every first message would be told otherwise.
      if (isPageId(id)) for (const note of timeline) deps.story.item(note);
      if (deadLetter !== null) deps.story.deadLetter(deadLetter);
      if (lane !== null) lanes.follow(lane, now);
    }
  };
  return { ...store, settle };
}

class LaneStory {
  private readonly deps: DispatchLogDeps;
  private readonly lines: FoldedLines;
  /** Lane → what was told of it last, and when its trouble began. */
  private readonly told = new Map<string, { readonly kind: Lane['state']['kind']; readonly since: number }>();

  constructor(deps: DispatchLogDeps) {
    this.deps = deps;
    const fold = (lane: string, more: number): void =>
      deps.log.warn(
        { event: 'lane', lane, more },
        `${lane} got into trouble ${more} more times in a minute.`,
      );
    this.lines = new FoldedLines({ ...deps, most: 1, windowMs, fold });
  }

  follow({ id, state }: Lane, now: number): void {
    const before = this.told.get(id);
    const kind = before?.kind ?? 'flowing';
    if (kind === state.kind) return;
    const { log } = this.deps;
    if (state.kind === 'flowing') {
      this.told.delete(id);
      const seconds = Math.round((now - (before?.since ?? now)) / 1_000);
      if (before !== undefined)
        log.info({ event: 'lane', lane: id }, `${id} flows again after ${seconds} s.`);
      return;
    }
    const { reason, until } = state;
    this.lines.tell(id, () => {
      this.told.set(id, { kind: state.kind, since: before?.since ?? now });
      const what = state.kind === 'blocked' ? 'is blocked' : `waits ${Math.ceil((until - now) / 1_000)} s`;
      log.warn({ event: 'lane', lane: id, state: state.kind, reason }, `${id} ${what}: ${reason}`);
    });
  }
}
