import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writableCache } from '../../../.ci/setup/cache.mjs';
import { run } from '../../../.ci/setup/run.mjs';
import { CODE, readable, type CorpusFile } from './corpus.ts';

/** Packages that no rule was tuned with, and where their code is as somebody wrote it, or as a compiler left it that keeps it readable. */
const packages: Readonly<Record<string, readonly string[]>> = {
  '@wordpress/block-editor@18.0.0': ['src/**'],
  'eslint@10.15.0': ['lib/**'],
  'jsdom@31.0.1': ['lib/jsdom/**'],
  'karma@6.4.4': ['lib/**'],
  'mongoose@9.12.1': ['lib/**'],
  'pm2@7.0.4': ['lib/**'],
  'ra-core@5.15.4': ['src/**'],
  'ra-ui-materialui@5.15.4': ['src/**'],
  'sequelize@6.37.8': ['lib/**'],
  'three@0.187.0': ['src/**', 'examples/jsm/**'],
  'typeorm@1.1.1': ['browser/**'],
  'webpack@5.112.2': ['lib/**'],
};

/** Their code, from the cache or from npm, whose client checks what it brings. Nothing of it is executed. */
export async function heldOutFiles(): Promise<readonly CorpusFile[]> {
  const files: CorpusFile[] = [];
  for (const [name, globs] of Object.entries(packages)) {
    const cwd = await unpacked(name);
    const found = globs.flatMap((glob) => globSync(glob, { cwd })).map((file) => file.replaceAll('\\', '/'));
    for (const file of found.toSorted())
      if (CODE.test(file)) files.push({ file: `${name}/${file}`, text: readFileSync(path.join(cwd, file), 'utf8') });
  }
  return readable(files);
}

async function unpacked(name: string): Promise<string> {
  const cache = path.join(writableCache(), 'bench');
  const folder = path.join(cache, `held-out-${name.replaceAll(/[/@]+/g, '-')}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(path.join(cache, 'held-out-'));
  try {
    const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', temporary, name], { cwd: temporary });
    const [archive] = globSync('*.tgz', { cwd: temporary });
    const opened = packed.ok && archive ? await run('tar', ['-xzf', archive], { cwd: temporary }) : packed;
    if (!opened.ok) throw new Error(`${name} could not be brought: ${opened.output}`);
    renameSync(path.join(temporary, 'package'), folder);
    return folder;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
