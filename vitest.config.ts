import { defineConfig } from 'vitest/config';

/** Tests that start processes, servers under load or a browser; see vitest.processes.config.ts. */
export const processTests = [
  'test/journey/**/*.test.ts',
  'test/simulator/**/*.test.ts',
  'test/browser/**/*.test.ts',
  'test/action/process/**/*.test.ts',
];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: processTests,
    // Two workers fit the two cores that a CI runner has.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
