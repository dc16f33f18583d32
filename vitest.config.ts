import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// `vitest run --project unit` and so on. Projects that start processes run one file at a time: their files share two
// things that cannot be shared while a timing is asserted, the machine's cores and its attention.
const slow = {
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  teardownTimeout: 20_000,
  expect: { poll: { timeout: 30_000 } },
};

// Vitest leaves one core to others, which of two is half of them.
const all = { maxWorkers: Math.max(2, availableParallelism() - 1) };
const two = { fileParallelism: true, maxWorkers: 2 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}'], exclude: ['**/fixtures/**'], testTimeout: 60_000, ...all } },
      { test: { name: 'house', include: ['test/house/**/*.test.ts'], ...slow } },
      { test: { name: 'cli', include: ['test/cli/*.test.ts'], ...slow } },
      // These assert no verdicts, and no times but those that a thread worked itself: one may disturb another.
      { test: { name: 'cli-untimed', include: ['test/cli/untimed/*.test.ts'], ...slow } },
      // A page waits for its frames, so that two of them leave a core idle.
      { test: { name: 'webview', include: ['test/webview/**/*.test.ts'], ...slow, fileParallelism: true, maxWorkers: 3 } },
      {
        test: {
          name: 'ui',
          include: ['test/editor/ui/**/*.test.ts'],
          globalSetup: 'test/editor/ui/support/packaged.ts',
          ...slow,
          // An editor waits for most of its time.
          ...two,
        },
      },
    ],
  },
});
