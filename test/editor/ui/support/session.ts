import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../host/browser.ts';
import { installVsCode } from '../../host/install.ts';
import { startServer, type Server, withoutTypes } from '../../host/server.ts';
import { PATIENCE_MS, Workbench } from '../../host/workbench.ts';
import { copyWorkspace } from '../../host/workspace.ts';

export interface SessionOptions {
  /** Folder of this repository whose copy is opened. */
  readonly source?: string;
  /** Called with the copy before it is committed and opened. */
  readonly prepare?: (folder: string) => void;
  /** Of the copy: the `.code-workspace` file that is opened in its place. */
  readonly workspaceFile?: (folder: string) => string;
  /** `path:line` to open first, relative to the folder. */
  readonly openFile?: string;
  /** Asks whether the folder is trusted, as a desktop does. */
  readonly asksForTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly scale?: number;
}

export interface Session {
  readonly workbench: Workbench;
  readonly page: Page;
  readonly server: Server;
  /** The workspace folder, a git repository of its own. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A real VS Code with the extensions of a folder, on a copy of a workspace, with the editor's notifications showing. */
export async function openSession(extensions: string, options: SessionOptions = {}): Promise<Session> {
  const vscode = await installVsCode('newest');
  const workspace = copyWorkspace(options.source ?? 'examples', options.prepare);
  const ends: (() => unknown)[] = [() => workspace.dispose()];
  const close = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const { settings = {}, asksForTrust = false } = options;
    const server = await startServer(vscode, {
      ...{ extensions, driver: false, workspaceTrust: asksForTrust },
      settings: { ...withoutTypes, ...settings },
    });
    ends.push(() => server.stop());
    const browser = await launchBrowser();
    ends.push(() => browser.close());
    const { openFile, viewport, scale, workspaceFile } = options;
    const workbench = await Workbench.open(browser, server, {
      folder: workspaceFile?.(workspace.folder) ?? workspace.folder,
      ...(openFile !== undefined && { openFile: path.join(workspace.folder, openFile) }),
      ...(viewport && { viewport }),
      ...(scale !== undefined && { scale }),
    });
    const { page } = workbench;
    page.setDefaultTimeout(PATIENCE_MS);
    return { workbench, page, server, folder: workspace.folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const pictures = path.join(import.meta.dirname, '../../../../test-results/ui');
/** They are for people to look at, assert nothing, and take a tenth of the time of the tests. */
const areWanted = process.env['LAPTIME_PICTURES'] === 'true';
const sizes = { narrow: { width: 900, height: 700 }, wide: { width: 1440, height: 900 } };

/** A picture of what is on the screen now, in `test-results/ui/`, where they are asked for. */
export async function takePicture(session: Session, name: string): Promise<void> {
  if (areWanted) await draw(session, name);
}

async function draw({ page, workbench }: Session, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  // Two frames, so that what lays itself out anew has done so.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  await workbench.screenshot(path.join(pictures, `${name}.png`));
}

/** For a test that failed: a picture, and in the log what the window and its webviews say, as a log is all that is left of some machines. */
export async function tellScreen(session: Session, name: string): Promise<void> {
  const { page, workbench } = session;
  const words = (text: string) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 3000);
  const frames = page.frames().map(async (frame) => {
    const text = await frame.locator('body').innerText({ timeout: 5000 });
    return `${frame
      .url()
      .replace(/[?#].*/, '')
      .slice(0, 100)}: ${words(text)}`;
  });
  const seen = await Promise.allSettled(frames);
  const texts = seen.map((each) => (each.status === 'fulfilled' ? each.value : `not to be read: ${String(each.reason).slice(0, 200)}`));
  console.error([`── ${name}`, ...texts, ...workbench.console.slice(-20)].join('\n'));
  await draw(session, name);
}

type Size = keyof typeof sizes;

/**
 * Pictures of what is on the screen now, light and dark, narrow and wide, where they are asked for; `ready` waits for what shows itself
 * late. The session ends as it began: dark and wide.
 */
export async function takePictures(session: Session, name: string, ready?: (size: Size) => Promise<void>): Promise<void> {
  if (areWanted) await drawInThemes(session, name, ready);
}

/** The same, asked for or not. */
export async function drawInThemes(session: Session, name: string, ready?: (size: Size) => Promise<void>): Promise<void> {
  const { page, workbench } = session;
  for (const theme of ['Light', 'Dark'] as const) {
    await workbench.setTheme(`${theme} Modern`);
    await page.locator(theme === 'Light' ? '.monaco-workbench.vs' : '.monaco-workbench.vs-dark').waitFor();
    for (const size of ['narrow', 'wide'] as const) {
      await page.setViewportSize(sizes[size]);
      await ready?.(size);
      await draw(session, `${name}-${theme.toLowerCase()}-${size}`);
    }
  }
}
