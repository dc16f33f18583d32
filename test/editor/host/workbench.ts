import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, ElementHandle, FrameLocator, Locator, Page } from 'playwright-core';
import type { Server } from './server.ts';

/** How long a state may take to come on a machine that does much else. No limit here says how fast anything is. */
export const PATIENCE_MS = 120_000;
/** How long one try may take of what can be tried again. */
const TRY_MS = 15_000;
/** How long a row may take to open before its click counts as missed. */
const FOLDED_MS = 3000;

export interface OpenOptions {
  /** Absolute path of a folder or of a `.code-workspace` file. */
  readonly folder: string;
  /** Absolute paths of extensions under development. */
  readonly extensions?: readonly string[];
  /** Absolute path of a module whose `run()` the extension host calls. */
  readonly tests?: string;
  /** `path:line` to open first, absolute. */
  readonly openFile?: string;
  /** Environment of the extension host; releases before 1.101 take it only from the server. */
  readonly hostEnv?: Readonly<Record<string, string>>;
  /** To keep what the workbench stores between two openings. */
  readonly context?: BrowserContext;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly scale?: number;
  /** Lines that the extension host's console prints. */
  readonly onLog?: (type: string, args: unknown[]) => void;
  /** The exit code of the tests. */
  readonly onExit?: (code: number) => void;
  /** False returns while the workbench still loads. */
  readonly wait?: boolean;
}

/** The address that opens a folder, with the developer's options that a desktop takes on its command line. */
function workbenchUrl(server: Server, options: OpenOptions): string {
  const remote = (file: string) => `vscode-remote://${server.authority}${file}`;
  const payload: [string, string][] = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(options.extensions ?? []).map((folder): [string, string] => ['extensionDevelopmentPath', remote(folder)]),
  ];
  if (options.tests) payload.push(['extensionTestsPath', remote(options.tests)]);
  if (options.hostEnv) payload.push(['extensionEnvironment', JSON.stringify(options.hostEnv)]);
  if (options.openFile) payload.push(['openFile', remote(options.openFile)], ['gotoLineMode', 'true']);
  const kind = options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({ [kind]: options.folder, payload: JSON.stringify(payload) });
  return `${server.origin}/?${query.toString()}`;
}

/**
 * Runs in each frame before all else. A browser without a screen draws on the processor, and what turns has it draw all the time. It calls
 * nobody back that waits for it to be idle while there is nothing to draw: the workbench has a way of its own where there is no such call.
 */
const calm = `
  delete globalThis.requestIdleCallback;
  delete globalThis.cancelIdleCallback;
  const still = new CSSStyleSheet();
  still.replaceSync('*, *::before, *::after { animation: none !important; }');
  document.adoptedStyleSheets = [still];
`;

/** Drives a visible workbench as a user does: palette, files, editors, webviews, status bar. */
export class Workbench {
  readonly page: Page;
  /** What the page wrote to its console. */
  readonly console: string[] = [];
  readonly #reloadUrl: string;

  private constructor(page: Page, reloadUrl: string) {
    this.page = page;
    this.#reloadUrl = reloadUrl;
    page.on('console', (message) => this.console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.console.push(`pageerror: ${error.message}`));
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  }

  static async open(browser: Browser, server: Server, options: OpenOptions): Promise<Workbench> {
    const context =
      options.context ??
      (await browser.newContext({
        viewport: options.viewport ?? { width: 1440, height: 900 },
        deviceScaleFactor: options.scale ?? 1,
        colorScheme: 'dark',
        permissions: ['clipboard-read', 'clipboard-write'],
      }));
    const page = await context.newPage();
    await page.addInitScript(calm);
    // A window that is told to open a file brings back no other editors.
    const { openFile: _openFile, ...rest } = options;
    const workbench = new Workbench(page, workbenchUrl(server, rest));
    if (options.onLog) await page.exposeFunction('codeAutomationLog', options.onLog);
    if (options.onExit) await page.exposeFunction('codeAutomationExit', options.onExit);
    await page.goto(workbenchUrl(server, options), { waitUntil: 'commit' });
    if (options.wait !== false) await workbench.ready();
    return workbench;
  }

