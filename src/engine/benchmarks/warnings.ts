import { formatDuration, formatError, formatPercent } from '../../base/units.ts';
import { longerPreset, presetOption, timeAdviceSeconds, timeOption } from '../../model/measureLonger.ts';
import type { Block, MeasurementWarning, Summary, WarningCode } from '../../model/measurement.ts';
import { ranBesideOthers } from '../../model/ranBesideOthers.ts';
import type { LoaderChoice, Preset } from '../../model/run.ts';
import { countForWidth, median, sorted, trimmedInterval } from '../stats/index.ts';
import { TYPICAL_START_MS } from './presets.ts';
import { blockMedians, CONFIDENCE, medianGroups, withSamples } from './summarise.ts';

/** How a measurement was made, as far as advice depends on it. */
export interface MeasurementContext {
  readonly preset: Preset;
  readonly loader: LoaderChoice;
}

interface Facts extends MeasurementContext {
  readonly blocks: readonly Block[];
  readonly summary: Summary;
}

/** An interval up to so many times as wide as aimed at is still what was asked for, more or less. */
const WIDE = 2;
/** From this share of its blocks on, company explains a wide interval. */
const MUCH_COMPANY = 1 / 3;
const MUCH_COLLECTING = 0.2;
/** Times that move less than this while they are measured move the median less than noise does. */
const SMALLEST_DRIFT = 0.05;
/** A direction in fewer samples of a block is noise. */
const FEWEST_FOR_DRIFT = 8;
const FEWEST_FOR_INTERVAL = 3;
/** Batches shorter than so many steps of the timer are off by more than a per cent. */
const FEWEST_TIMER_STEPS = 100;
/** What Vite's rewritten imports cost, some nanoseconds an access, is below a thousandth of times beyond this. */
const LOADER_MATTERS_BELOW_NS = 10_000;

/**
 * What the user should know beside the numbers, and do next; none when all is well. `blocks` are those that the
 * summary was made of.
 */
export function warningsFor(blocks: readonly Block[], summary: Summary, context: MeasurementContext): MeasurementWarning[] {
  const facts: Facts = { ...context, blocks: withSamples(blocks), summary };
  return RULES.flatMap(([code, rule]) => {
    const advice = rule(facts);
    return advice === null ? [] : [{ code, ...(typeof advice === 'string' ? { message: advice } : advice) }];
  });
}

type Advice = string | { readonly message: string; readonly timeSeconds: number };

