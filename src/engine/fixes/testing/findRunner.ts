import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { TestRunner } from '../../../model/fixMeasurement.ts';

/** How the tests of a package are run. */
export interface FoundRunner {
  readonly runner: TestRunner;
  /** Of the package, absolute. */
  readonly folder: string;
  /** The script that says so; empty where only a dependency does. */
  readonly script: string;
}

const names = v.optional(v.record(v.string(), v.unknown()), {});
const manifestSchema = v.pipe(v.string(), v.parseJson(), v.object({ scripts: names, dependencies: names, devDependencies: names }));

const IN_SCRIPT: readonly (readonly [TestRunner, RegExp])[] = [
  ['vitest', /(?:^|[\s/])vitest(?:\s|$)/u],
  ['jest', /(?:^|[\s/])jest(?:\s|$)/u],
  ['mocha', /(?:^|[\s/])mocha(?:\s|$)/u],
  ['node', /(?:^|\s)(?:node|tsx)\s(?:.*\s)?--test(?:\s|$)/u],
];
const AS_DEPENDENCY: readonly TestRunner[] = ['vitest', 'jest', 'mocha'];

/** The test runner of the nearest package around a file that has one, up to `top`; null where none has. */
export async function findRunner(top: string, file: string): Promise<FoundRunner | null> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = v.safeParse(manifestSchema, await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => null));
    const found = manifest.success ? runnerOf(manifest.output) : null;
    if (found) return { ...found, folder };
    if (folder === top || folder === path.dirname(folder)) return null;
  }
}

function runnerOf({ scripts, dependencies, devDependencies }: v.InferOutput<typeof manifestSchema>): Omit<FoundRunner, 'folder'> | null {
  // `test` first, then `test:unit` and its like.
  const ofTests = Object.entries(scripts).filter(([name, script]) => /^test\b/u.test(name) && typeof script === 'string');
  for (const [, script] of ofTests.toSorted(([a], [b]) => a.length - b.length)) {
    const found = IN_SCRIPT.find(([, pattern]) => pattern.test(String(script)));
    if (found) return { runner: found[0], script: String(script) };
  }
  const runner = AS_DEPENDENCY.find((name) => Object.hasOwn({ ...dependencies, ...devDependencies }, name));
  return runner === undefined ? null : { runner, script: '' };
}

const LOADING = /^(?:--(?:import|require|loader|experimental-loader|conditions)|-[rC])$/u;

/** Flags of a script that say how modules are loaded: `--import tsx`. */
export function loadingFlags(script: string): readonly string[] {
  const words = (script.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/gu) ?? []).map((word) => word.replaceAll(/(["'])(.*?)\1/gu, '$2'));
  const flags = words.flatMap((word, index) => {
    if (LOADING.test(word)) return words[index + 1] === undefined ? [] : [word, words[index + 1]!];
    return /^--(?:import|require|loader|experimental-[\w-]+|conditions)=/u.test(word) || word.startsWith('--experimental-') ? [word] : [];
  });
  return words.includes('tsx') && !flags.includes('tsx') && /(?:^|\s)tsx\s/u.test(script) ? ['--import', 'tsx', ...flags] : flags;
}
