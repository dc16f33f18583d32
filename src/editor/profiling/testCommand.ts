import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { foldersUpTo, readManifest } from './packageScripts.ts';

type Runner = 'node:test' | 'vitest' | 'jest' | 'mocha';

/** How to run one test file. */
export interface TestCommand {
  readonly runner: Runner;
  readonly command: readonly string[];
  /** Absolute: the folder of the package that has the tests. */
  readonly cwd: string;
  /** Whether Node itself loads the file, with what it needs for TypeScript. */
  readonly isScript: boolean;
}

/** Those that are packages, in the order in which a project with several is asked. */
const RUNNERS = ['vitest', 'jest', 'mocha'] as const;
type PackagedRunner = (typeof RUNNERS)[number];

/** What a test file imports when it is written for a runner. Mocha's tests import nothing. */
const IMPORTED: readonly (readonly [pattern: RegExp, runner: Runner])[] = [
  [/(?:from|require\(|import\()\s*['"]node:test(?:\/|['"])/, 'node:test'],
  [/(?:from|require\(|import\()\s*['"]vitest(?:\/|['"])/, 'vitest'],
  [/(?:from|require\(|import\()\s*['"]@jest\/globals['"]/, 'jest'],
];

/** The program of an installed package, as its package.json names it; null where it is not installed above the folder. */
async function programOf(runner: PackagedRunner, folder: string): Promise<string | null> {
  for (let above = folder; ; above = path.dirname(above)) {
    const place = path.join(above, 'node_modules', runner);
    if (existsSync(place)) {
      const { bin } = JSON.parse(await readFile(path.join(place, 'package.json'), 'utf8')) as { bin?: string | Record<string, string> };
      const program = typeof bin === 'string' ? bin : bin?.[runner];
      return program === undefined ? null : path.join(place, program);
    }
    if (above === path.dirname(above)) return null;
  }
}

/** What a project's own words say that it is tested with: its test script first, then what it depends on. */
async function runnerOfProject(folders: readonly string[]): Promise<PackagedRunner | 'node:test' | null> {
  for (const folder of folders) {
    const manifest = await readManifest(path.join(folder, 'package.json'));
    if (!manifest) continue;
    const scripts = Object.entries(manifest.scripts).filter(([name]) => /^test\b/.test(name));
    for (const [, text] of scripts) {
      const named = RUNNERS.find((runner) => new RegExp(`\\b${runner}\\b`).test(text));
      if (named) return named;
      if (/\bnode\b.*\s--test\b/.test(text)) return 'node:test';
    }
    const needed = RUNNERS.find((runner) => manifest.dependencies.has(runner));
    if (needed) return needed;
  }
  return null;
}

/** What a runner is told besides the file: everything in as few processes as it can, because each has a profile of its own. */
function argumentsFor(runner: PackagedRunner, file: string): string[] {
  switch (runner) {
    case 'vitest':
      return ['run', '--pool=forks', '--no-file-parallelism', file];
    case 'jest':
      return ['--runInBand', '--coverage=false', '--runTestsByPath', file];
    case 'mocha':
      return [file];
  }
}

/**
 * How to run a test file with what its project is tested with.
 * @throws UserError `no-test-runner` where that is none that Laptime knows, or is not installed
 */
export async function testCommandFor(file: string, root: string): Promise<TestCommand> {
  const folders = foldersUpTo(path.dirname(file), root);
  const text = await readFile(file, 'utf8');
  const runner = IMPORTED.find(([pattern]) => pattern.test(text))?.[1] ?? (await runnerOfProject(folders));
  const cwd = folders.find((folder) => existsSync(path.join(folder, 'package.json'))) ?? root;
  if (runner === null) {
    throw new UserError(
      'no-test-runner',
      vscode.l10n.t(
        'Laptime did not find what runs {0}: it knows node:test, vitest, jest and mocha. With another one use "Profile npm Script…".',
        path.relative(root, file),
      ),
    );
  }
  if (runner === 'node:test') return { runner, command: ['node', '--test-reporter=spec', file], cwd, isScript: true };
  const program = await programOf(runner, cwd);
  if (program === null) {
    throw new UserError(
      'no-test-runner',
      vscode.l10n.t(
        '{0} is tested with {1}, which is not installed: install the packages of the project first.',
        path.relative(root, file),
        runner,
      ),
    );
  }
  return { runner, command: ['node', program, ...argumentsFor(runner, file)], cwd, isScript: false };
}
