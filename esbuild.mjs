// Builds dist/. `node esbuild.mjs [--production] [--watch] [--force] [--outdir FOLDER]`
//
// Every output is written through a temporary file and a rename, and only when its content changed, so a process that
// runs from dist/ never sees half a file. The build is skipped when no input changed (dist/.stamp).
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { apiTypes } from './.ci/build/apiTypes.mjs';
import { ESBUILD_WITH_LINES, loaderFiles } from './.ci/build/loaderFiles.mjs';
import { thirdPartyNotices } from './.ci/build/thirdPartyNotices.mjs';

const root = import.meta.dirname;
const { values: options } = parseArgs({
  options: {
    production: { type: 'boolean' },
    watch: { type: 'boolean' },
    force: { type: 'boolean' },
    outdir: { type: 'string', default: path.join(root, 'dist') },
  },
});
const dist = path.resolve(options.outdir);
const production = options.production ?? false;

// CommonJS packages inside an ES module ask for these three.
const commonJsNames = [
  `import { createRequire as __createRequire } from 'node:module';`,
  `import { dirname as __pathDirname } from 'node:path';`,
  `import { fileURLToPath as __fileURLToPath } from 'node:url';`,
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __pathDirname(__filename);',
].join('');

const shared = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  logLevel: 'warning',
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
};
const node = { ...shared, platform: 'node', target: 'node20', format: 'esm' };

const page = {
  ...shared,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
  loader: { '.ttf': 'file', '.svg': 'file' },
  assetNames: '[name]',
  outdir: path.join(dist, 'webview'),
};

/** The parser is a file of its own beside the worker. */
const typescriptBeside = {
  name: 'typescript-beside',
  setup({ onResolve }) {
    onResolve({ filter: /^typescript6$/ }, () => ({ path: './typescript.cjs', external: true }));
  },
};

/** The extension starts small: what it asks for with `import()` is a module that it shares with the command line. */
const engineBeside = {
  name: 'engine-beside',
  setup({ onResolve }) {
    const modules = { 'engine/engine': './engine.js', 'engine/reports/index': './reports.js', 'server/index': './server.js' };
    onResolve({ filter: /\/(?:engine\/(?:engine|reports\/index)|server\/index)\.ts$/ }, ({ kind, path: file }) =>
      kind === 'dynamic-import' ? { path: modules[/\/((?:engine|server)\/.*)\.ts$/.exec(file)[1]], external: true } : undefined,
    );
  },
};

/** What shows profiles is loaded with the first one; by `require`, because that is what gives it the module `vscode`. */
const profilesBeside = {
  name: 'profiles-beside',
  setup({ onLoad, onResolve }) {
    const namespace = 'beside';
    onResolve({ filter: /\/openProfiles\.ts$/ }, ({ kind }) => (kind === 'dynamic-import' ? { path: 'profiles', namespace } : undefined));
    onResolve({ filter: /^\.\/profiles\.cjs$/, namespace }, ({ path: file }) => ({ path: file, external: true }));
    onLoad({ filter: /^profiles$/, namespace }, () => ({ contents: `module.exports = require('./profiles.cjs');` }));
  },
};

