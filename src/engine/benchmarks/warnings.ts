import { formatDuration, formatPercent } from '../../base/units.ts';
import type { Block, MeasurementWarning, Summary, WarningCode } from '../../model/measurement.ts';
import type { LoaderChoice, MachineDuringRun, Preset } from '../../model/run.ts';
import { median, sorted, trimmedInterval } from '../stats/index.ts';
import { blockMedians, CONFIDENCE, medianGroups, withSamples } from './summarise.ts';

/** How a measurement was made, as far as advice depends on it. */
export interface MeasurementContext {
  readonly preset: Preset;
  readonly loader: LoaderChoice;
  /** Null while nothing is known of it. */
  readonly machine: MachineDuringRun | null;
}

interface Facts extends MeasurementContext {
  readonly blocks: readonly Block[];
  readonly summary: Summary;
}

/** A thread that waited longer than this share of its time for a core had company. */
const MUCH_WAITING = 0.05;
/** Above this share of all cores, others take caches, memory bandwidth and the clock with them even where cores are free. */
const MUCH_OTHER_LOAD = 0.5;
const MUCH_PRESSURE = 0.2;
const MUCH_COLLECTING = 0.1;
/** Batches shorter than so many steps of the timer are off by more than a per cent. */
const FEWEST_TIMER_STEPS = 100;
/** What Vite's rewritten imports cost, some nanoseconds an access, is below a thousandth of times beyond this. */
const LOADER_MATTERS_BELOW_NS = 10_000;
/** More than this for one benchmark is no advice. */
const LONGEST_TIME_S = 600;

/**
 * What the user should know beside the numbers, and do next; none when all is well. `blocks` are those that the
 * summary was made of.
 */
export function warningsFor(blocks: readonly Block[], summary: Summary, context: MeasurementContext): MeasurementWarning[] {
  const facts: Facts = { ...context, blocks: withSamples(blocks), summary };
  return RULES.flatMap(([code, advise]) => {
    const message = advise(facts);
    return message === null ? [] : [{ code, message }];
  });
}

const RULES: readonly (readonly [WarningCode, (facts: Facts) => string | null])[] = [
  ['optimized-away', optimizedAway],
  ['few-blocks', fewBlocks],
  ['noisy-machine', noisyMachine],
  ['wide-interval', wideInterval],
  ['bimodal', bimodal],
  ['not-steady', notSteady],
  ['coarse-timer', coarseTimer],
  ['no-wait-correction', noWaitCorrection],
  ['gc-heavy', gcHeavy],
  ['loader', viteLoader],
];

/** `--time` that is `factor` times what the preset allows, whole seconds; null when that is beyond patience. */
function timeFor(preset: Preset, factor: number): string | null {
  const seconds = Math.ceil((preset.budgetMs / 1000) * factor);
  return seconds <= LONGEST_TIME_S ? `--time ${seconds}` : null;
}

const isDisturbed = (block: Block): boolean => (block.waitedShare ?? 0) > MUCH_WAITING || (block.otherLoad ?? 0) > MUCH_OTHER_LOAD;

const missesTarget = ({ summary, preset }: Facts): boolean =>
  summary.relativeError !== null && summary.relativeError > preset.targetRelativeError;

function optimizedAway({ blocks, summary }: Facts): string | null {
  const emptyNs = median(sorted(blocks.map((block) => block.emptyNs)));
  const excessNs = summary.medianNs - emptyNs;
  // An empty loop of another function may lie otherwise in memory: a tenth is no work. More needs the noise to hide it.
  const hidden = () => {
    const medians = blockMedians(blocks);
    const interval = trimmedInterval(sorted(medians.map((value, i) => value - blocks[i]!.emptyNs)), CONFIDENCE);
    return interval === null || interval.low <= 0;
  };
  if (excessNs > 0.5 * emptyNs || (excessNs > 0.1 * emptyNs && !hidden())) return null;
  return (
    `An empty function takes as long (${formatDuration(emptyNs)}): the work was probably optimized away. ` +
    'Return the result, or pass it to keep(), and take the input from outside the function.'
  );
}

