import type { DispatchStore } from '../../seams/store.ts';
import { toldDispatch } from './dispatch-log.ts';
import { StoryLog, type Committed, type StoryLogDeps } from './story-log.ts';

/** Everything that is told in the log of what brain and dispatch do. */
export interface Telling {
  /** Tells what a commit of the brain brought. */
  readonly committed: (batch: Committed) => void;
  /** The same store, whose settlements are told. */
  readonly dispatch: <S extends Pick<DispatchStore, 'settle'>>(store: S) => S;
}

/** Tells into one log. */
export function createTelling(deps: StoryLogDeps): Telling {
  const story = new StoryLog(deps);
  return {
    committed: (batch) => story.committed(batch),
    dispatch: (store) => toldDispatch(store, { ...deps, story }),
  };
}
