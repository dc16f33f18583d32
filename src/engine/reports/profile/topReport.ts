import type { BaselineCost, FunctionCost, LineCost, ProfileSummary } from '../../../model/profile.ts';

/** What a function cost; `baseline` is null but for a difference. */
export interface TopFunction extends FunctionCost {
  readonly baseline: BaselineCost | null;
}

/** What the code of an owner cost. */
export interface TopPackage extends Pick<FunctionCost, 'owner' | 'self' | 'total'> {
  /** Empty but for packages. */
  readonly name: string;
  readonly baseline: BaselineCost | null;
}

/** What a profile says in lists. */
export interface TopReport {
  /** As it was typed. */
  readonly file: string;
  /** What it is compared with; null: nothing. */
  readonly baselineFile: string | null;
  readonly summary: ProfileSummary;
  /** All of them, or the first of them, in the order that was asked for. */
  readonly functions: readonly TopFunction[];
  /** How many there are. */
  readonly functionCount: number;
  /** Heaviest first. */
  readonly lines: readonly LineCost[];
  readonly packages: readonly TopPackage[];
  readonly sortBy: 'self' | 'total';
}

/** Whether V8 wrote it where no function runs. */
export const isNoCode = ({ owner }: Pick<FunctionCost, 'owner'>): boolean => owner === 'idle' || owner === 'gc' || owner === 'program';
