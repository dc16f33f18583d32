import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { Problem, problemFrom } from '../../../.ci/setup/problem.mjs';
import { run } from '../../../.ci/setup/run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** The executable of a Chromium or Chrome, as `CHROMIUM` or the PATH name it. */
function findBrowser(): string | undefined {
  const { CHROMIUM, PATH = '' } = process.env;
  const onPath = PATH.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...(CHROMIUM ? [CHROMIUM] : []), ...onPath, ...elsewhere].find(isExecutable);
}

function isExecutable(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Finds a browser, or installs Debian's Chromium where this user may. */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser();
  if (found !== undefined) return found;
  const remedy = 'install Chromium or Chrome, or set CHROMIUM to its executable, and run again.';
  if (!(await run('apt-get', ['--version'])).ok) throw new Problem(`No browser was found: ${remedy}`);
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  if (asRoot.length > 0 && !(await run('sudo', ['--non-interactive', 'true'])).ok)
    throw new Problem(`No browser was found, and apt-get needs root: ${remedy}`);
  console.error('Bringing Chromium by apt-get (about 110 MB, once)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    const [file = '', ...rest] = [...asRoot, 'apt-get', ...args];
    const done = await run(file, rest, { env });
    if (!done.ok) throw problemFrom('Chromium', done.output, '/usr');
  }
  const installed = findBrowser();
  if (installed === undefined) throw new Problem(`apt-get installed no Chromium: ${remedy}`);
  return installed;
}

/**
 * In place of Playwright's own list, which the second switch of the name hides: what of it matters here, and the list under the
 * address bar, which Chromium makes as a page of its own for every context. That page takes longer than most of ours.
 */
const withoutFeatures = [
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
];

/** A headless browser that reaches nothing but the loopback address, and that by no other name unless one is given. */
export function launchBrowser(executablePath = findBrowser(), nameOfLoopback?: string): Promise<Browser> {
  const named = nameOfLoopback === undefined ? '' : `MAP ${nameOfLoopback} 127.0.0.1, `;
  if (executablePath === undefined) throw new Problem('No browser was found: run npm test, which brings one, or set CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      `--disable-features=${withoutFeatures.join(',')}`,
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      `--host-resolver-rules=${named}MAP * ~NOTFOUND , EXCLUDE 127.0.0.1`,
    ],
  });
}
