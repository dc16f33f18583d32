import * as v from 'valibot';
import { messageOf } from '../../base/errors.ts';
import type { ComparisonRun } from '../../model/comparison.ts';
import type { Gain } from '../../model/gain.ts';
import type { Run } from '../../model/run.ts';
import { comparisonRun as comparisonSchema } from './comparisonSchema.ts';
import { gain as gainSchema } from './gainSchema.ts';
import { run as runSchema } from './runSchema.ts';
import { describeIssues, toJson } from './storedJson.ts';

/*
 * An export is JSON Lines. Each line says what it is and in which version of its format, so that a Laptime that does not know
 * one kind still reads the others.
 */

const RUN = 'laptime-run';
const COMPARISON = 'laptime-comparison';
const GAIN = 'laptime-gain';
const VERSION = 1;

const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const envelope = v.variant('format', [
  v.object({ format: v.literal(RUN), version, run: v.unknown() }),
  v.object({ format: v.literal(COMPARISON), version, comparison: v.unknown() }),
  v.object({ format: v.literal(GAIN), version, gain: v.unknown() }),
]);

type ExportEntry =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'comparison'; readonly run: ComparisonRun }
  | { readonly kind: 'gain'; readonly gain: Gain };

/** A run as one line of an export, with its line break. */
export function writeRunLine(run: Run): string {
  return `${toJson({ format: RUN, version: VERSION, run })}\n`;
}

/** A comparison as one line of an export, with its line break. */
export function writeComparisonLine(comparison: ComparisonRun): string {
  return `${toJson({ format: COMPARISON, version: VERSION, comparison })}\n`;
}

/** A fix that was measured as one line of an export, with its line break. */
export function writeGainLine(gain: Gain): string {
  return `${toJson({ format: GAIN, version: VERSION, gain })}\n`;
}

/** The run of one line of an export; else what is wrong with it, in words that follow its place. */
export function readRunLine(text: string): Run | string {
  const entry = readExportLine(text);
  if (typeof entry === 'string') return entry;
  return entry.kind === 'run' ? entry.run : `is a ${entry.kind}, not a run`;
}

/** What one line of an export holds; else what is wrong with it, in words that follow its place. */
export function readExportLine(text: string): ExportEntry | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `is not JSON: ${messageOf(error)}`;
  }
  const outer = v.safeParse(envelope, value);
  if (!outer.success) return 'is not a run that `laptime export` wrote';
  const line = outer.output;
  if (line.version > VERSION) {
    return `was exported by a newer Laptime (format ${line.version}, this one knows ${VERSION}): update Laptime and import again`;
  }
  if (line.format === RUN) {
    const result = v.safeParse(runSchema, line.run);
    return result.success ? { kind: 'run', run: result.output } : `is not a whole run: ${describeIssues(result.issues)}`;
  }
  if (line.format === GAIN) {
    const result = v.safeParse(gainSchema, line.gain);
    return result.success ? { kind: 'gain', gain: result.output } : `is not a whole gain: ${describeIssues(result.issues)}`;
  }
  const result = v.safeParse(comparisonSchema, line.comparison);
  return result.success ? { kind: 'comparison', run: result.output } : `is not a whole comparison: ${describeIssues(result.issues)}`;
}
