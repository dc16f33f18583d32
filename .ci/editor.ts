// npm run editor: the example workspace with Laptime in VS Code; the desktop one where `code` is found, else a headless
// server on the loopback address, which prints the address to open in a browser.
import { randomBytes } from 'node:crypto';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installVsCode } from '../test/editor/host/install.ts';
import { startServer } from '../test/editor/host/server.ts';
import { root } from './setup/cache.mjs';
import { Problem } from './setup/problem.mjs';
import { run } from './setup/run.mjs';

const workspace = path.join(root, 'examples');
// `code` is a script that only a shell starts on Windows; nothing in the line comes from outside.
const shell = process.platform === 'win32';

async function openDesktop(): Promise<boolean> {
  if (!(await run('code', ['--version'], { shell })).ok) return false;
  const quoted = (file: string) => (shell ? `"${file}"` : file);
  const opened = await run('code', ['--new-window', quoted(`--extensionDevelopmentPath=${root}`), quoted(workspace)], { shell });
  if (!opened.ok) throw new Problem(`VS Code did not start: ${opened.output.trim()}`);
  console.log('VS Code opens the examples with Laptime.');
  return true;
}

/** Installs Laptime as a user does, from a VSIX, and serves until interrupted. */
async function serve(): Promise<void> {
  const vscode = await installVsCode('newest');
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-vsix-'));
  const packaged = await run(process.execPath, [path.join(import.meta.dirname, 'package.ts'), '--outdir', folder]);
  if (!packaged.ok) throw new Problem(packaged.output.trim());
  const token = randomBytes(16).toString('hex');
  const vsix = globSync(path.join(folder, '*.vsix'));
  const server = await startServer(vscode, { token, vsix, driver: false }).finally(() => rmSync(folder, { recursive: true }));
  const query = new URLSearchParams({ tkn: token, folder: workspace });
  console.log(`Open in a browser on this machine (Ctrl-C ends it):\n${server.origin}/?${query.toString()}`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await server.stop();
}

try {
  if (!(await openDesktop())) await serve();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
