import { describe, expect, it } from 'vitest';
import { decidesDependencies, installRoots, packedPackages, rootAround } from './installRoots.ts';

type Files = Readonly<Record<string, unknown>>;

const rootsOf = (files: Files) =>
  installRoots(
    new Map(
      Object.entries(files).map(([name, content]) => [name, Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))]),
    ),
  );
const digestOf = (files: Files) => rootsOf(files)[0]!.digest;

const manifest = { name: 'x', version: '1.0.0', scripts: { build: 'tsc' }, dependencies: { a: '^1.0.0' } };
const lock = {
  name: 'x',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'x', version: '1.0.0', dependencies: { a: '^1.0.0' } },
    'node_modules/a': { version: '1.0.1', integrity: 'sha512-x' },
  },
};
const npm = { 'package.json': manifest, 'package-lock.json': lock };

describe('installRoots', () => {
  it('gives a monorepo one root, and a package with a lock file of its own another', () => {
    const roots = rootsOf({
      'package.json': { workspaces: ['packages/*'] },
      'package-lock.json': lock,
      'packages/a/package.json': manifest,
      'packages/a/patches/thing.patch': '',
      'packages/b/package.json': {},
      'examples/package.json': manifest,
      'examples/yarn.lock': '',
      'examples/deep/package.json': {},
    });
    expect(roots.map(({ folder, manager, packages }) => ({ folder, manager, packages }))).toEqual([
      { folder: '', manager: 'npm', packages: ['', 'packages/a', 'packages/b'] },
      { folder: 'examples', manager: 'yarn', packages: ['examples', 'examples/deep'] },
    ]);
    expect(roots[0]!.files).toContain('packages/a/patches/thing.patch');
    expect(rootAround(roots, 'packages/a/src/deep')?.folder).toBe('');
    expect(rootAround(roots, 'examples/deep')?.folder).toBe('examples');
    expect(rootAround(rootsOf({ 'a/package.json': {} }), 'b')).toBeUndefined();
  });

  it('installs from the outermost package where there is no lock file', () => {
    const [root, ...others] = rootsOf({ 'package.json': {}, 'packages/a/package.json': manifest });
    expect(others).toEqual([]);
    expect(root).toMatchObject({ folder: '', manager: null, packages: ['', 'packages/a'], wanted: ['a ^1.0.0'] });
  });

  it.each([
    ['npm', { 'package-lock.json': '{}' }],
    ['npm', { 'npm-shrinkwrap.json': '{}' }],
    ['pnpm', { 'pnpm-lock.yaml': '' }],
    ['yarn', { 'yarn.lock': '# yarn lockfile v1\n' }],
    ['yarn-berry', { 'yarn.lock': '__metadata:\n  version: 8\n' }],
    ['yarn-berry', { 'yarn.lock': '', '.yarnrc.yml': '' }],
    ['bun', { 'bun.lock': '{}' }],
    ['bun', { 'bun.lockb': '' }],
    ['pnpm', { 'package.json': { packageManager: 'pnpm@9.1.0+sha512.abc' }, 'package-lock.json': '{}', 'pnpm-lock.yaml': '' }],
    ['npm', { 'package.json': { packageManager: 'pnpm@9.1.0' }, 'package-lock.json': '{}' }],
  ])('knows %s by %j', (manager, files: Files) => {
    expect(rootsOf({ 'package.json': {}, ...files })[0]!.manager).toBe(manager);
  });

  it.each([
    ['nodeLinker: node-modules\n', false],
    ['nodeLinker: "node-modules"\n', false],
    ['nodeLinker: pnpm\n', false],
    ['nodeLinker: pnp\n', true],
    ['enableTelemetry: false\n', true],
  ])('knows whether Yarn makes node_modules: %j', (settings, plugAndPlay) => {
    expect(rootsOf({ 'package.json': {}, 'yarn.lock': '', '.yarnrc.yml': settings })[0]!.plugAndPlay).toBe(plugAndPlay);
  });

  it('is equal where the same packages are installed', () => {
    const released = {
      'package.json': JSON.stringify({ ...manifest, version: '1.1.0', description: 'new', scripts: { build: 'tsc -b' } }, null, 4),
      'package-lock.json': {
        ...lock,
        version: '1.1.0',
        packages: { ...lock.packages, '': { ...lock.packages[''], version: '1.1.0' } },
      },
    };
    expect(digestOf(released)).toBe(digestOf(npm));
    // Windows.
    expect(digestOf({ 'package.json': {}, 'yarn.lock': 'a\r\nb\r\n' })).toBe(digestOf({ 'package.json': {}, 'yarn.lock': 'a\nb\n' }));
    // Of another manager than the one that installs.
    expect(digestOf({ ...npm, 'yarn.lock': 'stale' })).toBe(digestOf(npm));
  });

  it.each([
    ['a dependency', { ...npm, 'package.json': { ...manifest, dependencies: { a: '^1.0.1' } } }],
    ['an override', { ...npm, 'package.json': { ...manifest, overrides: { b: '1' } } }],
    ['an install script', { ...npm, 'package.json': { ...manifest, scripts: { postinstall: 'patch-package' } } }],
    ['a locked version', { ...npm, 'package-lock.json': JSON.stringify(lock).replace('1.0.1', '1.0.2') }],
    ['a package that is added', { ...npm, 'packages/a/package.json': {} }],
    ['settings', { ...npm, '.npmrc': 'legacy-peer-deps=true' }],
    ['a patch', { ...npm, 'patches/a.patch': 'x' }],
    ['a broken manifest', { ...npm, 'package.json': '{' }],
    ['a lock file of nothing', { ...npm, 'package-lock.json': '' }],
  ])('differs by %s', (_, files: Files) => {
    expect(digestOf(files)).not.toBe(digestOf(npm));
  });

  it.each([
    ['package.json', true],
    ['a/b/pnpm-lock.yaml', true],
    ['vendor/x-1.0.0.tgz', false],
    ['packages/a/patches/b.patch', true],
    ['.yarn/releases/yarn-4.cjs', true],
    ['.yarn/cache/a.zip', false],
    ['node_modules/a/package.json', false],
    ['src/package.json.ts', false],
    ['constructor', false],
  ])('looks at %s: %s', (file, decides) => {
    expect(decidesDependencies(file)).toBe(decides);
  });

  it('takes packed packages that a manifest names, and no others', () => {
    const named = {
      'app/package.json': { dependencies: { a: 'file:../vendor/a.tgz', b: './b.tar.gz', c: 'https://example.com/c.tgz' } },
      'app/yarn.lock': '',
    };
    expect(packedPackages(new Map(Object.entries(named).map(([name, content]) => [name, Buffer.from(JSON.stringify(content))])))).toEqual([
      'vendor/a.tgz',
      'app/b.tar.gz',
    ]);
    const [root] = rootsOf({ ...named, 'vendor/a.tgz': 'packed', 'vendor/other.tgz': 'packed' });
    expect(root!.files).toEqual(['app/package.json', 'app/yarn.lock', 'vendor/a.tgz']);
    expect(digestOf({ ...named, 'vendor/a.tgz': 'packed anew' })).not.toBe(root!.digest);
    expect(digestOf({ ...named, 'vendor/a.tgz': 'packed' })).toBe(root!.digest);
  });

  it('reads hostile manifests', () => {
    for (const text of [
      'null',
      '[]',
      '5',
      '{"dependencies":null,"scripts":null,"workspaces":7}',
      '{"dependencies":"x"}',
      '\uFEFF{}',
      '{"__proto__":{"dependencies":{"a":"1"}}}',
    ]) {
      expect(rootsOf({ 'package.json': text, 'package-lock.json': '{"packages":{"":null,"node_modules/a":5}}' })[0]!.wanted).toEqual([]);
    }
  });
});
