import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type TestOptions } from 'vitest';
import { needs, prlimit } from '../../running/needs.ts';
import { journey, type Journey } from './journey.ts';
import { through, type MachineTrouble } from './through.ts';

type Made = Omit<MachineTrouble, 'lastsMs'>;

/** What can be wrong with a machine for a minute. */
interface Minute {
  readonly name: string;
  readonly needs: TestOptions;
  readonly trouble: (of: Journey) => Made;
}

const hour = 3_600_000;
const meddles = pathToFileURL(path.join(import.meta.dirname, 'meddle.ts')).href;

/** A full disk as SQLite meets it, without root: the kernel refuses every write of the process to a file. */
function full(of: Journey): Made {
  const limit = (most: string): void => {
    const set = spawnSync(prlimit.what, ['--pid', String(of.relay().pid), `--fsize=${most}:`]);
    expect(set.status, String(set.stderr)).toBe(0);
  };
  return { begin: () => limit('1'), end: () => limit('unlimited'), door: 503 };
}

/** As long as the file is there, the relay is meddled with. */
function meddled(of: Journey, file: string, says: string, door: 202 | 503): Made {
  const whole = path.join(of.folder, file);
  return { begin: () => writeFileSync(whole, says), end: () => rmSync(whole), door };
}

function clock(of: Journey, offByMs: number): Made {
  return meddled(of, 'clock-off-by-ms', String(offByMs / of.clock.speed), 202);
}

/** Each of them for a minute, in the middle of an outage. */
export const minutes: readonly Minute[] = [
  { name: 'when the disk is full', needs: needs(prlimit), trouble: full },
  {
    name: 'when the store can only be read',
    needs: {},
    trouble: (of) => meddled(of, 'read-only', '', 503),
  },
  {
    // By the only clock it has two quiet hours have gone by, as for a machine that was asleep: the outage that goes on
    // after them is page 2.
    name: 'when its clock is two hours ahead',
    needs: {},
    trouble: (of) => ({ ...clock(of, 2 * hour), mostPages: 2 }),
  },
  {
    name: 'when its clock is two hours behind',
    needs: {},
    trouble: (of) => clock(of, -2 * hour),
  },
];

/** Lets an outage come to a relay whose machine is in this trouble for a virtual minute. */
export async function throughMinute({ trouble }: Minute, speed: number): Promise<void> {
  const seed = 1_331;
  const of = await journey({ seed, speed, env: { NODE_OPTIONS: `--import ${meddles}` } });
  await through(of, seed, { ...trouble(of), lastsMs: 60_000 });
}
