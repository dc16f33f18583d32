import type { Insight, InsightFunction, InsightReason } from '../../model/insight.ts';
import type { ObserveReport } from '../../protocol/harness.ts';
import { deoptReason } from './deoptReason.ts';
import { placeIn, type ScriptPlace } from './log/scripts.ts';
import { lineKey, type LoggedDeopt, type LoggedFunction, type LoggedSite, type V8Log } from './log/v8Log.ts';
import type { Placed, SourcePlaces } from './sourcePlaces.ts';

/** Less of the measured time than this is not worth a word. */
const LEAST_SHARE = 0.01;
/** A function whose tier is told has this share of the time, and so many samples. */
const LEAST_UNOPTIMIZED_SHARE = 0.05;
const LEAST_SAMPLES = 20;
/** What says that a function was hardly ever optimized: the share of its own samples. */
const MOSTLY = 0.9;
/** V8 gives up on larger ones (`max_optimized_bytecode_size`). */
const MOST_OPTIMIZED_BYTES = 60 * 1024;
/** V8 learns from one deoptimization, sometimes from two: more of the same are a loop. */
const LOOP_COUNT = 3;
/** An inline cache keeps this many shapes apart (`max_valid_polymorphic_map_count`). */
const MOST_POLYMORPHIC = 4;
/** Functions that one place calls: V8 remembers one. Two may be luck of the samples. */
const LEAST_CALLEES = 3;
const LEAST_CALLEE_SAMPLES = 2;
/** Collecting garbage for less than this share of the time is no news, and nor is who had a small part in it. */
const LEAST_GARBAGE_SHARE = 0.05;
const LEAST_PART = 0.1;

type Found = Omit<Insight, 'file' | 'line' | 'column' | 'functionName'>;

/** What of a log is worth a word, heaviest first; what was over when the measured part began comes last. */
export function findInsights(log: V8Log, seen: ObserveReport | null, places: SourcePlaces): readonly Insight[] {
  const insights: Insight[] = [];
  const add = (place: ScriptPlace | null, name: string, found: Found) => {
    const placed = place && places.placeOf(place, name);
    if (placed) insights.push({ ...pick(placed), functionName: placed.name, ...found });
  };
  const shareOfLine = ({ url, line }: ScriptPlace) => shareOf(log.lineSamples.get(lineKey(url, line)) ?? 0, log);

  for (const [deopts, reason] of groupDeopts(log.deopts)) {
    const first = deopts[0]!;
    const measured = sum(deopts, ({ counts }) => counts.measured);
    const all = measured + sum(deopts, ({ counts }) => counts['warm-up']);
    const isLoop = measured >= LOOP_COUNT;
    // Code that has not been everywhere yet, or whose objects prove to live long: V8 starts with little and learns once.
    const isOrdinary = reason === 'no-feedback' || reason === 'changed-assumption' || reason === 'other-deopt';
    if (isOrdinary && measured < 2) continue;
    const phase = measured > 0 ? 'measured' : 'warm-up';
    const count = measured > 0 ? measured : all;
    const share = Math.max(shareOfLine(first.place), isLoop ? shareOfFunction(first.inFunction, log) : 0);
    add(first.place, first.inFunction?.name ?? '', {
      kind: 'deoptimized',
      reason,
      v8: first.reason,
      property: null,
      phase,
      count,
      isLoop,
      share,
    });
  }

  const megamorphicLines = new Set<string>();
  const polymorphicLines = new Set<string>();
  for (const site of log.sites) {
    const key = lineKey(site.place.url, site.place.line);
    if (site.state === 'P') polymorphicLines.add(key);
    if (!isMegamorphic(site) || !isUsed(site, log)) continue;
    const share = shareOfLine(site.place);
    if (share < LEAST_SHARE) continue;
    megamorphicLines.add(key);
    const reason = site.kind.startsWith('Keyed') && site.shapes.size <= MOST_POLYMORPHIC ? 'key' : 'property';
    add(site.place, site.inFunction?.name ?? '', {
      kind: 'megamorphic',
      reason,
      v8: site.kind,
      property: site.property === '' ? null : site.property,
      phase: 'measured',
      count: site.shapes.size,
      isLoop: false,
      share,
    });
  }

  for (const { place, inFunction, callees } of log.calls) {
    const key = lineKey(place.url, place.line);
    if (megamorphicLines.has(key)) continue;
    const often = [...callees].filter(([, samples]) => samples >= LEAST_CALLEE_SAMPLES);
    // A method of a few shapes is found without asking: V8 tells them apart by the shape.
    if (often.length < (polymorphicLines.has(key) ? MOST_POLYMORPHIC + 1 : LEAST_CALLEES)) continue;
    const share = shareOf(
      sum(often, ([, samples]) => samples),
      log,
    );
    if (share < LEAST_SHARE) continue;
    const call = { kind: 'megamorphic', reason: 'call', v8: '', property: null, phase: 'measured', isLoop: false } as const;
    add(place, inFunction.name, { ...call, count: often.length, share });
  }

  for (const logged of log.functions) {
    const samples = samplesOf(logged);
    const { interpreter, baseline } = logged.samples;
    const share = shareOf(samples, log);
    if (share < LEAST_UNOPTIMIZED_SHARE || samples < LEAST_SAMPLES || interpreter + baseline < MOSTLY * samples) continue;
    const never = { kind: 'neverOptimized', v8: '', property: null, phase: 'measured' } as const;
    const isLoop = logged.measuredDeoptimizations >= LOOP_COUNT;
    add(beginOf(logged, log), logged.name, { ...never, reason: whyNot(logged, isLoop), count: 1, isLoop, share });
  }

  for (const garbage of garbageOf(seen)) add(garbage.place, garbage.name, garbage.found);
  return sorted(merged(insights));
}

