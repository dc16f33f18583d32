import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FixEvent, FixMeasurement, FixRequest, MeasuredFix } from '../model/fixMeasurement.ts';
import type { HintFix, ShownHint } from '../model/hint.ts';
import { isProven } from '../model/provenFix.ts';
import { fixedText } from './fixes/index.ts';
import { writeFixes, type HintsEngine, type HintsRequest } from './hintsEngine.ts';
import type { OptimizationEngine } from './optimizationEngine.ts';

export interface HintFixesRequest extends Pick<FixRequest, 'timeSeconds' | 'nodeExecutable'> {
  readonly hints: Omit<HintsRequest, 'updateBaseline'>;
  /** Only hints on this line, from 1. */
  readonly line?: number;
  /** Writes each fix that proves itself before the next one is measured. */
  readonly write: boolean;
}

/** What comes of each fix, as it comes. */
export type HintFixEvent =
  | FixEvent
  | { readonly kind: 'started'; readonly file: string; readonly line: number; readonly title: string }
  | { readonly kind: 'measured'; readonly measured: MeasuredFix };

export interface HintFixesOutcome {
  readonly laptimeVersion: string;
  readonly measured: readonly MeasuredFix[];
  /** Hints that were found and have no fix. */
  readonly withoutFix: number;
  readonly problems: readonly string[];
}

/** Where hints come from, and what remembers gains. */
export interface KeptHints extends Pick<HintsEngine, 'hints'>, Pick<OptimizationEngine, 'keepGain'> {
  readonly root: string;
  readonly laptimeVersion: string;
}

interface Parts extends KeptHints {
  readonly measureFix: (request: FixRequest, onEvent: (event: FixEvent) => void, signal: AbortSignal) => Promise<FixMeasurement>;
}

interface Candidate {
  readonly hint: ShownHint;
  readonly fix: HintFix;
}

/**
 * Measures the first fix of each hint, one by one, and keeps what it gained. Where a fix is written, hints are looked for anew: the next one
 * is measured on top of it, so that what was measured is what is written.
 */
export async function measureHintFixes(
  { hints: request, line, write, ...how }: HintFixesRequest,
  { root, laptimeVersion, hints, keepGain, measureFix }: Parts,
  onEvent: (event: HintFixEvent) => void,
  signal: AbortSignal,
): Promise<HintFixesOutcome> {
  const measured: MeasuredFix[] = [];
  const problems = new Set<string>();
  /** How many hints with the same key were measured and left as they are. */
  const left = new Map<string, number>();
  /** Of the files with fixes, when hints were looked for. */
  let texts = new Map<string, string | null>();
  let found = await findHints();
  const withoutFix = found.filter(({ fixes }) => fixes.length === 0).length;
  for (let next = nextOf(found, left); next; next = nextOf(found, left)) {
    const { hint, fix } = next;
    const { rule, file, range } = hint;
    const at = range.startLine;
    const text = await readText(file);
    if (text === null || text !== texts.get(file)) {
      // Somebody writes to it while others are measured.
      found = await findHints();
      continue;
    }
    onEvent({ kind: 'started', file, line: at, title: fix.title });
    const measurement = await measureFix({ rule, file, text, line: at, fix, ...how }, onEvent, signal);
    const written = write && isProven(measurement) && (await writeFix(file, text, fix));
    keepGain(measurement, written);
    const one = { ...measurement, written };
    measured.push(one);
    onEvent({ kind: 'measured', measured: one });
    if (written) found = await findHints();
    else left.set(keyOf(hint), (left.get(keyOf(hint)) ?? 0) + 1);
  }
  return { laptimeVersion, measured, withoutFix, problems: [...problems] };

  async function findHints(): Promise<readonly ShownHint[]> {
    const report = await hints(request, signal);
    report.problems.forEach((problem) => problems.add(problem));
    texts = new Map();
    for (const file of new Set(report.hints.filter(({ fixes }) => fixes.length > 0).map((hint) => hint.file))) {
      texts.set(file, await readText(file));
    }
    if (line === undefined) return report.hints;
    // Where something was written, the line may be another one.
    if (measured.some(({ written }) => written)) return [];
    return report.hints.filter(({ range }) => range.startLine <= line && line <= range.endLine);
  }

  /** Null where the file is gone. */
  function readText(file: string): Promise<string | null> {
    return readFile(path.join(root, file), 'utf8').catch(() => null);
  }

  async function writeFix(file: string, text: string, fix: HintFix): Promise<boolean> {
    const outcome = await writeFixes(root, [{ file, before: text, after: fixedText(file, text, fix.edits) }], signal);
    outcome.problems.forEach((problem) => problems.add(problem));
    return outcome.files.length > 0;
  }
}

const keyOf = ({ file, fingerprint, fixes }: ShownHint): string => JSON.stringify([file, fingerprint, fixes[0]?.title]);

/** The first hint with a fix beyond those that were left as they are. */
function nextOf(hints: readonly ShownHint[], left: ReadonlyMap<string, number>): Candidate | undefined {
  const passed = new Map<string, number>();
  for (const hint of hints) {
    const [fix] = hint.fixes;
    if (fix === undefined) continue;
    const key = keyOf(hint);
    const before = passed.get(key) ?? 0;
    passed.set(key, before + 1);
    if (before >= (left.get(key) ?? 0)) return { hint, fix };
  }
  return undefined;
}
