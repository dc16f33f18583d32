import { publishedLibraries } from '../library.ts';

export const {
  afterAll,
  afterEach,
  assert,
  assertType,
  beforeAll,
  beforeEach,
  bench,
  describe,
  expect,
  expectTypeOf,
  it,
  onTestFailed,
  onTestFinished,
  suite,
  test,
} = publishedLibraries().vitest;

// A missing export would keep the file from being linked; these say what is wrong only when they are used.
const { unavailable } = publishedLibraries().vitest;
export const aroundAll = unavailable('aroundAll');
export const aroundEach = unavailable('aroundEach');
export const chai = unavailable('chai');
export const createExpect = unavailable('createExpect');
export const inject = unavailable('inject');
export const recordArtifact = unavailable('recordArtifact');
export const should = unavailable('should');
export const vi = unavailable('vi');
export const vitest = unavailable('vitest');
export const EvaluatedModules = unavailable('EvaluatedModules');
export const Snapshots = unavailable('Snapshots');
export const TestRunner = unavailable('TestRunner');
export const getRunningMode = () => 'run';
export const isFirstRun = () => true;
export const isWatchMode = () => false;
export const runOnce = unavailable('runOnce');
