import { formatSpan } from '../../base/spans.ts';
import { formatBytes, formatPercent } from '../../base/units.ts';
import type { MetricSeries } from '../../model/metric.ts';
import { MUCH_OTHER_LOAD } from '../../model/ranBesideOthers.ts';
import type { MachineWarning, MachineWarningCode } from '../../model/run.ts';

type Values = Pick<MetricSeries, 'atMs' | 'values'>;

/** What was recorded beside a run. */
export interface RecordedMachine {
  /** Empty of a metric that there is not. */
  series(metric: string): Values;
  /** The clock of the fastest core, MHz. */
  readonly clocks: Values;
}

/** When times were taken, ms since 1970-01-01 UTC. */
export interface MeasuredTime {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A trimmed mean leaves out a fifth of the blocks at each end: what lasts for less is hardly in it. */
const LEAST_SHARE = 0.2;
const FEWEST_VALUES = 2;
/** What lies further apart has a gap between it. */
const MOST_STEP_MS = 5000;
const USUAL_STEP_MS = 1000;
/** From a fifth of the time on some task stood in line for a core: so does the benchmark, which takes one all the time. */
const MUCH_PRESSURE = 0.2;
/** What was taken from one benchmark in turn is a twentieth of its times: five times what they are to be exact to. */
const MUCH_TAKEN = 0.05;
/** Less is what idle programs are moved to the disk of. */
const MUCH_SWAPPED_BYTES = 50e6;
/** Clocks vary by some per cent by themselves. */
const SLOW_CLOCK = 0.85;

/** A stretch, or several, in which values were beyond what does no harm. */
interface Stretch {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  readonly atMs: number;
  readonly lastedMs: number;
}

interface Rule {
  readonly code: MachineWarningCode;
  readonly metric: string;
  readonly isMuch: (value: number) => boolean;
  /** `during` follows the words for how much. */
  readonly text: (found: Stretch, during: string) => string;
}

const AGAIN = 'run again when it is quiet';
const most = ({ mean, most: share }: Stretch) => (share - mean < 0.05 ? '' : `, up to ${formatPercent(share)},`);

const RULES: readonly Rule[] = [
  {
    code: 'busy-machine',
    metric: 'machine.cpu.others',
    isMuch: (share) => share > MUCH_OTHER_LOAD,
    text: (found, during) => `Other processes used ${formatPercent(found.mean)} of the processor${most(found)} ${during}: ${AGAIN}.`,
  },
  {
    code: 'cpu-pressure',
    metric: 'machine.cpu.pressure',
    isMuch: (share) => share > MUCH_PRESSURE,
    text: (found, during) => `Programs waited for the processor ${formatPercent(found.mean)} of the time ${during}: ${AGAIN}.`,
  },
  {
    code: 'stolen-cpu',
    metric: 'machine.cpu.steal',
    isMuch: (share) => share > MUCH_TAKEN,
    text: (found, during) =>
      `The host of this virtual machine gave ${formatPercent(found.mean)} of its processor${most(found)} to others ${during}: ` +
      'times are longer than they could be.',
  },
  {
    code: 'throttled-cpu',
    metric: 'machine.cpu.throttled',
    isMuch: (share) => share > 0,
    text: (found, during) =>
      `The limit of the container stopped its processes in ${formatPercent(found.mean)} of its periods ${during}: ` +
      'give it more of the processor, or do less beside the run.',
  },
  {
    code: 'short-memory',
    metric: 'machine.memory.pressure',
    isMuch: (share) => share > MUCH_TAKEN,
    text: (found, during) =>
      `Programs waited for memory ${formatPercent(found.mean)} of the time ${during}: close what you can, and run again.`,
  },
];

/**
 * What the machine did while times were taken that may be in them, each thing once; undefined where too little was recorded to tell. What
 * lasted for less than a fifth of the time is left out.
 */
export function machineWarnings({ series, clocks }: RecordedMachine, time: MeasuredTime): readonly MachineWarning[] | undefined {
  if (within(series('machine.cpu'), time).length < FEWEST_VALUES) return undefined;
  const found = RULES.flatMap(({ code, metric, isMuch, text }) => {
    const stretch = stretchOf(series(metric), time, isMuch);
    return stretch === null ? [] : [toWarning(code, stretch, text(stretch, duringOf(stretch, time)))];
  });
  return [...joined(found), ...swapping(series('machine.swap.used'), time), ...slowClock(clocks, time)];
}

/** That others have the processor is why programs wait for it: that is said in one sentence. */
function joined(all: readonly MachineWarning[]): readonly MachineWarning[] {
  const [busy, pressure] = (['busy-machine', 'cpu-pressure'] as const).map((code) => all.find((each) => each.code === code));
  if (busy === undefined || pressure === undefined) return all;
  const waited = `, and programs waited for it ${formatPercent(pressure.value)} of the time: ${AGAIN}.`;
  const both = { ...busy, message: busy.message.replace(`: ${AGAIN}.`, waited) };
  return all.flatMap((each) => (each === busy ? both : each === pressure ? [] : each));
}

function swapping({ atMs, values }: Values, time: MeasuredTime): MachineWarning[] {
  const places = within({ atMs, values }, time);
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined || values[last]! - values[first]! < MUCH_SWAPPED_BYTES) return [];
  const bytes = values[last]! - values[first]!;
  const moved = { mean: bytes, least: bytes, most: bytes, atMs: atMs[first]!, lastedMs: atMs[last]! - atMs[first]! };
  const text = `${formatBytes(bytes)} of memory were moved to the disk ${duringOf(moved, time)}: close what you can, and run again.`;
  return [toWarning('swapping', moved, text)];
}

