import { fork } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import type { Rule } from '../../../src/engine/hints/rule.ts';
import { ensureBrowser, launchBrowser } from '../../editor/host/browser.ts';
import { repository } from '../dist.ts';
import type { MeasuredPair } from './measureCost.ts';

/** The most that one cost may take; one that takes longer has sizes that are too large. */
const MOST_MS = 120_000;
const [ORIGIN, PAGE] = ['https://cost.test', '<!doctype html><html lang="en"><title>Cost</title><body></body></html>'];

/** The file beside a rule, with its costs. */
export const costFile = (rule: Rule): string => fileBeside(rule, 'cost');

/** The file beside a rule, with its cases. */
export const casesFile = (rule: Rule): string => fileBeside(rule, 'cases');

function fileBeside({ id, category }: Rule, kind: string): string {
  const name = id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return path.join(repository, 'src/engine/hints/rules', category, `${name}.${kind}.ts`);
}

/** Measures one cost in a fresh process, and says what went wrong there as an error. */
export function runInNode(file: string, cost: string): Promise<MeasuredPair> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'inNode.ts'), [file, cost], {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
      env: { ...process.env, NODE_ENV: 'production' },
      // What a cost prints is read by nobody, as fast as it comes.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      timeout: MOST_MS,
      killSignal: 'SIGKILL',
    });
    let complaints = '';
    child.stderr!.on('data', (part) => (complaints += String(part)));
    child.on('message', (measured) => resolve(measured as MeasuredPair));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      // Where it has answered, this is too late to matter.
      const isLate = signal === 'SIGKILL';
      reject(new Error(isLate ? `it took more than ${MOST_MS / 1000} s` : `it ended with ${signal ?? status}: ${complaints.trim()}`));
    });
  });
}

/** Measures one cost in a page of a fresh Chromium. */
export async function runInBrowser(file: string, cost: string): Promise<MeasuredPair> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { costs } from ${JSON.stringify(file)};
import { measureInPage } from './inPage.ts';
globalThis.measure = (name) => measureInPage(costs, name);`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    external: ['node:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const browser = await launchBrowser(await ensureBrowser());
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(MOST_MS);
    // A page without an origin has no storage.
    await page.route(`${ORIGIN}/**`, (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
    await page.goto(`${ORIGIN}/`);
    await page.addScriptTag({ content: outputFiles[0]!.text });
    const failure = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`it took more than ${MOST_MS / 1000} s`)), MOST_MS).unref();
    });
    const measured = page.evaluate(
      (name) => (globalThis as typeof globalThis & { measure: (name: string) => Promise<MeasuredPair> }).measure(name),
      cost,
    );
    return await Promise.race([measured, failure]);
  } finally {
    await browser.close();
  }
}
