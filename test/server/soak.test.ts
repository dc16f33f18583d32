import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { SoakResult } from './support/soak.ts';

// Ten minutes at the speed of a real clock: npm run bench -- soak
it('half an hour at a hundred times the speed leaves memory as it was, no gap without a mark, and nothing behind', async () => {
  const script = path.join(import.meta.dirname, 'support', 'soak.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, '1800', '100']);
  const result = JSON.parse(stdout) as SoakResult;
  expect(result.growthBytes).toBeLessThan(5e6);
  expect(result.left).toEqual([]);
  expect(result.unexplainedGaps).toBe(0);
  // A machine that does much else misses many ticks at ten milliseconds from one to the next.
  expect(result.ticks).toBeGreaterThan(200);
  expect(result.ticks - result.streamed).toBeLessThanOrEqual(5);
  expect(result.fired).toBeGreaterThanOrEqual(2);
  expect(result.storedMinutes).toBeGreaterThanOrEqual(25);
});
