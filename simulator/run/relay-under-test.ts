import type { DownTime } from '../referee/evidence.ts';
import type { Course } from './course.ts';
import { relayApi, type RelayApi } from './relay-api.ts';
import { startRelay, type Exit, type RelaySetup } from './relay-process.ts';

/** The relay that a run storms, over all of its lives. */
export interface RelayUnderTest {
  readonly url: string;
  readonly api: RelayApi;
  /**
   * Kills it and starts it again on the same file after `down` virtual ms; null for a relay that is not ours. How long
   * the machine takes to start it is no part of the plan: the course is held for as long.
   */
  readonly crash: ((down: number, course: Course) => Promise<DownTime>) | null;
  /** Ends it with SIGTERM; null for a relay that is not ours. */
  end(): Promise<Exit | null>;
  /** Ends it at once, whatever state it is in. */
  abandon(): Promise<void>;
  /** The last lines it wrote. */
  tail(): string;
}

/** Starts the relay of this repository; throws RelayFailedError. */
export async function ownRelay(setup: RelaySetup): Promise<RelayUnderTest> {
  let process = await startRelay(setup);
  let over = false;
  const crash = async (down: number, course: Course): Promise<DownTime> => {
    const from = setup.clock.now();
    await process.kill();
    await setup.clock.sleep(down);
    const due = setup.clock.now();
    course.held = true;
    process = await startRelay(setup);
    const to = setup.clock.now();
    course.late += to - due;
    course.held = false;
    return { from, to };
  };
  return {
    url: process.url,
    api: relayApi(process.url),
    crash,
    end: async () => {
      over = true;
      return process.stop();
    },
    abandon: async () => {
      if (!over) await process.kill();
      over = true;
    },
    tail: () => process.tail(),
  };
}

/** A relay that somebody else started: nothing is done to it but sending webhooks. */
export function foreignRelay(url: string, adminToken?: string): RelayUnderTest {
  const base = url.replace(/\/(webhooks\/sentry)?\/?$/, '');
  return {
    url: base,
    api: relayApi(base, adminToken),
    crash: null,
    end: () => Promise.resolve(null),
    abandon: () => Promise.resolve(),
    tail: () => '',
  };
}
