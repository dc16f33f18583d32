import type { BaselineCost, LineCost, ProfileUnit } from '../../../model/profile.ts';
import type { TopFunction, TopReport } from './topReport.ts';

interface UnitWords {
  /** What the names of values end with. */
  readonly suffix: string;
  readonly whole: string;
  readonly perValue: number;
}

const words: Readonly<Record<ProfileUnit, UnitWords>> = {
  microseconds: { suffix: 'Ms', whole: 'durationMs', perValue: 1 / 1000 },
  bytes: { suffix: 'Bytes', whole: 'totalBytes', perValue: 1 },
  samples: { suffix: 'Samples', whole: 'totalSamples', perValue: 1 },
};

/** Values in the unit of the profile: `durationMs`, `selfMs`; of a heap profile `totalBytes`, `selfBytes`; of mere counts `selfSamples`. */
export type TopJson = Readonly<Record<string, unknown>> & {
  readonly functions: readonly Readonly<Record<string, unknown>>[];
  readonly lines: readonly Readonly<Record<string, unknown>>[];
};

/**
 * The lists of a profile as plain data. Lines count from 1; 0 is where none is known. `urlOf`: the URL of a file as functions name it.
 * Of a difference, values of the baseline are on the scale of the profile, changes are what the profile has more, and noise is half of
 * the 99 % interval that chance alone gives them.
 */
export function toTopJson({ summary, functions, lines }: TopReport, urlOf: (file: string) => string): TopJson {
  const { suffix, whole, perValue } = words[summary.unit];
  const { difference } = summary;
  // Sums of many values: a thousandth of a microsecond is more than any profiler knows.
  const rounded = (value: number) => Number((value * perValue).toFixed(6));
  const compared = ({ self, total, baseline }: TopFunction & { readonly baseline: BaselineCost }) => ({
    [`baselineSelf${suffix}`]: rounded(baseline.self),
    [`baselineTotal${suffix}`]: rounded(baseline.total),
    [`selfChange${suffix}`]: rounded(self - baseline.self),
    [`totalChange${suffix}`]: rounded(total - baseline.total),
    [`selfNoise${suffix}`]: rounded(baseline.selfNoise),
    [`totalNoise${suffix}`]: rounded(baseline.totalNoise),
  });
  const toFunction = (one: TopFunction) => ({
    name: one.name,
    url: urlOf(one.file),
    line: one.line,
    [`self${suffix}`]: rounded(one.self),
    [`total${suffix}`]: rounded(one.total),
    ...(one.baseline && compared({ ...one, baseline: one.baseline })),
  });
  const toLine = ({ file, line, self }: LineCost) => ({ url: urlOf(file), line, [`self${suffix}`]: rounded(self) });
  return {
    [whole]: rounded(summary.total),
    ...(difference && {
      [`baseline${whole[0]!.toUpperCase()}${whole.slice(1)}`]: rounded(difference.baselineTotal / difference.factor),
      scale: difference.scale,
      factor: difference.factor,
    }),
    functions: functions.map(toFunction),
    lines: lines.map(toLine),
  };
}
