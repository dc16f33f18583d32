import { formatError, formatPercent } from '../../base/units.ts';
import { longerPreset, presetOption, timeOption } from '../../model/measureLonger.ts';
import type { Block, Measurement, MeasurementWarning, Summary, WarningCode } from '../../model/measurement.ts';
import { ranBesideOthers } from '../../model/ranBesideOthers.ts';
import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';

/** Beside a number: `~` it is not exact, `!` it may not be what it seems. */
export type Mark = '~' | '!';

/** One piece of advice for a whole run. */
export interface Advice {
  /** Null where it is not about single numbers. */
  readonly mark: Mark | null;
  readonly text: string;
  /** Names of the benchmarks that it is about; empty where the text says it all. */
  readonly names: readonly string[];
}

interface Warned {
  readonly measurement: Exclude<Measurement, { state: 'skipped' }>;
  readonly warning: MeasurementWarning;
}

/** What about a kind of warning, in the order of weight. */
interface Kind {
  readonly code: WarningCode;
  readonly mark: Mark | null;
  /** For two benchmarks or more; one is told by its own message. */
  readonly text: (warned: readonly Warned[], run: Run) => string;
}

// What is missing here is information, not advice: garbage collection belongs to the code that is measured.
const KINDS: readonly Kind[] = [
  {
    code: 'optimized-away',
    mark: '!',
    text: ({ length }) =>
      `${length} benchmarks take no longer than an empty function: the work was probably optimized away. ` +
      'Return the result, or pass it to keep(), and take the input from outside the function.',
  },
  {
    code: 'expectation-unclear',
    mark: '!',
    text: ({ length }) => `${length} expectations cannot be judged, because intervals overlap: measure longer.`,
  },
  { code: 'few-blocks', mark: '~', text: fewBlocks },
  { code: 'noisy-machine', mark: '~', text: noisyMachine },
  { code: 'wide-interval', mark: '~', text: wideInterval },
  {
    code: 'bimodal',
    mark: '!',
    text: (warned, run) =>
      `The processes of ${warned.length} benchmarks fall into two groups, probably because V8 optimizes them in two ways: ` +
      (longer(run) ? `use ${longer(run)} to see how often each occurs.` : 'look at both groups, not at the median alone.'),
  },
  {
    code: 'not-steady',
    mark: '!',
    text: (warned, run) =>
      `Times of ${warned.length} benchmarks still moved while they were taken` +
      (longer(run) ? `: use ${longer(run)}, which warms up longer.` : ': see whether they keep anything from call to call.'),
  },
  {
    code: 'coarse-timer',
    mark: '!',
    text: ({ length }) => `${length} benchmarks are short for the steps of the timer: do more work in each call.`,
  },
  {
    code: 'no-wait-correction',
    mark: null,
    text: () =>
      'This system does not tell how long a thread waits for a core, so the load of other programs is in the times: close what you can.',
  },
  {
    code: 'loader',
    mark: null,
    text: ({ length }) =>
      `${length} short benchmarks were loaded through Vite, where every use of an import costs some nanoseconds more: ` +
      'set "loader": "native" if their files load without it.',
  },
];

const MARKS = new Map(KINDS.map(({ code, mark }) => [code, mark]));
const WEIGHTS = new Map(KINDS.map(({ code }, place) => [code, place]));

/** Places kinds of warnings in order, the weightiest first; null for what only informs. */
export const weightOf = ({ code }: Pick<MeasurementWarning, 'code'>): number | null =>
  WEIGHTS.get(code) ?? (code === 'gc-heavy' ? null : KINDS.length);

export const markOf = ({ code }: Pick<MeasurementWarning, 'code'>): Mark | null => MARKS.get(code) ?? null;

/** `~`, `!`, both or nothing, by what a measurement is warned of. */
export function marksOf({ warnings }: Pick<Measurement, 'warnings'>): string {
  const marks = new Set(warnings.map(markOf));
  return (['~', '!'] as const).filter((mark) => marks.has(mark)).join('');
}

/** What to do after a run, each thing once, the weightiest first. The warnings of the measurements say more. */
export function adviceFor(run: Run): readonly Advice[] {
  const warned = inSourceOrder(run.measurements).flatMap((measurement) =>
    measurement.state === 'skipped' ? [] : measurement.warnings.map((warning): Warned => ({ measurement, warning })),
  );
  const ofKinds = KINDS.flatMap((kind): Advice[] => {
    const own = warned.filter(({ warning }) => warning.code === kind.code);
    if (own.length === 0) return [];
    const names = own.map(({ measurement }) => shortName(measurement));
    return own.length === 1
      ? [{ mark: kind.mark, text: `${names[0]}: ${own[0]!.warning.message}`, names: [] }]
      : [{ mark: kind.mark, text: kind.text(own, run), names }];
  });
  return [...ofKinds, ...ofMachine(run), ...ofFiles(warned)];
}

const shortName = ({ benchmark }: Measurement): string => benchmark.path.at(-1) ?? benchmark.id;

const ofTotal = (warned: readonly Warned[], run: Run): string =>
  `${warned.length} of ${run.measurements.filter((measurement) => measurement.state !== 'skipped' && measurement.summary).length}`;