  /** Layout and contributions are restored. For an extension, wait for something of its own. */
  async ready(timeoutMs = PATIENCE_MS): Promise<void> {
    const restored = () => performance.getEntriesByName('code/LifecyclePhase/Restored').length > 0;
    await this.page.waitForFunction(restored, undefined, { timeout: timeoutMs });
    await this.page.evaluate(() => {
      const { driver } = globalThis as { driver?: { whenWorkbenchRestored(): Promise<void> } };
      return driver?.whenWorkbenchRestored();
    });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: timeoutMs });
  }

  /** Loads the window anew, with the editors it had. */
  async reload(): Promise<void> {
    await this.page.goto(this.#reloadUrl, { waitUntil: 'commit' });
    await this.ready();
  }

  /**
   * Waits until what the window keeps over a reload matches. A workbench in a browser writes it every few seconds when it is
   * idle, and loses what it has not written when it is left. A browser without a screen is idle only while it draws: with
   * nothing to draw its idle callbacks were seen to wait for two minutes.
   */
  async stored(pattern: RegExp): Promise<void> {
    const read = `(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith('vscode-web-state-db'));
      const settled = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const texts = await Promise.all(names.map(async (name) => {
        const database = await settled(indexedDB.open(name));
        const values = await settled(database.transaction('ItemTable').objectStore('ItemTable').getAll());
        database.close();
        return values.join('\\n');
      }));
      return texts.join('\\n');
    })()`;
    const draw = 'new Promise((resolve) => requestAnimationFrame(resolve))';
    const end = performance.now() + PATIENCE_MS;
    while (!pattern.test(await this.page.evaluate<string>(read))) {
      if (performance.now() > end) throw new Error(`the window has not stored ${String(pattern)}`);
      await this.page.evaluate(draw);
      await sleep(20);
    }
  }

  /** Opens the palette with this text in it, `>` first for commands. */
  async palette(text: string): Promise<Locator> {
    const widget = this.page.locator('.quick-input-widget');
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      await this.page.keyboard.press('F1');
      try {
        await widget.locator('.quick-input-box input').fill(text, { timeout: TRY_MS });
        return widget;
      } catch (error) {
        if (performance.now() > end) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /**
   * Runs a command by its whole title in the palette, category included; waits until an extension has contributed it.
   * `stays` is for commands that ask something in the same box.
   */
  async command(title: string, { stays = false } = {}): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (let tryMs = 2000; ; tryMs = Math.min(TRY_MS, 2 * tryMs)) {
      const widget = await this.palette(`>${title}`);
      const label = this.page.locator('.label-name').getByText(title, { exact: true });
      const row = widget.locator('.monaco-list-row').filter({ has: label }).first();
      try {
        // Not found at once: what the extension contributes may not be known yet, and the list does not follow.
        await this.#clickRow(row, tryMs);
        if (!stays) await widget.waitFor({ state: 'hidden', timeout: TRY_MS });
        return;
      } catch (error) {
        await this.page.keyboard.press('Escape');
        await widget.waitFor({ state: 'hidden' });
        if (performance.now() > end) throw new Error(`the palette has no command '${title}'`, { cause: error });
      }
    }
  }

  /** Chooses the first row with this text in an open quick pick. */
  async pick(text: string | RegExp): Promise<void> {
    const row = this.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: text }).first();
    await row.waitFor();
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.#clickRow(row, TRY_MS);
      } catch (error) {
        if (performance.now() > end) throw error;
      }
    }
  }

  /** Clicks a row of the open box. Where the mouse rests on another row, that one's tooltip may cover it: the mouse leaves the box first. */
  async #clickRow(row: Locator, timeoutMs: number): Promise<void> {
    await this.page.mouse.move(0, 0);
    await row.click({ timeout: timeoutMs });
  }

  /** Opens a file of the workspace, relative, with the cursor at a place. */
  async openFile(file: string, line?: number, column = 1): Promise<void> {
    const widget = await this.palette(line === undefined ? file : `${file}:${line}:${column}`);
    const name = file.slice(file.lastIndexOf('/') + 1);
    // Not by Enter: the list may still be sorting itself.
    await this.#clickRow(widget.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first(), PATIENCE_MS);
    await this.editor(file).waitFor();
  }

  editor(file: string): Locator {
    return this.page.locator(`.editor-instance .monaco-editor[data-uri$="${file}"]`).first();
  }

  /** Puts the keyboard into the text of an open editor. */
  async focusEditor(file: string): Promise<void> {
    await this.editor(file).locator('.native-edit-context, textarea.inputarea').first().focus();
  }

  /** The item of the status bar with this text. */
  status(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  /**
   * The element that is drawn beside the text of a line now, counted from 1, or above it where the lenses are: glyphs, lenses
   * and messages lie in layers of their own, so only their place tells to which line they belong. The line must be on the screen.
   */
  async findAtLine(file: string, line: number, selector: string, where: 'beside' | 'above' = 'beside'): Promise<ElementHandle | null> {
    const editor = this.editor(file);
    const number = editor.locator('.margin .line-numbers').filter({ hasText: new RegExp(`^${line}$`) });
    const lineBox = await number.boundingBox();
    const [top, height] = [(lineBox?.y ?? 0) - (where === 'above' ? (lineBox?.height ?? 0) : 0), lineBox?.height ?? 0];
    for (const element of await editor.locator(selector).elementHandles()) {
      // Null for what the editor has taken away since.
      const box = await element.boundingBox().catch(() => null);
      const middle = box && box.y + box.height / 2;
      if (middle !== null && middle > top && middle < top + height) return element;
    }
    return null;
  }

  /** Waits for what `findAtLine` finds. */
  async atLine(...[file, line, selector, where = 'beside']: Parameters<Workbench['findAtLine']>): Promise<ElementHandle> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const element = await this.findAtLine(file, line, selector, where);
      if (element) return element;
      if (performance.now() > end) throw new Error(`${file}:${line} has no ${selector} ${where} it`);
    }
  }

  /** Clicks what is drawn at a line; the editor may draw it anew at any moment, then the new one is clicked. */
  async clickAtLine(...[file, line, selector, where]: Parameters<Workbench['atLine']>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const element = await this.atLine(file, line, selector, where);
      try {
        return await element.click({ timeout: TRY_MS });
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text });
  }

  /** Rows of the Testing view. */
  testRow(text: string | RegExp): Locator {
    return this.page.locator('.test-explorer .monaco-list-row').filter({ hasText: text });
  }

  /** Shows what is below a row of the Testing view. */
  expandTest(text: string | RegExp): Promise<void> {
    return this.fold(this.testRow(text), 'open');
  }

  /** Opens or closes a row of a tree. A row that is drawn anew just then was seen to miss its click. */
  async fold(rows: Locator, to: 'open' | 'closed'): Promise<void> {
    const [open, closed] = [true, false].map((expanded) => rows.and(this.page.locator(`[aria-expanded=${expanded}]`)).first());
    const [wanted, other] = to === 'open' ? [open!, closed!] : [closed!, open!];
    const end = performance.now() + PATIENCE_MS;
    for (let isLast = false; ; isLast = performance.now() > end) {
      try {
        // A row can be opened when it is known that there is something below it.
        await wanted.or(other).first().waitFor({ timeout: TRY_MS });
        if (await wanted.isVisible()) return;
        await other.locator('.monaco-tl-twistie').click({ timeout: TRY_MS });
        return await wanted.waitFor({ timeout: FOLDED_MS });
      } catch (error) {
        if (isLast) throw error;
      }
    }
  }

  /** A notification that shows; a server with the driver shows none. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** The document of an extension's webview, in an editor tab or a view. */
  webview(index = 0): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').nth(index).frameLocator('iframe#active-frame');
  }

  async closeAll(): Promise<void> {
    await this.command('View: Close All Editors');
  }

  async setTheme(theme: 'Dark Modern' | 'Light Modern' | 'Dark High Contrast'): Promise<void> {
    await this.command('Preferences: Color Theme', { stays: true });
    const box = this.page.locator('.quick-input-widget .quick-input-box input');
    await box.fill(theme);
    await this.pick(theme);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** A picture of the page without cursor and animations. */
  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  }
}
