import type { Page } from 'playwright-core';
import { formatDuration } from '../../src/base/units.ts';
import { ensureBrowser, launchBrowser } from '../editor/host/browser.ts';
import { installVsCode } from '../editor/host/install.ts';
import { startServer } from '../editor/host/server.ts';
import { Workbench } from '../editor/host/workbench.ts';
import { copyWorkspace } from '../editor/host/workspace.ts';
import { measuredRow, type Row, type Section } from './section.ts';
import { withVsix } from './vsix.ts';

const WINDOWS = 7;
/** VS Code tells whole milliseconds: 0 stands for anything below one, and has no logarithm. */
const LEAST_MS = 0.5;

export const activation: Section = {
  name: 'activation',
  title: 'Activation in the editor',
  method: `The example workspace in ${WINDOWS} windows of the headless VS Code, one after the other, each with an extension host of its own and the packaged extension; from "Developer: Startup Performance". The first window, in which VS Code fills its caches, is left out.`,
  run: () => withVsix(measure),
};

interface Activation {
  readonly loadMs: number;
  readonly callMs: number;
  readonly finishMs: number;
}

async function measure(vsix: string): Promise<readonly Row[]> {
  const workspace = copyWorkspace('examples');
  const browser = await launchBrowser(await ensureBrowser());
  const server = await startServer(await installVsCode('newest'), { vsix: [vsix] });
  const found: Activation[] = [];
  try {
    for (let window = 0; window <= WINDOWS; window++) {
      const workbench = await Workbench.open(browser, server, { folder: workspace.folder });
      const activated = await activationOf(workbench);
      if (window > 0) found.push(activated);
      await workbench.page.context().close();
    }
  } finally {
    await browser.close();
    await server.stop();
    workspace.dispose();
  }
  const row = (label: string, of: (each: Activation) => number, limitNs?: number) =>
    measuredRow(
      label,
      found.map((each) => Math.max(of(each), LEAST_MS) * 1e6),
      (value) => (value < 1e6 ? 'under 1 ms' : formatDuration(value)),
      limitNs,
    );
  return [
    row('Load the code', ({ loadMs }) => loadMs),
    row('Call activate()', ({ callMs }) => callMs),
    row('Wait for what activate() promised', ({ finishMs }) => finishMs),
    row('Load and activate', ({ loadMs, callMs, finishMs }) => loadMs + callMs + finishMs, 50e6),
  ];
}

const ROW = /^\|\s*laptime\.laptime\s*\|[^|]*\|\s*(?<load>\d+)\s*\|\s*(?<call>\d+)\s*\|\s*(?<finish>\d+)\s*\|/m;
const PATIENCE_MS = 60_000;

/** From the report of the editor, which is asked until it knows of the extension. */
async function activationOf(workbench: Workbench): Promise<Activation> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    await workbench.command('Developer: Startup Performance');
    const groups = ROW.exec(await textOfEditor(workbench.page))?.groups;
    if (groups) return { loadMs: Number(groups['load']), callMs: Number(groups['call']), finishMs: Number(groups['finish']) };
    if (performance.now() > deadline) throw new Error('the extension was not activated');
    await workbench.closeAll();
    await workbench.page.waitForTimeout(1000);
  }
}

/** Only the visible lines of an editor are in the page; the clipboard has all. */
async function textOfEditor(page: Page): Promise<string> {
  await page.locator('.editor-instance .monaco-editor').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  return page.evaluate(() => navigator.clipboard.readText());
}
