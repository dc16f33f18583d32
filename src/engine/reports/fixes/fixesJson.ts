import { fixMeasurementText } from '../../../base/fixMeasurementWords.ts';
import type { FixedTest, FixTests, MeasuredFix } from '../../../model/fixMeasurement.ts';
import { toEnvironment, toFailure, toRevision } from '../jsonParts.ts';
import type { FixesJson } from './fixesJsonSchema.ts';
import type { MeasuredFixes } from './renderFixes.ts';

/** Measured fixes as plain data by `docs/laptime-fixes.schema.json`. */
export function toFixesJson({ laptimeVersion, measured, withoutFix, problems }: MeasuredFixes): FixesJson {
  return {
    format: 'laptime-fixes',
    version: 1,
    laptimeVersion,
    fixes: measured.map(toFix),
    withoutFix,
    problems: [...problems],
  };
}

function toFix(fix: MeasuredFix): FixesJson['fixes'][number] {
  const { file, line, rule, title, kind, outcome, reason, written, benchmarks, failures, tests, outputs, notes } = fix;
  return {
    ...{ file, line, rule, title, kind, outcome, text: fixMeasurementText(fix), reason, written },
    benchmarks: benchmarks.map(({ benchmark, verdict, ratio, interval, margin, baselineNs, candidateNs }) => ({
      ...{ benchmark: benchmark.id, verdict, ratio },
      interval: interval && { low: interval.low, high: interval.high, confidence: interval.confidence },
      ...{ margin, beforeNs: baselineNs, afterNs: candidateNs },
    })),
    failures: failures.map(({ benchmark, failure }) => ({ benchmark: benchmark.id, failure: toFailure(failure) })),
    tests: tests && toTests(tests),
    outputs: outputs && { ...outputs },
    notes: [...notes],
    startedAt: new Date(fix.startedAtMs).toISOString(),
    durationMs: fix.durationMs,
    revision: toRevision(fix.revision),
    environment: toEnvironment(fix.environment),
  };
}

function toTests(tests: FixTests): NonNullable<FixesJson['fixes'][number]['tests']> {
  if (tests.state !== 'run') return { state: tests.state, reason: tests.reason };
  const { state, runner, passed, broken, failedBefore } = tests;
  const named = (all: readonly FixedTest[]) => all.map(({ file, name }) => ({ file, name }));
  return { state, runner, passed, broken: named(broken), failedBefore: named(failedBefore) };
}
