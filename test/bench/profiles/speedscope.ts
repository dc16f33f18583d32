import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { writableCache } from '../../../.ci/setup/cache.mjs';
import { run } from '../../../.ci/setup/run.mjs';
import { ensureBrowser, launchBrowser } from '../../editor/host/browser.ts';

export const SPEEDSCOPE_VERSION = '1.25.0';
const MOST_MS = 180_000;
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** How long speedscope's importer takes in a fresh browser by its own clock, in milliseconds; null where its page crashes or gives up. */
export async function speedscopeMs(file: string): Promise<number | null> {
  const server = serve(await releaseFolder(), file);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser(await ensureBrowser());
  try {
    const page = await browser.newPage();
    const imported = new Promise<number | null>((resolve) => {
      // The importer measures itself by `console.time`.
      page.on('console', (message) => {
        const [, value, unit] = /^import: ([\d.]+) ?(ms|s)/u.exec(message.text()) ?? [];
        if (value !== undefined) resolve(Number(value) * (unit === 's' ? 1000 : 1));
      });
      page.on('crash', () => resolve(null));
      page.on('pageerror', () => resolve(null));
      setTimeout(() => resolve(null), MOST_MS).unref();
    });
    await page.goto(`${origin}/index.html#profileURL=${encodeURIComponent(`${origin}/profile`)}`);
    return await imported;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

function serve(folder: string, profile: string): Server {
  return createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://127.0.0.1').pathname.slice(1);
    const file = name === 'profile' ? profile : path.join(folder, path.basename(name));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[path.extname(file)] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
    });
    createReadStream(file).pipe(response);
  });
}

/** The page as it was released, from the cache or from npm, whose client checks what it brings. */
async function releaseFolder(): Promise<string> {
  const cache = path.join(writableCache(), 'bench');
  const folder = path.join(cache, `speedscope-${SPEEDSCOPE_VERSION}`);
  const release = path.join(folder, 'package/dist/release');
  if (existsSync(release)) return release;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(path.join(cache, 'speedscope-'));
  try {
    const packed = await run('npm', ['pack', `speedscope@${SPEEDSCOPE_VERSION}`, '--pack-destination', temporary]);
    const [archive] = readdirSync(temporary);
    if (!packed.ok || archive === undefined) throw new Error(`speedscope could not be brought: ${packed.output}`);
    const unpacked = await run('tar', ['-xzf', path.join(temporary, archive), '-C', temporary]);
    if (!unpacked.ok) throw new Error(`speedscope could not be unpacked: ${unpacked.output}`);
    renameSync(temporary, folder);
    return release;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
