import type { Side } from '../model/comparison.ts';
import type { BaselineCost, CodeOwner, FileHeat, FunctionCost, LineCost, ProfiledFunction, ProfileSummary } from '../model/profile.ts';

/** A part of a profile, in its unit; of time, from its first sample. */
export interface ProfileRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What of a profile is looked at. `time`: calls as they came; `heavy`: calls of the same as one, the heaviest at the left; `callers` and
 * `callees`: who called a function, and what it called, wherever it was called. `side`: of a difference, which of the two gives boxes
 * their width; the candidate unless given.
 */
export type FlameView =
  | { readonly kind: 'time' }
  | { readonly kind: 'heavy'; readonly range: ProfileRange | null; readonly side?: Side }
  | { readonly kind: 'callers' | 'callees'; readonly functionId: number; readonly range: ProfileRange | null; readonly side?: Side };

/** What of a flame graph is to be drawn. */
export interface TileRequest extends ProfileRange {
  readonly firstRow: number;
  /** One after the last one. */
  readonly endRow: number;
  /** Columns to draw it in: what is narrower than one of them is drawn together with its neighbours. */
  readonly columns: number;
}

/** Boxes to draw. As small as the screen, however large the profile. */
export interface FlameTile {
  readonly request: TileRequest;
  /** Of the boxes of each asked row, the first one; with one entry more. */
  readonly firstOf: Int32Array;
  /** Two numbers for each box: where it begins and ends, as shares of the request's width. */
  readonly places: Float32Array;
  /** Of several that are drawn as one, the one in its middle. */
  readonly nodes: Int32Array;
  readonly functionIds: Int32Array;
  /** How many each one stands for. */
  readonly counts: Int32Array;
  /**
   * Of a difference, else null: how much larger the total of each box is in the candidate, as a share of the larger of the two, from -1
   * (only in the baseline) to 1 (only in the candidate); 0 where chance may explain it.
   */
  readonly deltas: Float32Array | null;
}

/** A box of a view, however small it is drawn. */
export interface FlameBox extends ProfileRange {
  /** From 0, the one of what the root called. */
  readonly row: number;
  readonly node: number;
  readonly functionId: number;
}

/**
 * Which box of a view is wanted. `at`: the one there. `beside`: of a box, the one below which it lies, the widest one that lies below it,
 * or its neighbour in the row. `node` and `function`: the widest one of it. `match`: the first one after a place (null: of all) with a
 * function that a search finds, from left to right and downwards; the last one before it if `isBackward`.
 */
export type WantedBox =
  | { readonly kind: 'at'; readonly row: number; readonly place: number }
  | {
      readonly kind: 'beside';
      readonly box: Pick<FlameBox, 'row' | 'from' | 'to'>;
      readonly step: 'parent' | 'child' | 'previous' | 'next';
    }
  | { readonly kind: 'node'; readonly node: number }
  | { readonly kind: 'function'; readonly functionId: number }
  | { readonly kind: 'match'; readonly text: string; readonly after: Pick<FlameBox, 'row' | 'from'> | null; readonly isBackward: boolean };

/** Size of a flame graph. */
export interface FlameSize {
  readonly rows: number;
  /** In the unit of the profile. */
  readonly end: number;
}

export interface FunctionQuery {
  readonly range: ProfileRange | null;
  /** `selfChange` and `totalChange`: of a difference, by how much more the candidate has. */
  readonly sortBy: 'self' | 'total' | 'name' | 'file' | 'selfChange' | 'totalChange';
  readonly descending: boolean;
  /** Only functions whose name or file has this, without regard to case; empty for all. */
  readonly text: string;
  /** Of a difference: only functions that the other side has nothing of. */
  readonly onlyIn?: Side;
  readonly offset: number;
  readonly limit: number;
}

export interface FunctionPage {
  /** Of all that the text lets through. */
  readonly count: number;
  /** `baseline`: of a difference, else null. */
  readonly rows: readonly (FunctionCost & { readonly functionId: number; readonly baseline: BaselineCost | null })[];
}

/** What the code of an owner cost, packages one by one. */
export interface PackageCost {
  /** Of a package; else empty. */
  readonly name: string;
  readonly owner: CodeOwner;
  readonly self: number;
  readonly total: number;
  /** Of a difference; else null. */
  readonly baseline: BaselineCost | null;
}

/** What the tool tip of a box says. */
export interface NodeFacts {
  readonly functionId: number;
  readonly self: number;
  readonly total: number;
  /** From the root down, this one included. */
  readonly path: readonly number[];
  /** The functions of the path. */
  readonly functionPath: readonly number[];
  readonly samples: number;
  /** Of a difference; else null. */
  readonly baseline: BaselineCost | null;
}

/** A search in names and files, as marks for what is drawn. */
export interface FlameMatches {
  /** By function: 1 where it matches. */
  readonly isMatch: Uint8Array;
  /** Of the profile, each stack with a match once. */
  readonly total: number;
  readonly functions: number;
}

/** Where something is written, on this machine. */
export interface SourcePlace {
  /** Absolute. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * A file with profiles that a worker has read. Functions have numbers, equal for equal ones of a file. Of a file with several profiles,
 * one at a time is looked at.
 */
export interface ProfileSessionApi {
  /** Names of the profiles of the file, and which of them is looked at. */
  profiles(): { readonly names: readonly string[]; readonly chosen: number };
  choose(profile: number): void;
  summary(range: ProfileRange | null): ProfileSummary;
  size(view: FlameView): FlameSize;
  tile(view: FlameView, request: TileRequest): FlameTile;
  /** Null where there is none. */
  box(view: FlameView, wanted: WantedBox): FlameBox | null;
  /** In the order of the numbers. */
  functions(ids: Int32Array): readonly ProfiledFunction[];
  table(query: FunctionQuery): FunctionPage;
  /** By owner and package, heaviest first. */
  packages(range: ProfileRange | null): readonly PackageCost[];
  /** Of a view of time, or of heavy calls. */
  node(view: FlameView, node: number): NodeFacts;
  /** The nodes from the root to where most was spent. */
  hottestPath(range: ProfileRange | null): readonly number[];
  search(text: string): FlameMatches;
  /** Lines of a file with what fell on them, heaviest first. */
  lines(file: string): readonly LineCost[];
  /** Lines of all files, heaviest first. */
  hotLines(limit: number): readonly LineCost[];
  /** Of a file by its absolute path, for its editor; empty lists where the profile has nothing of it. */
  heat(path: string): FileHeat;
  /** Null where the source is not on this machine. */
  placeOf(functionId: number): SourcePlace | null;
  /** Of a file as the profile names it, the absolute path; null where it is not on this machine. */
  pathOf(file: string): string | null;
  /** The innermost function that was profiled around a place; null without one. Lines from 1. */
  functionAt(path: string, line: number): number | null;
}