/** What is built: entry files, and where they land in dist/. */
function bundles() {
  const shims = globSync('src/engine/harness/shims/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted();
  return [
    {
      ...node,
      format: 'cjs',
      entryPoints: [
        { in: 'src/editor/extension.ts', out: 'extension' },
        { in: 'src/editor/profiles/openProfiles.ts', out: 'profiles' },
      ],
      outExtension: { '.js': '.cjs' },
      external: ['vscode'],
      plugins: [engineBeside, profilesBeside],
      outdir: dist,
    },
    {
      ...node,
      entryPoints: [
        { in: 'src/cli/main.ts', out: 'cli' },
        { in: 'src/engine/engine.ts', out: 'engine' },
        { in: 'src/engine/reports/index.ts', out: 'reports' },
        { in: 'src/server/index.ts', out: 'server' },
      ],
      // It has a native part, and finds it beside itself.
      external: ['esbuild'],
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      banner: { js: commonJsNames },
      outdir: dist,
    },
    {
      ...node,
      entryPoints: [
        { in: 'src/engine/harness/api.ts', out: 'api' },
        { in: 'src/engine/harness/keeper.ts', out: 'keeper' },
      ],
      outdir: dist,
    },
    {
      ...node,
      // No source maps here and in the shims: stacks are mapped in the child, and ours are told apart by their folder.
      sourcemap: false,
      entryPoints: [
        { in: 'src/engine/harness/main.ts', out: 'main' },
        { in: 'src/engine/harness/loading/hooks.ts', out: 'hooks' },
        { in: 'src/engine/harness/loading/program.ts', out: 'program' },
        { in: 'src/engine/harness/testing/testReporter.ts', out: 'testReporter' },
      ],
      banner: { js: commonJsNames },
      outdir: path.join(dist, 'harness'),
    },
    {
      ...node,
      // Loaded into programs by `--require`, which is there for each kind of them.
      format: 'cjs',
      sourcemap: false,
      entryPoints: [
        { in: 'src/engine/harness/recorder/record.ts', out: 'record' },
        { in: 'src/engine/harness/calls/record.ts', out: 'recordCalls' },
        { in: 'src/engine/harness/watching/watch.ts', out: 'watch' },
      ],
      outExtension: { '.js': '.cjs' },
      outdir: path.join(dist, 'harness'),
    },
    ...['esm', 'cjs'].map((format) => ({
      ...node,
      format,
      sourcemap: false,
      external: ['esbuild'],
      entryPoints: [{ in: 'src/engine/harness/loading/esbuildWithLines.ts', out: ESBUILD_WITH_LINES }],
      outExtension: { '.js': format === 'cjs' ? '.cjs' : '.mjs' },
      outdir: path.join(dist, 'loader/tsx'),
    })),
    // Bench files are ES modules or CommonJS, and what stands in for their library is of the same kind.
    ...['esm', 'cjs'].map((format) => ({
      ...node,
      format,
      sourcemap: false,
      entryPoints: shims.map((file) => ({ in: file, out: path.basename(file, '.ts') })),
      outExtension: { '.js': format === 'cjs' ? '.cjs' : '.js' },
      outdir: path.join(dist, 'harness/shims'),
    })),
    {
      ...node,
      entryPoints: [
        { in: 'src/engine/calls/worker.ts', out: 'functions' },
        { in: 'src/engine/discovery/worker.ts', out: 'discovery' },
        { in: 'src/engine/fixes/worker.ts', out: 'fixes' },
        { in: 'src/engine/heap/worker.ts', out: 'heap' },
        { in: 'src/engine/hints/worker.ts', out: 'hints' },
      ],
      plugins: [typescriptBeside],
      // What needs the parser in a file of its own, loaded after the compile cache is on.
      splitting: true,
      chunkNames: '[name]-[hash]',
      banner: { js: commonJsNames },
      outdir: path.join(dist, 'workers'),
    },
    {
      ...node,
      entryPoints: [
        { in: 'src/engine/insight/worker.ts', out: 'insight' },
        { in: 'src/engine/profiling/worker.ts', out: 'profile' },
      ],
      banner: { js: commonJsNames },
      outdir: path.join(dist, 'workers'),
    },
    {
      ...node,
      // The parser is 9 MB of source. Alone and in CommonJS, because Node's compile cache then keeps all that its start needs;
      // of ES modules and of packages inside a bundle it keeps next to nothing.
      format: 'cjs',
      entryPoints: [{ in: 'node_modules/typescript6/lib/typescript.js', out: 'typescript' }],
      // What it exports are getters: rules ask for thousands of kinds in each file, in a fifth less time as plain properties.
      footer: { js: 'module.exports={...module.exports};' },
      outExtension: { '.js': '.cjs' },
      // Always, so that the worker starts as fast as it does for users.
      minify: true,
      sourcemap: false,
      outdir: path.join(dist, 'workers'),
    },
    {
      ...page,
      entryPoints: [{ in: 'src/webview/main.ts', out: 'main' }],
      // What draws series is loaded with the first of their charts.
      splitting: true,
      chunkNames: '[name]-[hash]',
    },
    {
      ...page,
      entryPoints: [
        { in: 'src/webview/profile/main.ts', out: 'profile' },
        { in: 'src/webview/api/main.ts', out: 'api' },
      ],
    },
  ];
}

function writeIfChanged(file, contents) {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, contents, file === path.join(dist, 'cli.js') ? { mode: 0o755 } : {});
  renameSync(temporary, file);
}

