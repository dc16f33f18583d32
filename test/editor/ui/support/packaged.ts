// Vitest calls this once: the tests of this folder drive the extension as a user installs it, from a VSIX.
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { run } from '../../../../.ci/setup/run.mjs';
import { installVsCode } from '../../host/install.ts';
import { installExtension } from '../../host/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Absolute path of a folder in which the packaged extension is installed. */
    readonly extensions: string;
  }
}

const repository = path.join(import.meta.dirname, '../../../..');

/** Builds, packages for this platform and installs into a new folder, which the caller removes. */
export async function installPackaged(): Promise<{ readonly extensions: string; remove(): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-vsix-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const packaged = await run(process.execPath, [path.join(repository, '.ci/package.ts'), '--outdir', folder]);
    const [vsix] = globSync(path.join(folder, '*.vsix'));
    if (!packaged.ok || vsix === undefined) throw new Error(`The extension was not packaged:\n${packaged.output}`);
    const extensions = path.join(folder, 'extensions');
    await installExtension(await installVsCode('newest'), vsix, { data: path.join(folder, 'data'), extensions });
    return { extensions, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const { extensions, remove } = await installPackaged();
  project.provide('extensions', extensions);
  return remove;
}