const RULES: readonly (readonly [WarningCode, (facts: Facts) => Advice | null])[] = [
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

/** Of the time of nothing it does not matter how exact it is. */
const isWide = (facts: Facts): boolean =>
  (facts.summary.relativeError ?? 0) > WIDE * facts.preset.targetRelativeError && optimizedAway(facts) === null;

/** Seconds in which the interval should become as narrow as the preset aims at; null beyond patience. */
function timeToNarrow({ blocks, summary, preset }: Facts): number | null {
  const has = blocks.length;
  // Beyond what the advice may cost there is no need to count.
  const needed = countForWidth(has, preset.targetRelativeError / summary.relativeError!, CONFIDENCE, 100 * has);
  return timeAdviceSeconds(preset, (preset.budgetMs * needed) / has);
}

/** `what` with the remedy of more time where that is one, else with the other. */
function advise(what: string, timeSeconds: number | null, withTime: (option: string) => string, otherwise: string): Advice {
  const message = `${what}: ${timeSeconds === null ? otherwise : withTime(timeOption(timeSeconds))}.`;
  return timeSeconds === null ? message : { message, timeSeconds };
}

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

function fewBlocks(facts: Facts): Advice | null {
  const { blocks, summary, preset } = facts;
  const had = `There was time for only ${blocks.length === 1 ? 'one block' : `${blocks.length} blocks`}`;
  const smaller = 'measure a smaller piece of work';
  if (blocks.length < FEWEST_FOR_INTERVAL) {
    const blockMs = TYPICAL_START_MS + median(sorted(blocks.map((block) => block.warmupMs + (block.sampleAtMs.at(-1) ?? 0))));
    const seconds = timeAdviceSeconds(preset, FEWEST_FOR_INTERVAL * blockMs);
    return advise(`${had}, so there is no interval, and no budget is judged`, seconds, (time) => `use ${time}, or ${smaller}`, smaller);
  }
  if (blocks.length >= preset.minBlocks || !isWide(facts) || hadCompany(facts)) return null;
  const seconds = timeAdviceSeconds(preset, (preset.budgetMs * preset.minBlocks) / blocks.length);
  return advise(`${had}, and the interval is ${formatError(summary.relativeError!)}`, seconds, (time) => `use ${time}`, smaller);
}

const besideOthers = (blocks: readonly Block[]): number => blocks.filter(ranBesideOthers).length;
const hadCompany = ({ blocks }: Facts): boolean => besideOthers(blocks) >= MUCH_COMPANY * blocks.length;

/** Company that did no harm is not worth a word. */
function noisyMachine(facts: Facts): Advice | null {
  const { blocks, summary } = facts;
  if (!isWide(facts) || !hadCompany(facts)) return null;
  const what = `${besideOthers(blocks)} of ${blocks.length} blocks ran beside a busy process, and the interval is ${formatError(summary.relativeError!)}`;
  const again = 'run again when it is quiet';
  return advise(what, timeToNarrow(facts), (time) => `${again}, or use ${time}`, again);
}

function wideInterval(facts: Facts): Advice | null {
  const { blocks, summary, preset } = facts;
  // Where the reason is known, that is the advice.
  if (!isWide(facts) || hadCompany(facts) || blocks.length < preset.minBlocks) return null;
  const longer = longerPreset(preset.name);
  return advise(
    `The interval is ${formatError(summary.relativeError!)}; ${preset.name} aims at ${formatError(preset.targetRelativeError)}`,
    timeToNarrow(facts),
    (time) => `${time} should reach it`,
    longer ? `${presetOption(longer)} narrows it` : 'its processes disagree, so see that each does the same work on the same input',
  );
}

function bimodal({ blocks, preset }: Facts): string | null {
  const groups = medianGroups(blocks);
  if (groups === null) return null;
  const [lower, upper] = [groups.lower, groups.upper].map((group) => `${formatDuration(group.medianNs)} (${group.blocks} blocks)`);
  const longer = longerPreset(preset.name);
  const remedy = longer ? `Use ${presetOption(longer)} to see how often each occurs` : 'Look at both groups, not at the median alone';
  return `Processes fall into two groups, ${lower} and ${upper}: probably V8 optimizes this code in two ways. ${remedy}.`;
}

function notSteady({ blocks, preset }: Facts): string | null {
  const unsteady = blocks.filter((block) => block.warmupEnd === 'spent').length;
  if (unsteady * 2 <= blocks.length) return null;
  // The heuristic of the warm-up takes noise for movement too: what counts is whether times moved where they were taken.
  const drift = median(sorted(blocks.map(driftOf)));
  if (drift >= 1 + SMALLEST_DRIFT) {
    const longer = longerPreset(preset.name);
    const remedy = longer ? `Use ${presetOption(longer)}, which warms up longer` : 'Its later samples tell more than its median';
    return `Times still fell by ${formatPercent(1 - 1 / drift)} while they were taken: the code was not warm yet. ${remedy}.`;
  }
  if (drift > 1 / (1 + SMALLEST_DRIFT)) return null;
  return `Times rose by ${formatPercent(1 / drift - 1)} while they were taken: probably something grows from call to call. Begin each call with fresh state.`;
}

/** The median of the first half of the samples over that of the second: above 1 where times fell. */
function driftOf({ samplesNs }: Block): number {
  if (samplesNs.length < FEWEST_FOR_DRIFT) return 1;
  const half = Math.floor(samplesNs.length / 2);
  const [first, second] = [samplesNs.slice(0, half), samplesNs.slice(-half)].map((part) => median(sorted(part)));
  return first! > 0 && second! > 0 ? first! / second! : 1;
}

function coarseTimer({ blocks, summary }: Facts): string | null {
  const coarse = blocks.filter((block) => summary.medianNs * block.iterationsPerSample < FEWEST_TIMER_STEPS * block.timerResolutionNs);
  if (coarse.length * 2 <= blocks.length) return null;
  const step = formatDuration(Math.max(...coarse.map((block) => block.timerResolutionNs)));
  return `The timer's steps of ${step} are coarse for a sample of this length: do more work in each call.`;
}

function noWaitCorrection(facts: Facts): string | null {
  if (!isWide(facts) || facts.blocks.some((block) => block.waitedShare !== null)) return null;
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
