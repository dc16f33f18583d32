// node test/editor/host/run.ts [--desktop | --oldest] [--part editor|engine] [--grep TEXT] [--results FILE] [--suite FOLDER] [--workspace FOLDER]
//
// Runs the suite inside a real extension host by @vscode/test-electron: in the headless VS Code, or with --desktop in a
// desktop one, which is downloaded. Ends with 0 when every test passed.
import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { Problem } from '../../../.ci/setup/problem.mjs';
import { messageOf } from '../../../src/base/errors.ts';
import { copyWorkspace } from './workspace.ts';

const repository = path.join(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: {
    desktop: { type: 'boolean', default: false },
    oldest: { type: 'boolean', default: false },
    part: { type: 'string' },
    grep: { type: 'string' },
    results: { type: 'string' },
    suite: { type: 'string', default: 'test/editor/suite' },
    workspace: { type: 'string', default: 'test/editor/workspace' },
  },
});

/** What the engine does, whatever the editor: the newest one is enough for it. The other tests are of the part `editor`. */
const ENGINE = ['baselines', 'benchmarkFunction', 'bisect', 'compare', 'heap', 'history', 'insight', 'profilingPrograms'];

function isWanted(file: string): boolean {
  if (values.part === undefined) return true;
  return (values.part === 'engine') === ENGINE.includes(path.basename(file, '.test.ts'));
}

/** The tests as CommonJS, which is what an extension host loads. */
async function buildSuite(outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  const files = globSync('*.test.ts', { cwd: path.join(repository, values.suite) }).filter(isWanted);
  if (files.length === 0) throw new Problem(`${values.suite} has no *.test.ts file.`);
  await build({
    entryPoints: [
      { in: path.join(import.meta.dirname, 'mochaRunner.ts'), out: 'index' },
      ...files.map((file) => ({ in: path.join(repository, values.suite, file), out: file.replace(/\.ts$/, '') })),
    ],
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    sourcemap: 'inline',
    // Mocha's parallel mode, which is not used, asks for files by path: a warning each.
    logLevel: 'error',
  });
}

async function main(): Promise<void> {
  if (values.part !== undefined && !['editor', 'engine'].includes(values.part)) throw new Problem(`There is no part '${values.part}'.`);
  // Several may be tested beside each other.
  const outdir = path.join(repository, '.vscode-test', ['suite', ...(values.oldest ? ['oldest'] : []), values.part ?? 'all'].join('-'));
  await buildSuite(outdir);
  const workspace = copyWorkspace(values.workspace);
  try {
    await runTests({
      extensionDevelopmentPath: repository,
      extensionTestsPath: path.join(outdir, 'index.cjs'),
      launchArgs: [workspace.folder, '--disable-extensions'],
      extensionTestsEnv: {
        // The stand-in is started as a program, by the `node` that is found first.
        PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
        LAPTIME_VSCODE: values.oldest ? 'oldest' : 'newest',
        LAPTIME_TEST_GREP: values.grep,
        LAPTIME_TEST_RESULTS: values.results && path.resolve(values.results),
        // The headless one has a folder of its own for what can be made again.
        ...(values.desktop && { XDG_CACHE_HOME: path.join(path.dirname(workspace.folder), 'cache') }),
      },
      ...(values.desktop
        ? { version: values.oldest ? '1.100.3' : 'stable', cachePath: path.join(repository, '.vscode-test') }
        : { vscodeExecutablePath: path.join(import.meta.dirname, 'codeHeadless.ts') }),
    });
  } finally {
    workspace.dispose();
  }
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
