import { describe, expect, it } from 'vitest';
import { isCancellation } from '../../base/errors.ts';
import type { BisectAnswer, BisectEvent, BisectOutcome } from '../../model/bisection.ts';
import { bisect, type BisectParts } from './bisect.ts';
import { hashOf, plantedHistory, stateInMemory, type History, type PlantedHistory } from './plantedHistory.fixture.ts';
import type { BisectRequest } from './search.ts';

const never = new AbortController().signal;

const search = (planted: PlantedHistory, options: Partial<BisectRequest> = {}, onEvent: (event: BisectEvent) => void = () => {}) =>
  bisect({ path: planted.path, benchmark: 'a.bench.ts > sort', threshold: 0.05, ...options }, planted.parts, onEvent, never);

/** The answer names the culprit, and besides it only commits that nothing tells from it. */
function isRight(outcome: BisectOutcome, { culprit, broken }: PlantedHistory): boolean {
  if (outcome.state !== 'found') return false;
  const hashes = outcome.suspects.map(({ commit }) => commit.hash).toSorted();
  return hashes.includes(culprit.hash) && hashes.slice(0, -1).every((hash) => broken.has(hash));
}

const found = (outcome: BisectOutcome) => {
  if (outcome.state !== 'found') throw new Error(outcome.state);
  return outcome;
};

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
}

/** A short history with answers by place, and without noise unless the answers have it. */
function shortHistory(answers: readonly (BisectAnswer | (() => BisectAnswer))[], parts: Partial<BisectParts> = {}): PlantedHistory {
  const planted = plantedHistory({ commits: answers.length - 1, effect: 0, noise: 0 }, 1);
  const measure: BisectParts['measure'] = ({ hash }) => {
    planted.measured.push(hash);
    const answer = answers[planted.path.findIndex((commit) => commit.hash === hash)]!;
    return Promise.resolve(typeof answer === 'function' ? answer() : answer);
  };
  return {
    ...planted,
    parts: { ...planted.parts, measure, touches: (path) => Promise.resolve(path.slice(1).map(() => 'touches')), ...parts },
  };
}

const value = (logTime: number): BisectAnswer => ({ kind: 'value', logTime });
const timeout: BisectAnswer = { kind: 'timeout' };
const broken: BisectAnswer = { kind: 'broken', message: 'npm ci failed' };

