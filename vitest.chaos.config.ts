import { defineConfig } from 'vitest/config';

/** What `npm run chaos` runs: too long for each run of the tests, which have a short form of it. */
export default defineConfig({
  test: {
    include: ['test/chaos/*.long.ts'],
    experimental: { viteModuleRunner: false, nodeLoader: false },
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
