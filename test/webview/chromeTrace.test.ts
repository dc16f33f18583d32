import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProfile } from '../../src/engine/profiling/reading/readProfile.ts';
import { faultOf } from '../../src/engine/profiling/reading/soundness.fixture.ts';
import { ProfileSession } from '../../src/engine/profiling/session/profileSession.ts';
import { launchBrowser } from '../editor/host/browser.ts';

const WORK_MS = 700;
const work = (name: string): string =>
  `function ${name}() {\n  let sum = 0;\n  for (let turn = 0; turn < 1e5; turn += 1) sum = Math.imul(sum, 31) + turn;\n  return sum;\n}\n`;
const busy = (name: string): string =>
  `${work(name)}const end = performance.now() + ${WORK_MS}; while (performance.now() < end) ${name}();`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('a trace of Chromium', () => {
  it('has a profile for each thread that worked, with its functions and lines', async () => {
    const page = await browser.newPage();
    await browser.startTracing(page, {
      categories: [
        '-*',
        'devtools.timeline',
        'v8.execute',
        'disabled-by-default-v8.cpu_profiler',
        'disabled-by-default-v8.cpu_profiler.hires',
      ],
    });
    await page.evaluate(
      `(async () => {
        const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(`${busy('inWorker')} postMessage(1);`)}])));
        const done = new Promise((resolve) => (worker.onmessage = resolve));
        ${busy('inPage')}
        await done;
      })()`,
    );
    const trace = await browser.stopTracing();
    await page.close();

    const { format, profiles } = readProfile(gzipSync(trace));
    expect(format).toBe('Chrome trace');
    const session = new ProfileSession(format, profiles, { root: null });
    const selfOf = (name: string): number[] =>
      profiles.flatMap((_, place) => {
        session.choose(place);
        const { rows } = session.table({ range: null, sortBy: 'self', descending: true, text: name, offset: 0, limit: 10 });
        return rows.filter((row) => row.name === name).map(({ self }) => self);
      });
    expect(profiles.map(({ profile }) => faultOf(profile))).toEqual(profiles.map(() => ''));
    for (const name of ['inPage', 'inWorker']) {
      const [self = 0, ...others] = selfOf(name);
      expect(others, name).toEqual([]);
      expect(self, name).toBeGreaterThan((WORK_MS * 1000) / 4);
      expect(self, name).toBeLessThan(WORK_MS * 1000 * 4);
    }
  });
});