function whyNot({ bytecodeBytes }: LoggedFunction, isLoop: boolean): InsightReason {
  if (bytecodeBytes > MOST_OPTIMIZED_BYTES) return 'too-large';
  return isLoop ? 'deopt-loop' : 'not-optimized';
}

/** V8 says how long it collected, and which functions allocated how much: the former is split as the latter. */
function* garbageOf(seen: ObserveReport | null): Generator<{ readonly place: ScriptPlace; readonly name: string; readonly found: Found }> {
  if (!seen || seen.measuredMs <= 0) return;
  const share = Math.min(1, seen.collectingMs / seen.measuredMs);
  if (share < LEAST_GARBAGE_SHARE) return;
  const allBytes = sum(seen.allocating, ({ bytes }) => bytes);
  for (const { name, url, line, column, bytes } of seen.allocating) {
    if (bytes < LEAST_PART * allBytes || line < 1) continue;
    const found = { kind: 'garbage', reason: 'allocation', v8: '', property: null, phase: 'measured', isLoop: false } as const;
    yield { place: { url, line, column }, name, found: { ...found, count: seen.collections, share: (share * bytes) / allBytes } };
  }
}

/** Deoptimizations of one place are one thing, whatever compiler or copy of the code they were of. */
function groupDeopts(
  deopts: readonly LoggedDeopt[],
): (readonly [readonly LoggedDeopt[], Extract<ReturnType<typeof deoptReason>, string>])[] {
  const groups = new Map<string, LoggedDeopt[]>();
  for (const deopt of deopts) {
    const { url, line, column } = deopt.place;
    const reason = deoptReason(deopt.reason);
    if (reason === null) continue;
    const key = JSON.stringify([url, line, column, reason]);
    const group = groups.get(key);
    if (group) group.push(deopt);
    else groups.set(key, [deopt]);
  }
  return Array.from(groups.values(), (group) => [group, deoptReason(group[0]!.reason)!] as const);
}

const isMegamorphic = ({ state }: LoggedSite): boolean => state === 'N' || state === 'G';

/** A cache that was filled before the benchmark began counts where the benchmark spends time in its function. */
const isUsed = ({ isOfBenchmark, inFunction }: LoggedSite, log: V8Log): boolean => isOfBenchmark || shareOfFunction(inFunction, log) > 0;

export function samplesOf({ samples }: LoggedFunction): number {
  const { interpreter, baseline, maglev, turbofan } = samples;
  return interpreter + baseline + maglev + turbofan;
}

const shareOf = (samples: number, { samples: all }: V8Log): number => (all === 0 ? 0 : samples / all);
const shareOfFunction = (logged: LoggedFunction | null, log: V8Log): number => (logged ? shareOf(samplesOf(logged), log) : 0);

function beginOf({ scriptId, start }: LoggedFunction, { scripts }: V8Log): ScriptPlace | null {
  const script = scripts.get(scriptId);
  return script ? placeIn(script, start) : null;
}

/** Functions of the workspace and its packages that took time, heaviest first. */
export function functionsOf(log: V8Log, places: SourcePlaces): readonly InsightFunction[] {
  return log.functions
    .filter((logged) => shareOfFunction(logged, log) >= LEAST_SHARE)
    .flatMap((logged) => {
      const place = beginOf(logged, log);
      const placed = place && places.placeOf(place, logged.name);
      if (!placed) return [];
      const all = samplesOf(logged);
      const { interpreter, baseline, maglev, turbofan } = logged.samples;
      const tiers = { interpreter: interpreter / all, baseline: baseline / all, maglev: maglev / all, turbofan: turbofan / all };
      const { optimizations, deoptimizations } = logged;
      return [{ name: placed.name, ...pick(placed), share: shareOf(all, log), tiers, optimizations, deoptimizations }];
    })
    .toSorted((a, b) => b.share - a.share);
}

const pick = ({ file, line, column }: Placed) => ({ file, line, column });

/** Places of a script that were written as one, by a compiler that copies code, are one. */
function merged(insights: readonly Insight[]): Insight[] {
  const byPlace = new Map<string, Insight>();
  for (const insight of insights) {
    const { kind, reason, file, line, column, phase } = insight;
    const key = JSON.stringify([kind, reason, file, line, column, phase]);
    const known = byPlace.get(key);
    byPlace.set(key, known ? mergedWith(known, insight) : insight);
  }
  return [...byPlace.values()];
}

function mergedWith(one: Insight, other: Insight): Insight {
  const count = one.kind === 'deoptimized' ? one.count + other.count : Math.max(one.count, other.count);
  return { ...one, count, isLoop: one.isLoop || other.isLoop, share: Math.max(one.share, other.share) };
}

function sorted(insights: readonly Insight[]): Insight[] {
  const rank = ({ phase, isLoop }: Insight) => (phase === 'warm-up' ? 2 : isLoop ? 0 : 1);
  return insights.toSorted((a, b) => rank(a) - rank(b) || b.share - a.share || b.count - a.count);
}

const sum = <T>(values: readonly T[], valueOf: (value: T) => number): number => values.reduce((all, value) => all + valueOf(value), 0);
