// npm run package -- [--target linux-x64]… [--all] [--outdir FOLDER]
//
// Makes one VSIX per platform, because bench files in TypeScript are loaded through esbuild, which is a native program.
// Everything is put together in a folder of its own, so that the VSIX holds what is listed here and nothing else.
import { chmodSync, cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { root } from './setup/cache.mjs';
import { unpack } from './setup/npm.mjs';
import { Problem } from './setup/problem.mjs';
import { run } from './setup/run.mjs';

// VS Code's names of platforms are those of esbuild's packages.
const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const contents = [
  'CHANGELOG.md',
  'LICENSE',
  'package.nls*.json',
  'l10n/**/*',
  'media/**/*',
  'docs/*.schema.json',
  'docs/insight.md',
  'docs/rules/*.md',
];

interface LockEntry {
  readonly version: string;
  readonly integrity: string;
}

const readJson = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, unknown>;

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, default: [`${process.platform}-${process.arch}`] },
    all: { type: 'boolean', default: false },
    outdir: { type: 'string', default: root },
  },
});

async function stage(folder: string): Promise<void> {
  const built = await run(process.execPath, [path.join(root, 'esbuild.mjs'), '--production', '--outdir', path.join(folder, 'dist')]);
  if (!built.ok) throw new Problem(`The build failed:\n${built.output}`);
  rmSync(path.join(folder, 'dist/.stamp'));
  for (const entry of globSync(contents, { cwd: root, withFileTypes: true })) {
    const file = path.relative(root, path.join(entry.parentPath, entry.name));
    if (entry.isFile()) cpSync(path.join(root, file), path.join(folder, file));
  }
  writeFileSync(path.join(folder, 'README.md'), withoutPictures(readFileSync(path.join(root, 'README.md'), 'utf8')));
  const { scripts: _scripts, devDependencies: _development, private: _private, ...manifest } = readJson('package.json');
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  // Nothing more to leave out; without the file vsce warns.
  writeFileSync(path.join(folder, '.vscodeignore'), '');
}

/** The page of an extension shows no pictures but those behind `https:`, so those of the repository would only make the VSIX larger. */
function withoutPictures(markdown: string): string {
  return markdown.replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '');
}

/** Puts esbuild where the loader in dist/ finds it: the installed one for this platform, else the locked one of the registry. */
async function addEsbuild(folder: string, platform: string): Promise<void> {
  const modules = path.join(folder, 'dist/node_modules');
  for (const file of ['package.json', 'lib/main.js', 'LICENSE.md']) {
    cpSync(path.join(root, 'node_modules/esbuild', file), path.join(modules, 'esbuild', file));
  }
  const name = `@esbuild/${platform}`;
  rmSync(path.join(modules, '@esbuild'), { recursive: true, force: true });
  const installed = path.join(root, 'node_modules', name);
  if (existsSync(installed)) cpSync(installed, path.join(modules, name), { recursive: true });
  else {
    const locked = (readJson('package-lock.json').packages as Record<string, LockEntry>)[`node_modules/${name}`];
    if (locked === undefined) throw new Problem(`package-lock.json has no ${name}, so no VSIX can be made for ${platform}.`);
    await unpack({ spec: `${name}@${locked.version}`, integrity: locked.integrity, folder: path.join(modules, name) });
  }
  if (!platform.startsWith('win32')) chmodSync(path.join(modules, name, 'bin/esbuild'), 0o755);
}

async function main(): Promise<void> {
  const targets = values.all ? platforms : values.target;
  const unknown = targets.find((target) => !platforms.includes(target));
  if (unknown !== undefined) throw new Problem(`There is no platform '${unknown}': choose from ${platforms.join(', ')}.`);
  const { version } = readJson('package.json') as { version: string };
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-package-'));
  try {
    await stage(folder);
    mkdirSync(values.outdir, { recursive: true });
    for (const target of targets) {
      await addEsbuild(folder, target);
      const packagePath = path.resolve(values.outdir, `laptime-${target}-${version}.vsix`);
      await createVSIX({
        cwd: folder,
        packagePath,
        target,
        dependencies: false,
        allowMissingRepository: true,
        rewriteRelativeLinks: false,
      });
      console.log(`${packagePath}: ${(statSync(packagePath).size / 1e6).toFixed(2)} MB`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
