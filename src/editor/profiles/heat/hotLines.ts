import type { FileHeat } from '../../../model/profile.ts';

/** How hot a line is. Below a quarter of its file it is `cool`, whatever it has of the whole profile. */
export const heatLevels = ['cool', 'warm', 'hot', 'hottest'] as const;
export type HeatLevel = (typeof heatLevels)[number];

/** A line that is worth being marked. */
export interface HotLine {
  /** As it was recorded, from 1. */
  readonly line: number;
  readonly level: HeatLevel;
  /** In the unit of the profile. */
  readonly self: number;
  /** 0 where the profile has sums only. */
  readonly samples: number;
  readonly shareOfWhole: number;
  readonly shareOfFile: number;
}

const MOST_LINES = 25;
const LEAST_OF_WHOLE = 0.001;
const LEAST_OF_FILE = 0.01;
/** What is next to nothing of a profile has no colour, however much it is of its file. */
const LEAST_COLOURED_OF_WHOLE = 0.01;

/** The lines of a file that are marked, heaviest first: a few, however many have a sample. */
export function hotLinesOf({ lines, whole }: FileHeat): HotLine[] {
  const ofFile = lines.reduce((sum, { self }) => sum + self, 0);
  if (!(ofFile > 0 && whole > 0)) return [];
  return lines
    .map(({ line, self, samples }) => {
      const [shareOfWhole, shareOfFile] = [self / whole, self / ofFile];
      return { line, self, samples, shareOfWhole, shareOfFile, level: levelOf(shareOfWhole, shareOfFile) };
    })
    .filter((one) => one.line > 0 && one.shareOfWhole >= LEAST_OF_WHOLE && one.shareOfFile >= LEAST_OF_FILE)
    .toSorted((a, b) => b.self - a.self || a.line - b.line)
    .slice(0, MOST_LINES);
}

function levelOf(shareOfWhole: number, shareOfFile: number): HeatLevel {
  if (shareOfFile < 0.25 || shareOfWhole < LEAST_COLOURED_OF_WHOLE) return 'cool';
  return shareOfFile < 0.5 ? 'warm' : shareOfFile < 0.75 ? 'hot' : 'hottest';
}
