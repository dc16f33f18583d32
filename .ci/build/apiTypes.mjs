import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../setup/cache.mjs';

/** The types of the package `laptime`. Bench files see this one file, so it may import none of ours. */
export async function apiTypes() {
  const outdir = mkdtempSync(path.join(tmpdir(), 'laptime-types-'));
  try {
    const flags = [
      '--declaration',
      '--emitDeclarationOnly',
      '--target',
      'ES2023',
      '--module',
      'ESNext',
      '--moduleResolution',
      'bundler',
      '--types',
      '',
    ];
    const args = [
      path.join(root, 'node_modules/typescript/bin/tsc'),
      path.join(root, 'src/engine/harness/api.ts'),
      '--ignoreConfig',
      '--outDir',
      outdir,
    ];
    await promisify(execFile)(process.execPath, [...args, ...flags]);
    const types = readFileSync(path.join(outdir, 'api.d.ts'));
    if (/from ['"]\./.test(types.toString()))
      throw new Error('src/engine/harness/api.ts imports files of ours, which its users do not have');
    return types;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
