import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// How long a state may take to come, and a unit test to end, on a machine that does much else: no limit says how fast Laptime is.
const PATIENCE_MS = 120_000;
// For people to look at: they assert nothing.
const arePicturesWanted = process.env['LAPTIME_PICTURES'] === 'true';

// `vitest run --project unit` and so on. Projects that start processes run one file at a time: their files share two
// things that cannot be shared while a timing is asserted, the machine's cores and its attention.
const slow = {
  fileParallelism: false,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  teardownTimeout: 60_000,
  expect: { poll: { timeout: PATIENCE_MS } },
};

// Vitest leaves one core to others, which of two is half of them.
const all = { maxWorkers: Math.max(2, availableParallelism() - 1) };
const two = { fileParallelism: true, maxWorkers: 2 };
const three = { fileParallelism: true, maxWorkers: 3 };

// One of ten thousand tests meets a moment in which the suites beside it have all cores. It is tried once more where all run, and listed at
// the end as one that was. Not for tests that go on from what the one before left.
const again = { retry: process.env['CI'] === 'true' ? 1 : 0 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['**/fixtures/**'],
          testTimeout: PATIENCE_MS,
          expect: { poll: { timeout: PATIENCE_MS / 2 } },
          ...all,
          ...again,
        },
      },
      { test: { name: 'house', include: ['test/house/**/*.test.ts'], ...slow } },
      { test: { name: 'cli', include: ['test/cli/*.test.ts'], ...slow } },
      // These assert no verdicts but of what differs many times over, and no times but those that a thread worked itself: others may
      // run beside them.
      { test: { name: 'cli-untimed', include: ['test/cli/untimed/*.test.ts'], ...slow, ...two, ...again } },
      // What they wait for is an answer over the loopback address.
      { test: { name: 'server', include: ['test/server/**/*.test.ts'], ...slow, ...two } },
      // Programs that are watched while they work: others beside them are what their diagnosis has to bear. The tests make room for one
      // another themselves, as some need a core and most do not.
      { test: { name: 'diagnosis', include: ['test/diagnosis/**/*.test.ts'], ...slow, maxConcurrency: 40 } },
      // A page waits for its frames, so that two of them leave a core idle.
      {
        test: {
          name: 'webview',
          include: ['test/webview/**/*.test.ts'],
          exclude: arePicturesWanted ? [] : ['test/webview/*ictures.test.ts'],
          ...slow,
          ...three,
        },
      },
      {
        test: {
          name: 'ui',
          include: ['test/editor/ui/**/*.test.ts'],
          globalSetup: 'test/editor/ui/support/packaged.ts',
          ...slow,
          // Three editors at a time take as long.
          ...two,
        },
      },
    ],
  },
});