describe('bisect', () => {
  it.each([
    [{ commits: 64, effect: 0.05, noise: 0.01, broken: 8, dependencyChanges: 6, same: 0.2, quiet: 0.2 }, 0.03],
    [{ commits: 128, effect: 0.08, noise: 0.02, broken: 32, dependencyChanges: 6 }, 0.05],
    [{ commits: 256, effect: 0.1, noise: 0.02, broken: 20, dependencyChanges: 10, quiet: 0.6, wild: 0.03 }, 0.05],
    [{ commits: 512, effect: 0.05, noise: 0.01, broken: 64, dependencyChanges: 10, same: 0.3 }, 0.03],
    [{ commits: 512, effect: 0.15, noise: 0.03, broken: 40, dependencyChanges: 10, dependencyEffect: 0.01 }, 0.05],
  ] as const satisfies readonly (readonly [History, number])[])(
    'finds the right commit in at least 95 of 100: %o, from %d on',
    async (history, threshold) => {
      let right = 0;
      for (let seed = 0; seed < 100; seed++) {
        const planted = plantedHistory(history, 3000 + seed);
        if (isRight(await search(planted, { threshold }), planted)) right += 1;
      }
      expect(right).toBeGreaterThanOrEqual(95);
    },
  );

  it('says how large the change is, how sure, and what was skipped', async () => {
    const planted = plantedHistory({ commits: 40, effect: 0.2, noise: 0.01, broken: 10 }, 5);
    const outcome = found(await search(planted));
    expect(outcome.suspects.map(({ commit }) => commit)).toContainEqual(planted.culprit);
    expect(outcome.chance).toBeGreaterThanOrEqual(0.99);
    expect(outcome.ratio).toBeCloseTo(1.2, 1);
    expect(outcome.interval!.low).toBeLessThan(1.2);
    expect(outcome.interval!.high).toBeGreaterThan(1.2);
    expect(outcome.endsRatio).toBeCloseTo(1.2, 1);
    expect(outcome).toMatchObject({
      earlierRatio: null,
      laterRatio: null,
      runs: planted.measured.length,
      durationMs: 4000 * planted.measured.length,
    });
    const skipped = planted.measured.filter((hash) => planted.broken.has(hash));
    expect(outcome.skipped.map(({ commit }) => commit.hash).toSorted()).toEqual([...new Set(skipped)].toSorted());
    expect(outcome.skipped.every(({ message }) => message === 'the install failed')).toBe(true);
    // Skipped at once: nobody is asked twice.
    expect(new Set(skipped).size).toBe(skipped.length);
  });

  it('answers with a block where the commits around the change do not run', async () => {
    const planted = shortHistory([value(0), value(0), broken, broken, value(0.3), value(0.3)]);
    const outcome = found(await search(planted));
    expect(outcome.suspects.map(({ commit }) => commit.hash)).toEqual([2, 3, 4].map(hashOf));
    expect(outcome.before.hash).toBe(hashOf(1));
  });

  it('asks again, in the next search, a commit that failed for what may pass', async () => {
    let isAway = true;
    const away = (): BisectAnswer => (isAway ? { ...broken, passing: true } : value(0.3));
    const { parts, measured, ...planted } = shortHistory([value(0), value(0), away, broken, value(0.3), value(0.3)]);
    const first = found(await search({ ...planted, parts, measured }));
    expect(first.suspects.map(({ commit }) => commit.hash)).toEqual([2, 3, 4].map(hashOf));
    expect(first.skipped.map(({ commit }) => commit.hash)).toEqual([2, 3].map(hashOf));
    const saved = await parts.state.runs();
    expect(saved.map(({ kind, commit }) => [kind, commit])).toContainEqual(['broken', hashOf(3)]);
    expect(saved.map(({ commit }) => commit)).not.toContain(hashOf(2));

    isAway = false;
    const second = found(await search({ ...planted, parts, measured }));
    expect(second.suspects.map(({ commit }) => commit.hash)).toEqual([hashOf(2)]);
    expect(measured.filter((hash) => hash === hashOf(3))).toHaveLength(1);
  });

  it('never measures a commit that is proved the same, and puts the blame where something changed', async () => {
    const touches = ['same', 'same', 'touches', 'same', 'same', 'touches', 'same'] as const;
    const planted = shortHistory([0, 0, 0, 0.3, 0.3, 0.3, 0.3, 0.3].map(value), { touches: () => Promise.resolve(touches) });
    const events: BisectEvent[] = [];
    const outcome = found(await search(planted, {}, (event) => events.push(event)));
    expect(outcome.suspects.map(({ commit }) => commit.hash)).toEqual([hashOf(3)]);
    expect(outcome.before.hash).toBe(hashOf(2));
    expect(events[0]).toMatchObject({ kind: 'started', candidates: 2, resumedRuns: 0 });
    expect(new Set(planted.measured)).toEqual(new Set([0, 3, 7].map(hashOf)));
  });

  it('measures another of the commits that are the same where one does not run', async () => {
    const touches = ['touches', 'same', 'touches'] as const;
    const planted = shortHistory([value(0), broken, value(0.3), value(0.3)], { touches: () => Promise.resolve(touches) });
    expect(found(await search(planted)).suspects.map(({ commit }) => commit.hash)).toEqual([hashOf(1)]);
    expect(planted.measured).toContain(hashOf(2));
  });

  it('finds a commit that only seems not to touch the benchmark', async () => {
    const planted = shortHistory(
      [0, 0, 0, 0, 0, 0.2, 0.2, 0.2, 0.2].map((level) => value(level)),
      { touches: (path) => Promise.resolve(path.slice(1).map(({ hash }) => (hash === hashOf(5) ? 'quiet' : 'touches'))) },
    );
    expect(found(await search(planted)).suspects[0]!.commit.hash).toBe(hashOf(5));
  });

  it('measures nothing where no commit changes what the benchmark is made of', async () => {
    const planted = shortHistory([0, 0, 0].map(value), { touches: () => Promise.resolve(['same', 'same']) });
    expect(await search(planted)).toMatchObject({ state: 'same-code', runs: 0, commits: 2, endsRatio: null, noise: null });
    expect(planted.measured).toEqual([]);
  });

  it('prefers commits that are ready', async () => {
    const planted = shortHistory([...Array.from({ length: 10 }, () => value(0)), ...Array.from({ length: 10 }, () => value(0.3))], {
      isReady: ({ hash }) => hash === hashOf(11),
    });
    await search(planted);
    expect(planted.measured.find((hash) => hash !== hashOf(0) && hash !== hashOf(19))).toBe(hashOf(11));
  });

  it('takes timeouts for slow', async () => {
    const outcome = found(await search(shortHistory([value(0), value(0), value(0), timeout, timeout, timeout])));
    expect(outcome.suspects.map(({ commit }) => commit.hash)).toEqual([hashOf(3)]);
    expect(outcome).toMatchObject({ ratio: null, interval: null, endsRatio: null });
  });

  it('stops where there is no effect, and where noise hides it', async () => {
    const none = plantedHistory({ commits: 64, effect: 0, noise: 0.01 }, 3);
    const outcome = await search(none);
    expect(outcome).toMatchObject({ state: 'no-effect', skipped: [] });
    expect(outcome.endsInterval!.low).toBeLessThan(1);
    expect(outcome.endsInterval!.high).toBeLessThan(1.05);
    expect(new Set(none.measured)).toEqual(new Set([hashOf(0), hashOf(64)]));
    const noisy = await search(plantedHistory({ commits: 64, effect: 0, noise: 0.3 }, 4), { threshold: 0.15 });
    expect(noisy.state).toBe('too-noisy');
    expect(noisy.state === 'too-noisy' && noisy.smallestVisible).toBeGreaterThan(0.15);
    expect(noisy.noise).toBeGreaterThan(0.2);
  });

  it('ends without an answer after the most runs, and tells who is suspected', async () => {
    const outcome = await search(plantedHistory({ commits: 512, effect: 0.1, noise: 0.02 }, 2), { mostRuns: 12 });
    expect(outcome).toMatchObject({ state: 'unsettled', runs: 12 });
    expect(outcome.state === 'unsettled' && outcome.suspects.length).toBe(5);
  });

  it('tells its progress', async () => {
    const planted = plantedHistory({ commits: 64, effect: 0.15, noise: 0.02, quiet: 0.5 }, 8);
    const events: BisectEvent[] = [];
    const outcome = found(await search(planted, {}, (event) => events.push(event)));
    expect(events.map(({ kind }) => kind)).toEqual([
      'started',
      ...Array.from({ length: outcome.runs }, () => ['measuring', 'measured']).flat(),
    ]);
    const progress = events.flatMap((event) => ('progress' in event ? [event.progress] : []));
    expect(progress[0]).toMatchObject({ runs: 0, remainingMs: null, endsRatio: null, noise: null });
    expect(progress[0]!.runsLeft).toBeGreaterThan(10);
    for (const { chances, suspects, runs } of progress) {
      expect(chances).toHaveLength(65);
      expect(chances[0]).toBe(0);
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
      expect(suspects[0]!.chance).toBeCloseTo(Math.max(...chances), 6);
      expect(suspects.length).toBeLessThanOrEqual(5);
      expect(runs).toBeLessThan(outcome.runs);
    }
    const last = progress.at(-1)!;
    expect(last.remainingMs).toBe(last.runsLeft * 4000);
    expect(last.endsRatio).toBeGreaterThan(1.1);
    const purposes = events.flatMap((event) => (event.kind === 'measuring' ? [event.purpose] : []));
    expect(purposes.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'ends'));
    expect(purposes).toContain('search');
  });
});

