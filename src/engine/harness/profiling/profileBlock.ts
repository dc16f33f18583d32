import { writeFile } from 'node:fs/promises';
import type { ProfileReport, ProfileRequest } from '../../../protocol/harness.ts';
import { correctedNs, median, type Phase } from '../timing/phase.ts';
import { nowMs, type Stopwatch } from '../timing/stopwatch.ts';
import { inPhase, warmBlock } from '../timing/warmBlock.ts';
import type { OpenWork } from '../work.ts';
import { cutCpuProfile, type Stretches } from './cutCpuProfile.ts';
import { foldHeapProfile } from './foldHeapProfile.ts';
import { harnessFrames } from './harnessFrames.ts';
import { allowInlining, createV8Recorder, forgetOptimizedCode, urlsOf, type V8Profile } from './v8Recorder.ts';

/** Of the time that is recorded: how long it runs before, without a profiler. */
const PLAIN_SHARE = 1 / 4;
/** Code is optimized anew in this time, at the least. */
const SETTLING_MS = 250;
/** Of the processor's time, in samples: what waits tells little however long it is recorded. */
const FEWEST_SAMPLES = 300;

export interface ProfileSurroundings {
  /** Address of the folder of the built harness, with a slash at its end. */
  readonly harnessUrl: string;
  readonly alive: () => void;
  readonly stop: AbortSignal | undefined;
}

/**
 * Runs one benchmark as a block does, first without a profiler, then with it, and writes the profile of the measured part: what is
 * recorded in between is cut out by the time of each sample. One long piece after a plain one, not turns: in between, V8 has to compile
 * everything anew, without inlining, so that each function and line has what is its own.
 */
export async function profileBlock(work: OpenWork, request: ProfileRequest, surroundings: ProfileSurroundings): Promise<ProfileReport> {
  const { kind, interval, durationMs, mostMs } = request;
  const { alive, stop } = surroundings;
  const { Session } = await import('node:inspector');
  const warm = await warmBlock(work, request.plan, alive);
  try {
    const { runner, size, stopwatch } = warm;
    const clock = v8Clock();
    const run = async (atLeast: { readonly durationMs: number; readonly processorUs: number; readonly mostMs: number }) => {
      const phase = createSpan({ stopwatch, iterations: () => size.iterations, clock, stop, ...atLeast });
      await runner.run(phase, 'run');
      return phase;
    };
    const session = new Session();
    const recorder = createV8Recorder(kind, interval, session);
    const { plain, recorded, taken } = await inPhase(work, 'run', async () => {
      const plainMs = durationMs * PLAIN_SHARE;
      const plain = await run({ durationMs: plainMs, processorUs: 0, mostMs: 5 * plainMs });
      allowInlining(false);
      forgetOptimizedCode(session);
      // Code that is compiled while it is recorded knows its lines best.
      if (kind === 'cpu') recorder.start();
      await run({ durationMs: Math.max(SETTLING_MS, request.plan.warmupMs), processorUs: 0, mostMs: 5 * SETTLING_MS });
      if (kind === 'heap') recorder.start();
      const recorded = await run({ durationMs, processorUs: kind === 'cpu' ? FEWEST_SAMPLES * interval : 0, mostMs });
      const stoppedUs = clock();
      return { plain, recorded, taken: onOneClock(recorder.stop(), stoppedUs) };
    });
    const frames = harnessFrames(surroundings.harnessUrl);
    const profile = taken.kind === 'cpu' ? cutCpuProfile(taken.profile, recorded, frames) : foldHeapProfile(taken.profile, frames);
    await writeFile(request.profileFile, JSON.stringify(profile));
    const sourceMaps = recorder.sourceMaps(urlsOf(taken));
    recorder.dispose();
    const plainNs = median(plain.iterationNs);
    return {
      iterations: recorded.iterations,
      slowdown: plainNs > 0 ? median(recorded.iterationNs) / plainNs : null,
      nodeVersion: process.versions.node,
      sourceMaps,
    };
  } finally {
    warm.dispose();
  }
}

/** The clock that V8 samples by where the two are one, as on Linux and Windows: microseconds. */
function v8Clock(): () => number {
  const offsetUs = Number(process.hrtime.bigint()) / 1e3 - nowMs() * 1e3;
  return () => offsetUs + nowMs() * 1e3;
}

/** What the clocks of V8 and of Node may be apart before they are not one: V8 takes the time of its end some moments after it is asked. */
const ONE_CLOCK_US = 1e5;

/** The profile with its times on our clock. macOS has clocks that run on, and clocks that rest, while the machine sleeps. */
function onOneClock(taken: V8Profile, stoppedUs: number): V8Profile {
  if (taken.kind === 'heap' || Math.abs(taken.profile.endTime - stoppedUs) < ONE_CLOCK_US) return taken;
  const { profile } = taken;
  return { kind: 'cpu', profile: { ...profile, startTime: profile.startTime + stoppedUs - profile.endTime } };
}

interface Span extends Phase, Stretches {
  /** Of each batch. */
  readonly iterationNs: readonly number[];
  readonly iterations: number;
}

/** Batches until so much time was measured, and the processor had so much to do; no longer than `mostMs`, and at least one. */
function createSpan(options: {
  readonly stopwatch: Stopwatch;
  readonly iterations: () => number;
  readonly clock: () => number;
  readonly stop: AbortSignal | undefined;
  readonly durationMs: number;
  readonly processorUs: number;
  readonly mostMs: number;
}): Span {
  const { stopwatch, clock, stop, durationMs, processorUs, mostMs } = options;
  const startsUs: number[] = [];
  const endsUs: number[] = [];
  const iterationNs: number[] = [];
  const beganMs = nowMs();
  let iterations = 0;
  let batch = 0;
  let wallMs = 0;
  let usedUs = 0;
  const used = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
  let usedBeforeUs = 0;
  return {
    startsUs,
    endsUs,
    iterationNs,
    next() {
      batch = options.iterations();
      if (iterationNs.length === 0) return batch;
      const isEnough = wallMs >= durationMs && usedUs >= processorUs;
      return isEnough || nowMs() - beganMs >= mostMs || stop?.aborted === true ? 0 : batch;
    },
    start() {
      usedBeforeUs = used();
      startsUs.push(clock());
      stopwatch.start();
    },
    stop(ownNs) {
      stopwatch.stop();
      endsUs.push(clock());
      usedUs += used() - usedBeforeUs;
      wallMs += stopwatch.wallNs / 1e6;
      iterations += batch;
      iterationNs.push((ownNs ?? correctedNs(stopwatch)) / batch);
    },
    get iterations() {
      return iterations;
    },
  };
}
