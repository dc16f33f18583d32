import type { ProfileUnit, Recording } from '../../model/profile.ts';
import type { CallTree } from './tree/callTree.ts';

/** Samples in the order of time. */
export interface Timeline {
  /** The node that each sample was taken in. */
  readonly nodes: Int32Array;
  /** When each was taken, microseconds since the first one; with one entry more, for the end of the last one. */
  readonly startsUs: Float64Array;
}

/** Lines that a node's own value falls on: those of a node from `firstOf[node]` to before `firstOf[node + 1]`. */
export interface LineShares {
  readonly firstOf: Int32Array;
  /** From 1. */
  readonly lines: Int32Array;
  /** In the unit of the profile. What is left of a node's own value is on no line that is known. */
  readonly values: Float64Array;
  /** Of the tree's strings, the script that each line is of. Left out: that of the function of its node. */
  readonly urls?: Int32Array;
}

/** What a recorded profile says of itself, under the key `laptime`. */
export interface Recorded {
  /** Null where the file has none that is whole. */
  readonly recording: Recording | null;
  /** Source maps as JSON has them, by the URLs of their scripts: of those that were never on disk. */
  readonly sourceMaps: ReadonlyMap<string, unknown>;
}

/** A profile as it was read, whatever wrote it. */
export interface Profile {
  readonly unit: ProfileUnit;
  /** The sum of all self values is the duration of the profile, or all bytes. */
  readonly tree: CallTree;
  /** Null where the profile has sums only. */
  readonly timeline: Timeline | null;
  /** Null where the profile knows no lines but those of functions. */
  readonly lineShares: LineShares | null;
  /** Of a profile without a timeline, how many samples were taken in each node itself, where that is known. */
  readonly sampleCounts?: Int32Array;
  /** Of what Laptime recorded. */
  readonly recorded?: Recorded;
  /** What was odd in the file, in words for the user. */
  readonly problems: readonly string[];
}

/** One of the profiles of a file: of a thread, or of one of the things that were counted. */
export interface NamedProfile {
  /** As the file has it; empty where it has none. */
  readonly name: string;
  readonly profile: Profile;
}