function slowClock(clocks: Values, time: MeasuredTime): MachineWarning[] {
  const fastest = clocks.values.reduce((highest, mhz) => Math.max(highest, mhz), 0);
  const found = stretchOf(clocks, time, (mhz) => mhz < SLOW_CLOCK * fastest);
  if (found === null) return [];
  const text =
    `The processor ran at ${Math.round(found.mean)} MHz instead of ${Math.round(fastest)} MHz ${duringOf(found, time)}: ` +
    'let it cool down, or see what saves power, before you compare.';
  return [{ ...toWarning('slow-clock', found, text), extreme: found.least }];
}

const toWarning = (code: MachineWarningCode, { mean, most: extreme, atMs, lastedMs }: Stretch, message: string): MachineWarning => ({
  ...{ code, message, value: mean, extreme, atMs: Math.round(atMs), lastedMs: Math.round(lastedMs) },
});

/** `for 12 s of the 40 s that were measured, from 5 s on`. */
function duringOf({ atMs, lastedMs }: Stretch, { fromMs, untilMs }: MeasuredTime): string {
  const all = formatSpan(untilMs - fromMs);
  const lasted = formatSpan(lastedMs);
  if (lasted === all || lastedMs >= 0.95 * (untilMs - fromMs)) return `for all of the ${all} that were measured`;
  const begun = atMs - fromMs < 1000 ? 'from their beginning on' : `first after ${formatSpan(atMs - fromMs)}`;
  return `for ${lasted} of the ${all} that were measured, ${begun}`;
}

/** Places of the values that were read in a time. */
const within = ({ atMs }: Values, { fromMs, untilMs }: MeasuredTime): number[] =>
  [...atMs.keys()].filter((place) => atMs[place]! > fromMs && atMs[place]! <= untilMs + USUAL_STEP_MS);

/** Each value is of the time since the one before it. Null where too little is beyond. */
function stretchOf({ atMs, values }: Values, time: MeasuredTime, isMuch: (value: number) => boolean): Stretch | null {
  const { fromMs, untilMs } = time;
  const parts = within({ atMs, values }, time).flatMap((place) => {
    const value = values[place]!;
    const stepMs = Math.min(place === 0 ? USUAL_STEP_MS : atMs[place]! - atMs[place - 1]!, MOST_STEP_MS);
    const beginMs = Math.max(atMs[place]! - stepMs, fromMs);
    return isMuch(value) ? [{ value, beginMs, lastedMs: Math.max(Math.min(atMs[place]!, untilMs) - beginMs, 0) }] : [];
  });
  const lastedMs = parts.reduce((sum, part) => sum + part.lastedMs, 0);
  if (parts.length < FEWEST_VALUES || lastedMs < LEAST_SHARE * (untilMs - fromMs)) return null;
  const each = parts.map(({ value }) => value);
  return {
    mean: parts.reduce((sum, part) => sum + part.value * part.lastedMs, 0) / lastedMs,
    least: Math.min(...each),
    most: Math.max(...each),
    atMs: parts[0]!.beginMs,
    lastedMs,
  };
}
