import { visibleText } from '../../base/text.ts';
import type { FixOutputs } from '../../model/fixMeasurement.ts';
import type { SeenCall, WitnessReport } from '../../protocol/harness.ts';
import { compareSeen, type Difference } from './differenceOf.ts';

/** What one call of a benchmark did on a side; `threw`: the call itself failed, and how. */
export type SideOutput = { readonly state: 'done'; readonly report: WitnessReport } | { readonly state: 'threw'; readonly message: string };

export interface BenchmarkOutputs {
  /** Its name. */
  readonly benchmark: string;
  readonly before: SideOutput;
  /** The same once more: what differs here differs by itself. */
  readonly again: SideOutput;
  readonly after: SideOutput;
}

type Found = Pick<Extract<FixOutputs, { state: 'differ' }>, 'place' | 'before' | 'after'>;

/**
 * Whether the benchmarks, and the changed functions that they call, return, throw and leave behind the same on both sides. `everywhere`:
 * they execute all that is changed.
 */
export function compareOutputs(all: readonly BenchmarkOutputs[], everywhere: boolean): FixOutputs {
  let calls = 0;
  let allCalls = 0;
  let seen = false;
  const unclear: string[] = [];
  for (const { benchmark, before, again, after } of all) {
    const name = visibleText(benchmark);
    const bySelf = firstDifference(before, again);
    if (bySelf.found) {
      unclear.push(`${name} does something else each time, at ${bySelf.found.place}`);
      continue;
    }
    const { found, opaque, compared } = firstDifference(before, after);
    if (found) return { state: 'differ', benchmark, ...found };
    calls += compared;
    if (before.state !== 'done') continue;
    allCalls += before.report.callCount;
    seen ||= compared > 0 || before.report.returned !== undefined;
    if (opaque !== null) unclear.push(`${name} gives ${opaque}`);
  }
  const [why] = unclear;
  if (why !== undefined) return { state: 'not-compared', reason: why };
  if (!seen) return { state: 'not-compared', reason: 'the benchmarks return nothing, and no call of the changed code returns anything' };
  return { state: 'equal', calls, allCalls, everywhere };
}

interface SidesDifference {
  readonly found: Found | null;
  readonly opaque: string | null;
  /** Calls that were compared. */
  readonly compared: number;
}

function firstDifference(before: SideOutput, after: SideOutput): SidesDifference {
  const without = { opaque: null, compared: 0 };
  if (before.state === 'threw' || after.state === 'threw') {
    const [a, b] = [outcomeText(before), outcomeText(after)];
    return { found: a === b ? null : { place: 'the benchmark', before: a, after: b }, ...without };
  }
  let opaque: string | null = null;
  const look = (place: string, difference: Difference | null): Found | null =>
    difference && { place: `${place}${difference.place}`, before: difference.before, after: difference.after };
  const returned = compareSeen(before.report.returned, after.report.returned);
  opaque ??= returned.opaque;
  const found = look('what the benchmark returns', returned.difference);
  if (found) return { found, ...without };
  const [calls, others] = [before.report.calls, after.report.calls];
  // A fix may call a function more seldom, that is what some are for: then no call stands beside another.
  if (before.report.callCount !== after.report.callCount) return { found: null, opaque, compared: 0 };
  for (const [index, call] of calls.entries()) {
    const other = others[index];
    if (!other || other.name !== call.name) return { found: null, opaque, compared: index };
    const compared = compareCalls(call, other);
    opaque ??= compared.opaque;
    if (compared.found) return { found: compared.found, ...without };
  }
  return { found: null, opaque, compared: calls.length };
}

function compareCalls(before: SeenCall, after: SeenCall): { readonly found: Found | null; readonly opaque: string | null } {
  const name = `${visibleText(before.name)}()`;
  if (before.end !== after.end) return { found: { place: name, before: endText(before), after: endText(after) }, opaque: null };
  const value = compareSeen(before.value, after.value);
  if (value.difference)
    return {
      found: { ...value.difference, place: `${name}${before.end === 'threw' ? ' throws ' : ' → '}${value.difference.place}` },
      opaque: null,
    };
  // What it is given may well hold functions: they are not what it does.
  const { difference } = compareSeen(before.given, after.given);
  if (difference) return { found: { ...difference, place: `what ${name} was given${difference.place}` }, opaque: null };
  return { found: null, opaque: value.opaque };
}

const endText = ({ end }: SeenCall): string => (end === 'threw' ? 'it throws' : 'it returns');

const outcomeText = (side: SideOutput): string => (side.state === 'threw' ? `it throws: ${visibleText(side.message)}` : 'it returns');
