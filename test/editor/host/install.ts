// Installs a headless VS Code from the npm registry alone: the server part of the `code-server` package is the open-source
// VS Code, and what it needs of native code is prebuilt in other packages or replaced by the two files in shims/.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolders, writableCache } from '../../../.ci/setup/cache.mjs';
import { fetchNode } from '../../../.ci/setup/node.mjs';
import { npm, removeAbandoned, unpack } from '../../../.ci/setup/npm.mjs';
import { Problem, problemFrom } from '../../../.ci/setup/problem.mjs';
import { run } from '../../../.ci/setup/run.mjs';

export interface VsCode {
  readonly version: string;
  /** Folder with `out/server-main.js`. */
  readonly folder: string;
  /** The Node that runs it. */
  readonly node: string;
}

interface Release {
  readonly vscode: string;
  readonly codeServer: string;
  readonly integrity: string;
  readonly node: string;
}

// Both ends of `engines.vscode`.
const releases = {
  newest: {
    vscode: '1.139.1',
    codeServer: '4.139.1',
    integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    node: '24.21.0',
  },
  oldest: {
    vscode: '1.100.3',
    codeServer: '4.100.3',
    integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    node: '20.20.2',
  },
} satisfies Record<string, Release>;

export type ReleaseName = keyof typeof releases;

/** Raised when the recipe below changes, so that older installs are made anew. */
const recipe = 1;

// The agent host, SSH, Kerberos and Windows: 250 MB that no test uses, and nearly every package that needs a compiler.
const unused =
  /^(?:@github\/copilot-sdk|@microsoft\/mxc-sdk|@vscode\/(?:copilot-api|sandbox-runtime|sqlite3|deviceid|spdlog|native-watchdog|windows-.+)|native-watchdog|@devcontainers\/cli|kerberos|ssh2|zod|tar|node-addon-api)$/;
const unusedExtensions = [
  'copilot',
  'mermaid-markdown-features',
  'emmet',
  'grunt',
  'gulp',
  'jake',
  'php-language-features',
  'tunnel-forwarding',
];

/** The headless VS Code in the cache; installed when it is not there (Linux x64; half a minute, 320 MB). */
export async function installVsCode(name: ReleaseName): Promise<VsCode> {
  const release = releases[name];
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Problem(
      `A headless VS Code can be had on Linux x64 only, and this is ${process.platform} ${process.arch}: use npm run test:desktop.`,
    );
  }
  const node = await fetchNode(release.node);
  const within = `vscode/${release.vscode}-${recipe}`;
  const found = cacheFolders()
    .map((folder) => path.join(folder, within))
    .find((folder) => existsSync(folder));
  if (found !== undefined) return { version: release.vscode, folder: found, node };
  const folder = path.join(writableCache(), within);
  console.error(`Bringing VS Code ${release.vscode} (about 150 MB, once) into ${folder}`);
  mkdirSync(path.dirname(folder), { recursive: true });
  removeAbandoned(path.dirname(folder));
  const temporary = mkdtempSync(path.join(path.dirname(folder), '.new-'));
  const cleanUp = () => rmSync(temporary, { recursive: true, force: true });
  process.once('exit', cleanUp);
  try {
    const content = path.join(temporary, 'vscode');
    await assemble(content, release, node);
    if (existsSync(folder)) return { version: release.vscode, folder, node };
    renameSync(content, folder);
  } finally {
    process.off('exit', cleanUp);
    cleanUp();
  }
  return { version: release.vscode, folder, node };
}

