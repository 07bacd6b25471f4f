import { defineConfig } from 'vitest/config';
import LongestFirst from './test/running/longest-first.ts';
import SkippedTests from './test/running/skipped.ts';

/** Files that start relays, fakes or a browser. They wait more than they work, so six of them fit two cores. */
const processes = [
  'test/journey/**/*.test.ts',
  'test/simulator/**/*.test.ts',
  'test/browser/**/*.test.ts',
  'test/action/process/**/*.test.ts',
];

/** Files that measure how long something takes, all of them with room for noise. They run last, and few at a time. */
const timed = 'test/**/*.timed.test.ts';

/**
 * Three kinds, one after the other. Files share the modules of their worker, because loading them anew for each file
 * costs more than most tests: what a helper opens, it closes with `onTestFinished`, and no hook of its own.
 */
const kind = (
  groupOrder: number,
  so: { name: string; include: string[]; exclude: string[]; maxWorkers: number },
) => ({
  test: {
    ...so,
    isolate: false,
    // Node itself loads the files and strips their types, as it does for the relay. Nothing here needs a bundler.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    restoreMocks: true,
    sequence: { groupOrder },
    // They end what hangs; no machine is so busy that a test needs them.
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  test: {
    reporters: ['default', new SkippedTests()],
    sequence: { sequencer: LongestFirst },
    projects: [
      kind(0, {
        name: 'unit',
        include: ['test/**/*.test.ts'],
        exclude: [...processes, timed],
        maxWorkers: 2,
      }),
      kind(1, { name: 'processes', include: processes, exclude: [timed], maxWorkers: 5 }),
      kind(2, { name: 'timed', include: [timed], exclude: [], maxWorkers: 3 }),
    ],
  },
});
