// Vitest calls this once: the tests of this folder drive the extension as a user installs it, from a VSIX.
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { run } from '../../../../.ci/setup/run.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Absolute path of the packaged extension. */
    readonly vsix: string;
  }
}

const repository = path.join(import.meta.dirname, '../../../..');

/** Builds and packages for this platform into a new folder, which the caller removes. */
export async function packageExtension(): Promise<{ readonly vsix: string; remove(): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-vsix-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const packaged = await run(process.execPath, [path.join(repository, '.ci/package.ts'), '--outdir', folder]);
  const [vsix] = globSync(path.join(folder, '*.vsix'));
  if (packaged.ok && vsix !== undefined) return { vsix, remove };
  remove();
  throw new Error(`The extension was not packaged:\n${packaged.output}`);
}

export async function setup(project: TestProject): Promise<() => void> {
  const { vsix, remove } = await packageExtension();
  project.provide('vsix', vsix);
  return remove;
}