async function assemble(folder: string, release: Release, node: string): Promise<void> {
  const spec = `code-server@${release.codeServer}`;
  await unpack({ spec, integrity: release.integrity, folder, paths: ['package/lib/vscode'], strip: 3 });
  for (const extension of unusedExtensions) rmSync(path.join(folder, 'extensions', extension), { recursive: true, force: true });
  editJson(path.join(folder, 'package.json'), (manifest) => {
    const dependencies = manifest.dependencies as Record<string, string>;
    for (const dependency of Object.keys(dependencies)) if (unused.test(dependency)) delete dependencies[dependency];
    delete manifest.overrides;
    delete manifest.allowScripts;
  });
  // Nobody to call. Without `extensionsGallery` code-server would put its own in.
  editJson(path.join(folder, 'product.json'), (product) => {
    for (const key of ['voiceWsUrl', 'updateUrl', 'surveys', 'npsSurveyUrl']) delete product[key];
    Object.assign(product, { enableTelemetry: false, telemetryEndpoint: 'http://127.0.0.1:9/', extensionsGallery: {} });
  });
  // `npm ci` refuses the shrinkwrap that is shipped; `npm install` keeps to its versions.
  for (const part of [folder, path.join(folder, 'extensions')]) {
    const installed = await npm(['install', '--omit=dev', '--no-save'], part);
    if (!installed.ok) throw problemFrom(`VS Code ${release.vscode}`, installed.output, folder);
  }
  shim(folder, 'spdlog', '@vscode/spdlog');
  shim(folder, 'nativeWatchdog', '@vscode/native-watchdog');
  shim(folder, 'nativeWatchdog', 'native-watchdog');
  await bringNativeParts(folder);
  const modules = path.join(folder, 'node_modules');
  for (const part of ['third_party', 'deps', 'src']) rmSync(path.join(modules, 'node-pty', part), { recursive: true, force: true });
  keepOnly(path.join(modules, '@vscode/ripgrep-universal/bin'), 'linux-x64');
  keepOnly(path.join(modules, 'node-pty/prebuilds'), 'linux-x64');
  const proof = await run(node, ['-e', `for (const part of ['node-pty', '@parcel/watcher', '@vscode/spdlog']) require(part)`], {
    cwd: folder,
  });
  if (!proof.ok)
    throw new Problem(
      `VS Code ${release.vscode}: its native parts do not load here: ${proof.output.split('\n').find((line) => /Error/.test(line)) ?? proof.output}`,
    );
}

/** Older releases have neither a prebuilt terminal nor a prebuilt search: newer packages do. */
async function bringNativeParts(folder: string): Promise<void> {
  const terminal = path.join(folder, 'node_modules/node-pty');
  if (!existsSync(path.join(terminal, 'prebuilds/linux-x64/pty.node'))) {
    rmSync(terminal, { recursive: true, force: true });
    const integrity = 'sha512-vORSzHXi4Ofl7HemVWpuudLqCPdaQb4LfpRCUpE5HPxhp4JYscl8zZwxh11p26v2wvW24WMwnMfLjhRLixrfxA==';
    await unpack({ spec: 'node-pty@1.2.0-beta.15', integrity, folder: terminal });
  }
  const search = path.join(folder, 'node_modules/@vscode/ripgrep');
  if (existsSync(search) && !existsSync(path.join(search, 'bin/rg'))) {
    const integrity = 'sha512-kgrAVy1L/v/8erAjo+I720ifTf7o4rvYUwgsuEu97XAEBtPT9sk3HhcSgFpxMydvNmwdJtXo9/AVee7JjocTrg==';
    rmSync(path.join(search, 'bin'), { recursive: true, force: true });
    await unpack({
      spec: '@vscode/ripgrep-universal@1.18.0',
      integrity,
      folder: path.join(search, 'bin'),
      paths: ['package/bin/linux-x64'],
      strip: 3,
    });
  }
}

function editJson(file: string, edit: (content: Record<string, unknown>) => void): void {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  edit(content);
  writeFileSync(file, JSON.stringify(content, null, 2));
}

function shim(folder: string, file: string, name: string): void {
  const target = path.join(folder, 'node_modules', name);
  mkdirSync(target, { recursive: true });
  copyFileSync(path.join(import.meta.dirname, `shims/${file}.cjs`), path.join(target, 'index.cjs'));
  writeFileSync(path.join(target, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.cjs' }));
}

function keepOnly(folder: string, kept: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (name !== kept) rmSync(path.join(folder, name), { recursive: true, force: true });
}