function fewBlocks({ blocks, summary, preset }: Facts): string | null {
  if (blocks.length >= preset.minBlocks) return null;
  const time = timeFor(preset, preset.minBlocks / blocks.length);
  const cost = summary.intervalNs === null ? 'there is no interval, and no budget is judged' : 'the interval is wide';
  const remedy = time ? `Give it more: ${time}.` : 'Measure a smaller piece of work.';
  return `Only ${blocks.length} of at least ${preset.minBlocks} blocks fitted into the time: ${cost}. ${remedy}`;
}

function noisyMachine({ blocks, machine, preset }: Facts): string | null {
  if (machine?.throttled === true) {
    return 'The processor was throttled, by heat or to save power: let it cool down, plug it in, and run again.';
  }
  const disturbed = blocks.filter(isDisturbed).length;
  const time = timeFor(preset, 2);
  const remedy = `run again when it is quiet${time ? `, or use ${time}` : ''}`;
  if (disturbed > 0) return `${disturbed} of ${blocks.length} blocks ran beside a busy process: ${remedy}.`;
  // Pressure tells what the blocks themselves could not read.
  const blind = blocks.every((block) => block.waitedShare === null);
  const pressure = machine?.cpuPressure ?? 0;
  return blind && pressure > MUCH_PRESSURE ? `Programs waited for a core ${formatPercent(pressure)} of the time: ${remedy}.` : null;
}

function wideInterval(facts: Facts): string | null {
  const { blocks, summary, preset } = facts;
  if (!missesTarget(facts) || blocks.length < preset.minBlocks) return null;
  const error = summary.relativeError!;
  // The width falls with the square root of the time.
  const time = timeFor(preset, (error / preset.targetRelativeError) ** 2);
  const remedy = time ? `${time} should reach it` : 'a quieter machine or a steadier benchmark is needed to reach it';
  return `The interval is ± ${formatPercent(error)}, and ${preset.name} aims at ± ${formatPercent(preset.targetRelativeError)}: ${remedy}.`;
}

function bimodal({ blocks, preset }: Facts): string | null {
  const groups = medianGroups(blocks);
  if (groups === null) return null;
  const [lower, upper] = [groups.lower, groups.upper].map((group) => `${formatDuration(group.medianNs)} (${group.blocks} blocks)`);
  const remedy =
    preset.name === 'thorough' ? 'Look at both groups, not at the median alone' : 'Use --preset thorough to see how often each occurs';
  return `Processes fall into two groups, ${lower} and ${upper}: probably V8 optimizes this code in two ways. ${remedy}.`;
}

function notSteady({ blocks, preset }: Facts): string | null {
  const unsteady = blocks.filter((block) => block.warmupEnd === 'spent').length;
  if (unsteady * 4 <= blocks.length) return null;
  const remedy = preset.name === 'thorough' ? 'the first samples may be slow' : 'use --preset thorough, which warms up longer';
  return `In ${unsteady} of ${blocks.length} blocks times still moved when the warm-up was over: ${remedy}.`;
}

function coarseTimer({ blocks, summary }: Facts): string | null {
  const coarse = blocks.filter((block) => summary.medianNs * block.iterationsPerSample < FEWEST_TIMER_STEPS * block.timerResolutionNs);
  if (coarse.length * 2 <= blocks.length) return null;
  const step = formatDuration(Math.max(...coarse.map((block) => block.timerResolutionNs)));
  return `The timer's steps of ${step} are coarse for a sample of this length: do more work in each call.`;
}

function noWaitCorrection(facts: Facts): string | null {
  if (!missesTarget(facts) || facts.blocks.some((block) => block.waitedShare !== null)) return null;
  return 'This system does not tell how long a thread waits for a core, so the load of other programs is in the times: close what you can.';
}

function gcHeavy({ blocks, summary }: Facts): string | null {
  const timedMs = blocks.reduce((sum, block) => sum + (block.sampleAtMs.at(-1) ?? 0), 0);
  if (!(summary.gcMs > MUCH_COLLECTING * timedMs)) return null;
  return `Garbage collection took ${formatPercent(summary.gcMs / timedMs)} of the time: allocate less, and compare heap per iteration beside time.`;
}

function viteLoader({ loader, summary }: Facts): string | null {
  if (loader.loader !== 'vite' || summary.medianNs >= LOADER_MATTERS_BELOW_NS) return null;
  return `Loaded through Vite (${loader.reason}): every use of an import costs some nanoseconds more. Set "loader": "native" if the file loads without it.`;
}
