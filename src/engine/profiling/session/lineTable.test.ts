import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import { bytesOf, randomProfile, type RawProfile } from '../reading/cpuProfile.fixture.ts';
import { readProfile } from '../reading/readProfile.ts';
import { ProfileSession } from './profileSession.ts';

/** What fell on each line, as `file:line`, and how many samples; and by function who called it, from the samples one by one. */
function reference({ nodes, samples, timeDeltas }: RawProfile) {
  const time = new Map<number, number>();
  for (const [index, id] of samples.entries()) {
    const own = index + 1 < samples.length ? timeDeltas[index + 1]! : 100;
    time.set(id, (time.get(id) ?? 0) + own);
  }
  const lines = new Map<string, { self: number; samples: number }>();
  for (const { id, callFrame, positionTicks = [], hitCount } of nodes) {
    for (const { line, ticks } of positionTicks) {
      const key = `${callFrame.url.replace('file:///app/', '')}:${line}`;
      const known = lines.get(key) ?? { self: 0, samples: 0 };
      lines.set(key, { self: known.self + ((time.get(id) ?? 0) * ticks) / hitCount, samples: known.samples + ticks });
    }
  }
  return lines;
}

describe('lines of a profile', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))('are what V8 counted for them, in every list (%d)', (seed) => {
    const raw = randomProfile(seededRandom(seed), { nodes: 50, samples: 400, functions: 5 });
    // The root has no script, and so no lines.
    delete raw.nodes[0]!.positionTicks;
    const { format, profiles } = readProfile(bytesOf(raw));
    const session = new ProfileSession(format, profiles, { root: '/app' });
    const expected = reference(raw);
    const all = session.hotLines(10_000);
    expect(all.map(({ file, line }) => `${file}:${line}`).toSorted()).toEqual(
      [...expected]
        .filter(([, { self }]) => self > 0)
        .map(([key]) => key)
        .toSorted(),
    );
    expect(all.map(({ self }) => self)).toEqual(all.map(({ self }) => self).toSorted((a, b) => b - a));
    for (const file of new Set(all.map((line) => line.file))) {
      const { lines, functions, whole } = session.heat(`/app/${file}`);
      expect(lines).toEqual(all.filter((line) => line.file === file));
      expect(whole).toBe(session.summary(null).total);
      for (const { line, self, samples } of lines) {
        const wanted = expected.get(`${file}:${line}`)!;
        expect(self).toBeCloseTo(wanted.self, 6);
        // Those of nodes that took no time have nothing to be told by.
        expect(samples).toBeLessThanOrEqual(wanted.samples);
        expect(samples).toBeGreaterThan(0);
      }
      for (const one of functions) {
        const called = one.callers.reduce((sum, caller) => sum + caller.total, 0);
        expect(called).toBeLessThanOrEqual(one.total + 1e-6);
        expect(one.callers.map(({ total }) => total)).toEqual(one.callers.map(({ total }) => total).toSorted((a, b) => b - a));
        expect(one.callers.some(({ name, line }) => name === one.name && line === one.line)).toBe(false);
      }
    }
  });
});
