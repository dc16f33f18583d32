import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = path.join(import.meta.dirname, '../..');
const here = `${process.platform}-${process.arch}`;

interface ZipEntry {
  readonly name: string;
  readonly compressedBytes: number;
  /** Of its local header in the file. */
  readonly offset: number;
  /** Unix permissions. */
  readonly mode: number;
}

/** The central directory of a ZIP file (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */
function readZip(zip: Buffer): ZipEntry[] {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const entry = {
      name,
      compressedBytes: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
      mode: (zip.readUInt32LE(at + 38) >>> 16) & 0o777,
    };
    at += 46 + nameLength + extraLength + commentLength;
    return entry;
  });
}

describe('the VSIX', () => {
  let folder: string;
  let vsix: string;
  let entries: ZipEntry[];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'laptime-vsix-'));
    execFileSync(process.execPath, ['.ci/package.ts', '--outdir', folder], { cwd: repository, stdio: 'pipe' });
    const { version } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as { version: string };
    vsix = path.join(folder, `laptime-${here}-${version}.vsix`);
    entries = readZip(readFileSync(vsix));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds what runs and what is read, and nothing of the workshop', () => {
    const rooms = new Set(entries.map(({ name }) => name.split('/').slice(0, 2).join('/')));
    const expected = ['dist', 'docs', 'l10n', 'media', 'LICENSE.txt', 'changelog.md', 'package.json', 'package.nls.json', 'readme.md'];
    expect([...rooms].filter((name) => name.startsWith('extension/')).toSorted()).toEqual(
      expected.map((name) => `extension/${name}`).toSorted(),
    );
    expect(entries.filter(({ name }) => /\.(?:map|test\.\w+|tsx?)$/.test(name) && !name.endsWith('.d.ts'))).toEqual([]);
  });

  it('holds no picture that nobody would see: the page of an extension shows none of its own', () => {
    expect(entries.map(({ name }) => name).filter((name) => /\.(?:png|jpe?g|gif|webp)$/.test(name))).toEqual(['extension/media/icon.png']);
    const zip = readFileSync(vsix);
    const { offset, compressedBytes } = entries.find(({ name }) => name === 'extension/readme.md')!;
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const readme = inflateRawSync(zip.subarray(start, start + compressedBytes)).toString('utf8');
    expect(readme).toMatch(/^# Laptime\n/);
    expect(readme).not.toMatch(/!\[[^\]]*\]\((?!https:)/);
  });

  it('holds every part that the extension starts', () => {
    const parts = [
      'extension.cjs',
      'profiles.cjs',
      'engine.js',
      'reports.js',
      'server.js',
      'cli.js',
      'api.js',
      'api.d.ts',
      'keeper.js',
      'harness/main.js',
      'harness/program.js',
      'harness/record.cjs',
      'workers/discovery.js',
      'workers/heap.js',
      'workers/hints.js',
      'workers/insight.js',
      'workers/profile.js',
      'webview/main.js',
      'webview/main.css',
      'webview/profile.js',
      'webview/profile.css',
    ];
    const names = entries.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(parts.map((part) => `extension/dist/${part}`)));
  });

  it('holds the native program of its platform only, ready to run', () => {
    const native = entries.filter(({ name }) => name.includes('@esbuild/'));
    expect(native.every(({ name }) => name.startsWith(`extension/dist/node_modules/@esbuild/${here}/`))).toBe(true);
    const program = native.find(({ name }) => name.endsWith('/bin/esbuild'));
    expect(program?.mode).toBe(0o755);
  });

  it('is under 3 MB without its native part', () => {
    const bytes = entries.filter(({ name }) => !name.includes('@esbuild/')).reduce((sum, entry) => sum + entry.compressedBytes, 0);
    expect(bytes).toBeGreaterThan(500_000);
    expect(bytes).toBeLessThan(3_000_000);
  });
});
