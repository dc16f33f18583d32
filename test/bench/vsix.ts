import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from './dist.ts';

/** Calls `use` with a VSIX for this platform, made for it. */
export async function withVsix<T>(use: (file: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-bench-vsix-'));
  try {
    execFileSync(process.execPath, [path.join(repository, '.ci/package.ts'), '--outdir', folder], { cwd: repository, stdio: 'pipe' });
    const file = globSync(path.join(folder, '*.vsix'))[0];
    if (file === undefined) throw new Error(`no VSIX in ${folder}`);
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
