import { defineConfig } from 'vitest/config';
import { processTests } from './vitest.config.ts';

/** One file after the other: what is tested are relays and fakes as processes, and each of them wants a core. */
export default defineConfig({
  test: {
    include: processTests,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