function longer(run: Run): string | null {
  const preset = longerPreset(run.preset.name);
  return preset && presetOption(preset);
}

/** `--time 12`: enough for most of those that time helps; null where it helps none. */
function timeForMost(warned: readonly Warned[]): string | null {
  const times = warned.flatMap(({ warning }) => warning.timeSeconds ?? []).toSorted((a, b) => a - b);
  const seconds = times[Math.floor(0.75 * (times.length - 1))];
  return seconds === undefined ? null : timeOption(seconds);
}

const summaryOf = ({ measurement }: Warned): Summary | null => measurement.summary;

/** `up to ± 28 %`, of the widest of their intervals. */
function widest(warned: readonly Warned[]): string {
  const error = Math.max(...warned.map((one) => summaryOf(one)?.relativeError ?? 0));
  return error > 1 ? 'some beyond ± 100 %' : `up to ${formatError(error)}`;
}

function fewBlocks(warned: readonly Warned[], run: Run): string {
  const lack = warned.some((one) => summaryOf(one)?.intervalNs === null)
    ? 'too few for an interval, without which no budget is judged'
    : `and their intervals are wide, ${widest(warned)}`;
  const time = timeForMost(warned);
  const remedy = time ? `use ${time}, or measure smaller pieces of work` : 'measure smaller pieces of work';
  return `There was time for only a few blocks of ${ofTotal(warned, run)} benchmarks, ${lack}: ${remedy}.`;
}

function noisyMachine(warned: readonly Warned[], run: Run): string {
  const worst = warned
    .map(({ measurement }) => ({ beside: measurement.blocks.filter(ranBesideOthers).length, of: measurement.blocks.length }))
    .toSorted((a, b) => b.beside / b.of - a.beside / a.of)[0]!;
  const { otherLoad } = run.machine;
  const load = otherLoad === null ? '' : `; others used ${formatPercent(otherLoad)} of the processor`;
  const remedy = timeForMost(warned) ?? longer(run);
  return (
    `${ofTotal(warned, run)} benchmarks were measured beside a busy process (up to ${worst.beside} of ${worst.of} blocks${load}), ` +
    `and their intervals are wide, ${widest(warned)}: run again when it is quiet${remedy ? `, or use ${remedy}` : ''}.`
  );
}

function wideInterval(warned: readonly Warned[], run: Run): string {
  const { name, targetRelativeError } = run.preset;
  const time = timeForMost(warned);
  const preset = longer(run);
  const remedy = time
    ? `${time} should narrow most of them`
    : preset
      ? `use ${preset}`
      : 'see that each process does the same work on the same input';
  return (
    `The intervals of ${ofTotal(warned, run)} benchmarks are wide, ${widest(warned)}; ` +
    `${name} aims at ${formatError(targetRelativeError)}: ${remedy}.`
  );
}

/** Above this share of the time, programs stood in line for the processor. */
const MUCH_PRESSURE = 0.2;

function ofMachine(run: Run): readonly Advice[] {
  const measured = run.measurements.flatMap((one) => (one.state === 'skipped' || !one.summary ? [] : [one.blocks]));
  return measured.length === 0 ? [] : machineAdvice(run, measured.flat());
}

/** What the machine did to the times of these blocks, once for the whole run. */
export function machineAdvice({ machine, environment }: Pick<Run, 'machine' | 'environment'>, blocks: readonly Block[]): readonly Advice[] {
  const texts: string[] = [];
  const recorded = machine.warnings ?? [];
  texts.push(...recorded.map(({ message }) => message));
  if (machine.throttled === true && !recorded.some(({ code }) => code === 'throttled-cpu' || code === 'slow-clock')) {
    const cause = environment.container ? 'the limit of its container, by heat' : 'heat';
    texts.push(`The processor was slowed down during the run, by ${cause} or to save power: times are longer than they could be.`);
  }
  if (environment.onBattery === true) texts.push('The machine ran on battery, which slows processors down: plug it in before you compare.');
  // Where it was recorded, or the blocks could read it themselves, that is told already.
  const isBlind = machine.warnings === undefined && blocks.every((block) => block.waitedShare === null && block.otherLoad === null);
  if (isBlind && (machine.cpuPressure ?? 0) > MUCH_PRESSURE) {
    texts.push(`Programs waited for the processor ${formatPercent(machine.cpuPressure!)} of the time: run again when it is quiet.`);
  }
  return texts.map((text) => ({ mark: null, text, names: [] }));
}

/** What loading a bench file had to say: every benchmark of the file carries it. */
function ofFiles(warned: readonly Warned[]): readonly Advice[] {
  const files = new Map<string, Set<string>>();
  for (const { measurement, warning } of warned) {
    if (warning.code !== 'bench-file') continue;
    const known = files.get(warning.message) ?? new Set();
    files.set(warning.message, known.add(measurement.benchmark.file));
  }
  return [...files].map(([message, own]) =>
    own.size === 1 ? { mark: null, text: `${[...own][0]}: ${message}`, names: [] } : { mark: null, text: message, names: [...own] },
  );
}
