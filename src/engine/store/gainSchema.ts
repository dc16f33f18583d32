import * as v from 'valibot';
import type { FixOutcome } from '../../model/fixMeasurement.ts';
import type { BenchmarkGain, Gain } from '../../model/gain.ts';
import type { HintFix } from '../../model/hint.ts';
import { verdict } from './comparisonSchema.ts';
import { interval, revision, runColumns } from './runSchema.ts';
import { benchFile, count, oneOf, orNull, text } from './storedJson.ts';

/* Gains as they are read from a store or an exported file; like runs, nothing of them is believed. */

/** Products are made of them. */
const ratio = v.pipe(v.number(), v.finite(), v.gtValue(0));
const { id, startedAtMs, laptimeVersion } = runColumns.entries;

const benchmarkGain = v.object({
  benchmarkId: v.pipe(text, v.nonEmpty()),
  verdict,
  ratio,
  interval: orNull(v.object({ ...interval.entries, low: ratio, high: ratio })),
}) satisfies v.GenericSchema<unknown, BenchmarkGain>;

export const gain = v.object({
  ...{ id, startedAtMs, laptimeVersion },
  rule: text,
  file: benchFile,
  line: count,
  title: text,
  kind: oneOf<HintFix['kind']>({ safe: true, suggestion: true }),
  outcome: oneOf<FixOutcome>({
    faster: true,
    slower: true,
    mixed: true,
    'no-difference': true,
    inconclusive: true,
    refused: true,
    unreached: true,
  }),
  revision,
  environmentId: v.pipe(text, v.nonEmpty()),
  applied: v.boolean(),
  benchmarks: v.array(benchmarkGain),
}) satisfies v.GenericSchema<unknown, Gain>;
