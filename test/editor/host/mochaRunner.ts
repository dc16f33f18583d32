// What the extension host calls: runs every test file beside it. Built to CommonJS by run.ts.
import { readdirSync, writeFileSync } from 'node:fs';
import { findSourceMap } from 'node:module';
import path from 'node:path';
import Mocha from 'mocha';

/** What `LAPTIME_TEST_RESULTS` names is a file with an array of these. */
export interface HostTestResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly error: string | null;
}

/** The extension host makes stacks in its own way, which knows no source maps. */
function mapped(stack: string): string {
  return stack.replaceAll(/([^\s()]+\.test\.cjs):(\d+):(\d+)/g, (place, file: string, line: string, column: string) => {
    const entry = findSourceMap(path.join(__dirname, path.basename(file)))?.findEntry(Number(line) - 1, Number(column) - 1);
    return entry && 'originalSource' in entry ? `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}` : place;
  });
}

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const grep = process.env.LAPTIME_TEST_GREP;
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 300_000, reporter: 'spec', ...(grep ? { grep } : {}) });
  for (const name of readdirSync(__dirname).toSorted()) if (name.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, name));
  const results: HostTestResult[] = [];
  const add = (test: Mocha.Test, state: HostTestResult['state'], error: string | null = null) =>
    results.push({ title: test.fullTitle(), state, durationMs: test.duration ?? 0, error });
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => add(test, 'passed'));
    runner.on('pending', (test) => add(test, 'skipped'));
    runner.on('fail', (test, error: Error) => {
      error.stack = mapped(error.stack ?? error.message);
      add(test, 'failed', error.stack);
    });
  });
  const file = process.env.LAPTIME_TEST_RESULTS;
  if (file) writeFileSync(file, JSON.stringify(results, null, 2));
  if (results.length === 0) throw new Error('no test was found');
  if (failed > 0) throw new Error(`${failed} of ${results.length} tests failed`);
}
