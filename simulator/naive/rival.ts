import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SimClock } from '../clock.ts';
import type { FaultSpec } from '../fakes/start.ts';
import { track } from '../run/children.ts';
import type { Scenario } from '../storm/scenario.ts';
import type { FromNaive, NaiveFigures, ToNaive } from './messages.ts';

/** Another relay under the same storm, with fakes of its own. */
export interface Rival {
  readonly name: 'naive';
  /** The page of its fakes. */
  readonly windowUrl: string;
  /** Begins the storm whose timeline begins then (virtual UNIX ms). */
  storm(start: number): void;
  /** Breaks a provider of its own in the same way. */
  strike(fault: FaultSpec): void;
  /** Plays its storm at another pace from now on. */
  turn(pace: number): void;
  /** What it came to; null where it is not over in time, or went wrong: nothing waits for it for long. */
  figures(): Promise<NaiveFigures | null>;
  end(): Promise<void>;
}

/** What a rival needs to be stormed as the relay under test is. */
interface RivalSetup {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly clock: SimClock;
}

/** Starts a rival; null where that fails, which fails nothing else. */
export type StartRival = (setup: RivalSetup) => Promise<Rival | null>;

/** Real ms that it is waited for: at its beginning, and when the other half is over. */
const openWithinMs = 60_000;
const overWithinMs = 60_000;

/** Starts a naive relay with everything around it, as a process of its own. */
export const startNaive: StartRival = async ({ scenario, seed, clock: { speed, epoch } }) => {
  const child = fork(path.join(import.meta.dirname, 'process.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  track(child);
  // A process that cannot be started or told anything is one that is gone.
  child.on('error', () => undefined);
  const gone = once(child, 'exit').then(nothing, nothing);
  const tell = (message: ToNaive): void => {
    if (child.connected) child.send(message);
  };
  const first = <Kind extends FromNaive['kind']>(kind: Kind): Promise<Of<Kind> | null> =>
    Promise.race([
      gone,
      new Promise<Of<Kind>>((resolve) => {
        child.on('message', (message: FromNaive) => {
          if (message.kind === kind) resolve(message as Of<Kind>);
        });
      }),
    ]);
  const over = first('over');
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  const opening = first('opened');
  tell({ kind: 'open', scenario, seed, clock: { speed, epoch } });
  const opened = await within(openWithinMs, opening);
  if (opened === null) {
    await end();
    return null;
  }
  return {
    name: 'naive',
    windowUrl: opened.windowUrl,
    storm: (start) => tell({ kind: 'storm', start }),
    strike: (fault) => tell({ kind: 'strike', fault }),
    turn: (pace) => tell({ kind: 'turn', pace }),
    figures: async () => (await within(overWithinMs, over))?.figures ?? null,
    end,
  };
};

const nothing = (): null => null;

type Of<Kind extends FromNaive['kind']> = Extract<FromNaive, { kind: Kind }>;

function within<T>(ms: number, wanted: Promise<T | null>): Promise<T | null> {
  return Promise.race([wanted, delay(ms, null, { ref: false })]);
}