describe('bisect that was stopped', () => {
  /** Answers by commit and how often it was asked, so that the order of searches does not matter. */
  const answers = () => {
    const planted = plantedHistory({ commits: 100, effect: 0.1, noise: 0.03, broken: 10 }, 11);
    const asked = new Map<string, BisectAnswer[]>();
    const given = new Map<string, number>();
    const measure: BisectParts['measure'] = async (commit, signal) => {
      signal.throwIfAborted();
      const at = given.get(commit.hash) ?? 0;
      given.set(commit.hash, at + 1);
      const list = asked.get(commit.hash) ?? [];
      asked.set(commit.hash, list);
      while (list.length <= at) list.push(logTimeOf(await planted.parts.measure(commit, signal), commit.hash, list.length));
      return list[at]!;
    };
    return { planted, measure };
  };
  /** Not by the order of questions, but by commit and count. */
  function logTimeOf(answer: BisectAnswer, hash: string, count: number): BisectAnswer {
    if (answer.kind !== 'value') return answer;
    const level = Number.parseInt(hash, 16) >= 60 ? 0.1 : 0;
    return value(level + 0.03 * Math.sin(Number.parseInt(hash, 16) * 12.9 + count * 78.2));
  }

  it('goes on from the last answer, to the same result as without a stop', async () => {
    const straight = answers();
    const whole = await search({ ...straight.planted, parts: { ...straight.planted.parts, measure: straight.measure } });

    const stopped = answers();
    const state = stateInMemory();
    let outcome: BisectOutcome | undefined;
    let stops = 0;
    while (outcome === undefined) {
      const controller = new AbortController();
      let left = 5;
      const measure: BisectParts['measure'] = (commit, signal) => {
        if (left-- === 0) controller.abort();
        return stopped.measure(commit, signal);
      };
      const request = { path: stopped.planted.path, benchmark: 'a.bench.ts > sort', threshold: 0.05 };
      outcome = await bisect(request, { ...stopped.planted.parts, measure, state }, () => {}, controller.signal).catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
        stops += 1;
        return undefined;
      });
    }
    expect(stops).toBeGreaterThan(1);
    expect(outcome).toEqual(whole);
    expect(outcome.state).toBe('found');
    // Asked again when all is known, it measures nothing.
    const again = await search({
      ...stopped.planted,
      parts: { ...stopped.planted.parts, measure: () => Promise.reject(new Error('measured')), state },
    });
    expect(again).toEqual(whole);
  });

  it('begins nothing when it was cancelled before', async () => {
    const planted = plantedHistory({ commits: 8, effect: 0.1, noise: 0.01 }, 1);
    const request = { path: planted.path, benchmark: 'a', threshold: 0.05 };
    await expect(bisect(request, planted.parts, () => {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(planted.measured).toEqual([]);
  });

  it('leaves runs of other commits alone', async () => {
    const state = stateInMemory([{ kind: 'value', logTime: 9, commit: 'f'.repeat(40), durationMs: 1 }]);
    const planted = plantedHistory({ commits: 16, effect: 0.2, noise: 0.01 }, 6, state);
    expect(isRight(await search(planted), planted)).toBe(true);
  });
});

describe('bisect that cannot be', () => {
  it('names the end at which the benchmark does not run, and tries it again the next time', async () => {
    const state = stateInMemory();
    const bad = shortHistory([value(0), value(0), broken], { state });
    expect(await failure(search(bad))).toMatchObject({
      code: 'bisect-end-broken',
      message: `The benchmark does not run at the bad end, ${hashOf(2).slice(0, 10)}: npm ci failed. Choose another bad commit.`,
    });
    expect((await state.runs()).map(({ kind }) => kind)).toEqual(['value']);
    expect(await failure(search(shortHistory([broken, value(0), value(0)])))).toMatchObject({
      code: 'bisect-end-broken',
      message: /good end.*another good commit/,
    });
  });

  it('says when the bad end is the faster one', async () => {
    const swapped = plantedHistory({ commits: 16, effect: -0.2, noise: 0.01 }, 2);
    expect(await failure(search(swapped))).toMatchObject({ code: 'bisect-faster', message: /became (19|20|21) % faster/ });
  });

  it('says when the good end comes to no end', async () => {
    expect(await failure(search(shortHistory([timeout, value(0), value(0)])))).toMatchObject({ code: 'bisect-good-timeout' });
  });

  it('hands on what measuring throws, with all answers saved', async () => {
    const state = stateInMemory();
    let left = 4;
    const disk = new Error('no space');
    const planted = shortHistory([0, 0, 0.2, 0.2].map(value), { state });
    const measure: BisectParts['measure'] = (commit, signal) =>
      left-- === 0 ? Promise.reject(disk) : planted.parts.measure(commit, signal);
    expect(await failure(search({ ...planted, parts: { ...planted.parts, measure } }))).toBe(disk);
    expect(await state.runs()).toHaveLength(4);
  });
});
