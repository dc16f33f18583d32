import type { Insight } from '../../../model/insight.ts';
import type { LoggedCall, LoggedSite, V8Log } from '../log/v8Log.ts';
import type { Placed } from '../sourcePlaces.ts';
import { insightAt, lineOf, type View } from './view.ts';

/** Less of the measured time than this is not worth a word. */
const LEAST_SHARE = 0.01;
/** An inline cache keeps this many shapes apart (`max_valid_polymorphic_map_count`). */
const MOST_POLYMORPHIC = 4;
/** V8 remembers one function for a place that calls. Two of them may be a choice that it sees through. */
const LEAST_CALLEES = 3;
/** Fewer samples of one may be luck. */
const LEAST_CALLEE_SAMPLES = 2;

/** Accesses that saw more shapes than V8 keeps apart, and calls of functions that it could not foresee. */
export function findMegamorphic(view: View): Insight[] {
  const { log } = view;
  const insights: Insight[] = [];
  const told = new Set<string>();
  const polymorphic = new Set<string>();
  const common = { kind: 'megamorphic', phase: 'measured', isLoop: false } as const;
  const sites: { readonly site: LoggedSite; readonly placed: Placed; readonly share: number }[] = [];
  for (const site of log.sites) {
    const isPolymorphic = site.state === 'P';
    if (!isPolymorphic && !isMegamorphic(site)) continue;
    const placed = view.placeOf(site.place, site.inFunction?.name ?? '');
    if (!placed) continue;
    if (isPolymorphic) polymorphic.add(lineOf(placed));
    else if (isUsed(site, view)) sites.push({ site, placed, share: view.shareOfLine(placed) });
  }
  for (const { site, placed, share: ownShare } of sites) {
    const share = ownShare + lookupShare(site, ownShare, sites, log);
    if (share < LEAST_SHARE) continue;
    told.add(lineOf(placed));
    const reason = site.kind.startsWith('Keyed') && site.shapes.size <= MOST_POLYMORPHIC ? 'key' : 'property';
    const property = site.property === '' ? null : site.property;
    insights.push(insightAt(placed, { ...common, reason, v8: site.kind, property, count: site.shapes.size, share }));
  }
  for (const call of joined(log.calls)) {
    const placed = view.placeOf(call.place, call.inFunction.name);
    if (!placed || told.has(lineOf(placed))) continue;
    const often = [...call.callees.values()].filter((samples) => samples >= LEAST_CALLEE_SAMPLES);
    // A method of a few shapes is found without asking: V8 tells them apart by the shape.
    if (often.length < (polymorphic.has(lineOf(placed)) ? MOST_POLYMORPHIC + 1 : LEAST_CALLEES)) continue;
    const share = often.reduce((all, samples) => all + samples, 0) / Math.max(1, log.samples);
    if (share < LEAST_SHARE) continue;
    insights.push(insightAt(placed, { ...common, reason: 'call', v8: '', property: null, count: often.length, share }));
  }
  return insights;
}

/** V8 does not say which of the places a lookup was for: they share the time of all of their kind as they share that of their lines. */
function lookupShare(
  site: LoggedSite,
  ownShare: number,
  sites: readonly { readonly site: LoggedSite; readonly share: number }[],
  log: V8Log,
): number {
  const samples = log.lookupSamples.get(site.kind) ?? 0;
  const same = sites.filter((other) => other.site.kind === site.kind);
  const all = same.reduce((sum, { share }) => sum + share, 0);
  const part = all > 0 ? ownShare / all : 1 / same.length;
  return log.samples === 0 ? 0 : (part * samples) / log.samples;
}

const isMegamorphic = ({ state }: LoggedSite): boolean => state === 'N' || state === 'G';

/** A cache that was filled before the benchmark began counts where the benchmark spends time in its function. */
const isUsed = ({ isOfBenchmark, inFunction }: LoggedSite, view: View): boolean =>
  isOfBenchmark || (inFunction !== null && view.shareOf(inFunction) > 0);

/** Compilers place a call now and then a little beside where it is: what calls the same functions in one function is one place. */
function joined(calls: readonly LoggedCall[]): readonly LoggedCall[] {
  const heaviestFirst = calls.toSorted((a, b) => samplesOf(b) - samplesOf(a));
  const kept: LoggedCall[] = [];
  for (const call of heaviestFirst) {
    const same = kept.find(
      ({ inFunction, callees }) => inFunction === call.inFunction && [...call.callees.keys()].every((callee) => callees.has(callee)),
    );
    if (same) for (const [callee, samples] of call.callees) same.callees.set(callee, same.callees.get(callee)! + samples);
    else kept.push({ ...call, callees: new Map(call.callees) });
  }
  return kept;
}

const samplesOf = ({ callees }: LoggedCall): number => [...callees.values()].reduce((all, samples) => all + samples, 0);
