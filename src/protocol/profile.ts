import type { CodeOwner, FunctionCost, LineCost, ProfiledFunction, ProfileSummary } from '../model/profile.ts';

/** A part of a profile, in its unit; of time, from its first sample. */
export interface ProfileRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What of a profile is looked at. `time`: calls as they came; `heavy`: calls of the same as one, the heaviest at the left; `callers` and
 * `callees`: who called a function, and what it called, wherever it was called.
 */
export type FlameView =
  | { readonly kind: 'time' }
  | { readonly kind: 'heavy'; readonly range: ProfileRange | null }
  | { readonly kind: 'callers' | 'callees'; readonly functionId: number; readonly range: ProfileRange | null };

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
}

/** Size of a flame graph. */
export interface FlameSize {
  readonly rows: number;
  /** In the unit of the profile. */
  readonly end: number;
}

export interface FunctionQuery {
  readonly range: ProfileRange | null;
  readonly sortBy: 'self' | 'total' | 'name' | 'file';
  readonly descending: boolean;
  /** Only functions whose name or file has this, without regard to case; empty for all. */
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

export interface FunctionPage {
  /** Of all that the text lets through. */
  readonly count: number;
  readonly rows: readonly (FunctionCost & { readonly functionId: number })[];
}

/** What the code of an owner cost, packages one by one. */
export interface PackageCost {
  /** Of a package; else empty. */
  readonly name: string;
  readonly owner: CodeOwner;
  readonly self: number;
  readonly total: number;
}

/** What the tool tip of a box says. */
export interface NodeFacts {
  readonly functionId: number;
  readonly self: number;
  readonly total: number;
  /** From the root down, this one included. */
  readonly path: readonly number[];
}

/** A search in names and files, as marks for what is drawn. */
export interface FlameMatches {
  /** By function: 1 where it matches. */
  readonly isMatch: Uint8Array;
  /** Of the profile, each stack with a match once. */
  readonly total: number;
  readonly functions: number;
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
}
