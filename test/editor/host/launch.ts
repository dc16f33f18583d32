import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import type { VsCode } from './install.ts';
import { startServer, type Server, withoutTypes } from './server.ts';
import { Workbench } from './workbench.ts';

export interface LaunchOptions {
  readonly vscode: VsCode;
  /** Absolute paths of extensions under development. */
  readonly extensions: readonly string[];
  /** Absolute path of the module that exports `run()`. */
  readonly tests: string;
  /** Absolute path of the folder to open. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly workspaceTrust?: boolean;
}

export type Outcome = { readonly state: 'passed' | 'failed' } | { readonly state: 'no-verdict'; readonly reason: string };

// The page mixes the workbench's own lines with those of the tests.
const workbenchLine =
  /^(?:Resolv(?:ing|ed) connection|Creating a socket|Ignoring fetching|Updating additional|Creation of workbench|Timed out waiting for authentication|ChatSessionStore|Canceled: Canceled|\[(?:reconnection-grace-time|Service Worker|driver|AgentHost|AccountPolicyGate|DefaultAccount|chat-|File Watcher))/;

/** Runs `run()` of the tests inside a real extension host, from start to clean end. */
export async function launch(options: LaunchOptions, signal: AbortSignal): Promise<Outcome> {
  const server = await startServer(options.vscode, { workspaceTrust: options.workspaceTrust ?? false, settings: withoutTypes });
  try {
    const browser = await launchBrowser();
    try {
      return await verdict(server, browser, options, signal);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function verdict(server: Server, browser: Browser, options: LaunchOptions, signal: AbortSignal): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    const giveUp = (reason: string) => resolve({ state: 'no-verdict', reason });
    timer = setTimeout(() => giveUp(`no end after ${options.timeoutMs / 1000} s`), options.timeoutMs);
    signal.addEventListener('abort', () => giveUp('interrupted'));
    browser.on('disconnected', () => giveUp('the browser ended'));
    Workbench.open(browser, server, {
      folder: options.folder,
      extensions: options.extensions,
      tests: options.tests,
      wait: false,
      onLog: (type, args) => {
        const line = format(...args);
        if (!workbenchLine.test(line)) (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
      },
      onExit: (code) => resolve({ state: code === 0 ? 'passed' : 'failed' }),
    }).then((workbench) => workbench.page.on('crash', () => giveUp('the page crashed')), reject);
  });
  clearTimeout(timer);
  // The last lines of the tests may still be on their way.
  await sleep(200);
  return outcome;
}
