import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FixedTest, FixTests } from '../../../model/fixMeasurement.ts';
import type { WorkspaceNode } from '../../environment/index.ts';
import type { Keeper } from '../../processes/index.ts';
import { findRunner } from './findRunner.ts';
import type { RanTest } from './readResults.ts';
import { runTests, type TestRunOutcome } from './runTests.ts';

/** The file without the fix and with it. */
export interface TestedSide {
  /** Of the repository, absolute. */
  readonly top: string;
  /** The workspace folder, absolute. */
  readonly root: string;
}

export interface TestRequest {
  readonly before: TestedSide;
  readonly after: TestedSide;
  /** The changed file, from the workspace folder. */
  readonly file: string;
  /** Test files that reach it, from the workspace folder. */
  readonly testFiles: readonly string[];
  readonly node: WorkspaceNode;
  readonly distFolder: string;
}

/** Runs the tests that reach a file with the fix; those that fail are run without it, and once more with it: by chance is not by the fix. */
export async function testFix(request: TestRequest, keeper: Keeper, signal: AbortSignal): Promise<FixTests> {
  const { file, testFiles, node, distFolder } = request;
  // As runners name files.
  const [before, after] = await Promise.all([realSide(request.before), realSide(request.after)]);
  const found = await findRunner(after.top, path.join(after.root, file));
  if (!found) return { state: 'none', reason: 'no test runner was found: vitest, jest, mocha or node --test' };
  const { runner } = found;
  const none: FixTests = { state: 'none', reason: `no test of ${runner} reaches the code` };
  if ((runner === 'node' || runner === 'mocha') && testFiles.length === 0) return none;
  const run = ({ top, root }: TestedSide): Promise<TestRunOutcome> => {
    const inPlace = path.join(top, path.relative(after.top, found.folder));
    const files = testFiles.map((each) => path.join(root, each));
    return runTests(
      { found: { ...found, folder: inPlace }, file: path.join(root, file), testFiles: files, node, distFolder },
      keeper,
      signal,
    );
  };
  const fixed = await run(after);
  if (fixed.state === 'failed') return { state: 'failed', reason: fixed.reason };
  const failing = fixed.tests.filter(({ passed }) => !passed);
  const passed = fixed.tests.length - failing.length;
  if (fixed.tests.length === 0) return none;
  if (failing.length === 0) return { state: 'run', runner, passed, broken: [], failedBefore: [] };
  const unfixed = await run(before);
  if (unfixed.state === 'failed') return { state: 'failed', reason: unfixed.reason };
  const again = await run(after);
  const passes = (tests: readonly RanTest[], root: string) => new Set(tests.filter((each) => each.passed).map((each) => keyOf(each, root)));
  const passedBefore = passes(unfixed.tests, before.root);
  const byChance = again.state === 'run' ? passes(again.tests, after.root) : new Set<string>();
  const failsAlone = failing.filter((test) => !byChance.has(keyOf(test, after.root)));
  const isBroken = (test: RanTest) =>
    passedBefore.has(keyOf(test, after.root)) || isOfWholeFile(test, unfixed.tests, before.root, after.root);
  return {
    state: 'run',
    runner,
    passed: fixed.tests.length - failsAlone.length,
    broken: failsAlone.filter(isBroken).map((test) => toFixed(test, after.root)),
    failedBefore: failsAlone.filter((test) => !isBroken(test)).map((test) => toFixed(test, after.root)),
  };
}

async function realSide({ top, root }: TestedSide): Promise<TestedSide> {
  return { top: await realpath(top), root: await realpath(root) };
}

/** A file that cannot be run with the fix, and of which tests passed without it. */
function isOfWholeFile(test: RanTest, unfixed: readonly RanTest[], beforeRoot: string, afterRoot: string): boolean {
  const file = fileOf(test, afterRoot);
  const known = unfixed.filter((each) => fileOf(each, beforeRoot) === file);
  return !known.some(({ name }) => name === test.name) && known.some(({ passed }) => passed);
}

const fileOf = ({ file }: RanTest, root: string): string => path.relative(root, file).replaceAll(path.sep, '/');

const keyOf = (test: RanTest, root: string): string => `${fileOf(test, root)}\n${test.name}`;

const toFixed = (test: RanTest, root: string): FixedTest => ({ file: fileOf(test, root), name: test.name });
