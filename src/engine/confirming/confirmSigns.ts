import { UserError } from '../../base/errors.ts';
import type { BottleneckClass } from '../../model/finding.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { leakAnswer, placeAnswer, type Answer, type FoundPlace, type Sign } from '../diagnosis/index.ts';
import { attachToProcess, orAborted, sourceMapsOf } from '../profiling/index.ts';
import type { Programs } from '../watching/index.ts';
import { collectAgain } from './collections.ts';
import { placeInSource } from './placeInSource.ts';
import { placeOfCalls } from './placeOfCalls.ts';
import { profiledPlace, type ProfilePlaces } from './profiledPlace.ts';

export interface ConfirmParts extends ProfilePlaces {
  readonly programs: Pick<Programs, 'sampleStack'>;
}

export interface Confirmation {
  readonly answers: readonly Answer[];
  /** What could not be asked, and why, in words for the user. */
  readonly problems: readonly string[];
}

const STALLS_FOR_MS = 3000;
const STALL_MS = 50;
/** Of a stack, from what is slow outwards. */
const MOST_CALLERS = 4;
/** A program that waits synchronously does not answer before it is done. */
const ANSWERS_WITHIN_MS = 60_000;

const ASKED: Partial<Readonly<Record<BottleneckClass, string>>> = {
  'memory-leak': 'whether garbage collections free the memory',
  'event-loop-blocked': 'what blocks the event loop',
  'gc-pressure': 'who allocates',
  'cpu-bound': 'which line costs most',
  'external-latency': 'where calls are made',
};

/** What would be asked of a program for these signs, in words. */
export const questionsOf = (signs: readonly Sign[]): readonly string[] => signs.flatMap((each) => ASKED[each.class] ?? []);

/** Asks a program that runs, through its inspector, about each sign. `onQuestion` is told what is asked. */
export async function confirmSigns(
  signs: readonly Sign[],
  program: WatchedProgram,
  parts: ConfirmParts,
  onQuestion: (question: string) => void,
  signal: AbortSignal,
): Promise<Confirmation> {
  const answers: Answer[] = [];
  const problems: string[] = [];
  for (const each of signs) {
    const question = ASKED[each.class];
    if (question === undefined) continue;
    onQuestion(question);
    try {
      answers.push(...(await ask(each.class, program, parts, AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]))));
    } catch (error) {
      signal.throwIfAborted();
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      if (!(error instanceof UserError) && !isTimeout) throw error;
      problems.push(`It could not be found out ${question}: ${isTimeout ? 'the program did not answer.' : error.message}`);
    }
  }
  return { answers, problems };
}

async function ask(about: BottleneckClass, program: WatchedProgram, parts: ConfirmParts, signal: AbortSignal): Promise<readonly Answer[]> {
  const { root, nowMs } = parts;
  const placed = (found: FoundPlace | null) => (found === null ? [] : [placeAnswer(about, found)]);
  if (about === 'cpu-bound') return placed(await profiledPlace(program.pid, 'cpu', parts, signal));
  if (about === 'gc-pressure') return placed(await profiledPlace(program.pid, 'heap', parts, signal));
  if (about === 'external-latency') return placed(await placeOfCalls(program.pid, root, signal));
  if (about === 'event-loop-blocked') return placed(await stallOf(program, parts, signal));
  const { kept, allocator, sourceMaps } = await collectAgain(program.pid, nowMs, signal);
  const answer = leakAnswer(kept);
  if (!answer?.holds || allocator === null) return answer ? [answer] : [];
  const place = placeInSource(allocator, sourceMaps, root);
  return [answer, ...placed(place && { place, share: allocator.share })];
}

/** The function that most of the blocked time falls on. */
async function stallOf(program: WatchedProgram, parts: ConfirmParts, signal: AbortSignal): Promise<FoundPlace | null> {
  // One that has not reported yet cannot be told to look at itself.
  if (program.by === 'outside') return profiledPlace(program.pid, 'cpu', parts, signal);
  const { programs, root } = parts;
  const sample = await programs.sampleStack(program.id, { durationMs: STALLS_FOR_MS, leastMs: STALL_MS }, signal);
  if (sample === null) return null;
  const own = sample.frames.filter(({ url }) => url !== '' && !url.startsWith('node:'));
  const sourceMaps = await mapsInMemory(program.pid, new Set(own.map(({ url }) => url)), signal);
  const places = own.flatMap((frame) => placeInSource(frame, sourceMaps, root) ?? []);
  const [place, ...callers] = places;
  return place ? { place, share: sample.share, callers: callers.slice(0, MOST_CALLERS) } : null;
}

/** Those that a loader made. Without them the place is that of what V8 runs, unless there is a map on disk. */
async function mapsInMemory(pid: number, urls: ReadonlySet<string>, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  try {
    const { client, detach } = await attachToProcess({ pid }, signal);
    try {
      return await orAborted(
        sourceMapsOf(client, () => urls),
        signal,
      );
    } finally {
      await detach();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return new Map();
  }
}
