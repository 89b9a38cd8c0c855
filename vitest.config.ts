import { defineConfig } from 'vitest/config';

/** Real git processes run in the repository tests: two workers, and limits that only a hung process reaches. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    unstubEnvs: true,
    env: { NO_COLOR: '1' },
  },
});
