import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['./tests/support/browser-setup.ts'],
    reporters: ['default', './tests/support/closing-line.ts'],
    // Every core: what the tests wait for is mostly their own work.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