function removeAllBut(kept) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true }).toReversed()) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) {
      if (readdirSync(file).length === 0) rmdirSync(file);
    } else if (!kept.has(file)) rmSync(file, { force: true });
  }
}

/** Digest of everything the build reads. */
function inputDigest() {
  const hash = createHash('sha256').update(`${process.version} ${production}`);
  const files = globSync(['src/**/*', 'esbuild.mjs', '.ci/build/*.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'], {
    cwd: root,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  for (const file of files) hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

const stampFile = path.join(dist, '.stamp');

function isFresh(digest) {
  if (!existsSync(stampFile)) return false;
  const [builtFrom, ...outputs] = readFileSync(stampFile, 'utf8').split('\n');
  return builtFrom === digest && outputs.every((file) => existsSync(path.join(dist, file)));
}

async function build() {
  const startedAt = performance.now();
  const digest = inputDigest();
  if (!options.force && isFresh(digest)) return console.log('build: up to date');
  const [types, ...settled] = await Promise.all([
    apiTypes(),
    ...bundles().map((bundle) => esbuild.build(bundle).catch((/** @type {unknown} */ error) => ({ error }))),
  ]);
  const results = settled.filter((result) => !('error' in result));
  const outputs = new Map(results.flatMap((result) => result.outputFiles.map((file) => [file.path, file.contents])));
  for (const [file, contents] of loaderFiles()) outputs.set(path.join(dist, 'loader/tsx', file), contents);
  outputs.set(path.join(dist, 'loader/tsconfig.json'), Buffer.from('{}\n'));
  outputs.set(path.join(dist, 'api.d.ts'), types);
  outputs.set(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), Buffer.from(thirdPartyNotices(results.map((result) => result.metafile))));
  for (const [file, contents] of outputs) writeIfChanged(file, contents);
  // Parts that do not depend on what is broken can be worked with; the old ones of the rest stay.
  const broken = settled.find((result) => 'error' in result);
  if (broken) throw broken.error;
  removeAllBut(new Set(outputs.keys()));
  writeIfChanged(stampFile, Buffer.from([digest, ...[...outputs.keys()].map((file) => path.relative(dist, file))].join('\n')));
  console.log(`build: ${outputs.size} files in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Rebuilds each bundle by itself when its inputs change. The lines are what .vscode/tasks.json waits for. */
async function watch() {
  // What is copied or made from types only is built once. A broken source is no reason not to watch.
  await build().catch(() => undefined);
  rmSync(stampFile, { force: true });
  const report = {
    name: 'write-and-report',
    setup(plugin) {
      plugin.onStart(() => console.log('[watch] build started'));
      plugin.onEnd((result) => {
        for (const file of result.outputFiles ?? []) writeIfChanged(file.path, file.contents);
        for (const { text, location } of result.errors) {
          console.error(`✘ [ERROR] ${text}`);
          if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
        }
        console.log('[watch] build finished');
      });
    },
  };
  await Promise.all(
    bundles().map(async (bundle) => {
      const context = await esbuild.context({ ...bundle, logLevel: 'silent', plugins: [...(bundle.plugins ?? []), report] });
      await context.watch();
    }),
  );
}

try {
  await (options.watch ? watch() : build());
} catch (error) {
  // esbuild has already printed what is wrong in the sources.
  if (!error.errors) console.error(error);
  process.exitCode = 1;
}
