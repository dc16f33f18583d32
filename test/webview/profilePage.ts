import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { WebSocketServer, type WebSocket } from 'ws';
import { toDisposable } from '../../src/base/lifecycle.ts';
import { panelPage } from '../../src/protocol/panelPage.ts';
import type { ProfileSessionApi } from '../../src/protocol/profile.ts';
import type { ProfileHostApi, ProfilePageApi, ProfilePageState } from '../../src/protocol/profilePage.ts';
import { connect, type Remote, type Served } from '../../src/protocol/rpc.ts';
import type { ThemeName } from './page/styles.ts';
import { fromBytes, toBytes } from './page/wire.ts';

const root = path.join(import.meta.dirname, '../..');
const built = path.join(root, 'dist/webview');
const results = path.join(root, 'test-results/webview');

export interface OpenOptions extends BrowserContextOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly title?: string;
  /** In place of `open`. */
  readonly state?: ProfilePageState;
}

/** A page with its host, which is in this process and answers by a real session. */
export interface OpenedPage {
  readonly page: Page;
  /** What an editor was asked to do, as `method(arguments)`; not the questions to the session. */
  readonly calls: string[];
  /** Every call of the host, in order. */
  readonly asked: readonly (keyof ProfileHostApi)[];
  /** Of the page. */
  readonly remote: Remote<ProfilePageApi>;
  /** Makes the next call of this method fail. */
  failNext(method: keyof ProfileHostApi, error: Error): void;
  violations(): Promise<readonly string[]>;
  setTheme(theme: ThemeName): Promise<void>;
  /** What the page has kept. */
  state(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface ProfileOpener {
  open(session: Served<ProfileSessionApi>, options?: OpenOptions): Promise<OpenedPage>;
  /** A picture in `test-results/webview/`. */
  picture(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

type Connect = (socket: WebSocket) => void;

/** Opens the built page of profiles in tabs of a browser. */
export async function createProfileOpener(browser: Browser): Promise<ProfileOpener> {
  for (const file of ['profile.js', 'profile.css']) {
    if (!existsSync(path.join(built, file))) throw new Error(`dist/webview/${file} is missing: run npm run build`);
  }
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'page/profileBridge.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  const bridge = outputFiles[0]!.text;
  mkdirSync(results, { recursive: true });
  const hosts: Connect[] = [];
  const { server, origin } = await serve(hosts);
  return {
    async open(session, { theme = 'Dark Modern', width = 1400, height = 900, title = 'example.cpuprofile', state, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', timezoneId: 'UTC', ...options });
      const page = await context.newPage();
      const host = createHost(session, state ?? { kind: 'open', title, subject: { kind: 'file', file: `/profiles/${title}` } });
      hosts.push(host.connect);
      await page.addInitScript({ content: bridge });
      page.on('pageerror', (error) => {
        throw error;
      });
      await page.goto(`${origin}/?${new URLSearchParams({ theme, host: String(hosts.length - 1) }).toString()}`);
      await page.locator('.panel:not([aria-busy])').waitFor();
      await settled(page);
      const inPage = <T>(make: string): Promise<T> => page.evaluate(make);
      return {
        page,
        calls: host.calls,
        asked: host.asked,
        remote: host.remote,
        failNext: host.failNext,
        violations: () => inPage('profileBridge.violations'),
        setTheme: async (name) => {
          await inPage(`profileBridge.setTheme(${JSON.stringify(name)})`);
          await settled(page);
        },
        state: () => inPage('profileBridge.state()'),
        close: () => context.close(),
      };
    },
    async picture(page, name) {
      await page.screenshot({ path: path.join(results, `${name}.png`), animations: 'disabled', caret: 'hide' });
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** On the loopback address: the page with its files, and the sockets of its hosts. */
async function serve(hosts: readonly Connect[]): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page.test');
    const types = { '.js': 'text/javascript', '.css': 'text/css' } as const;
    const file = path.join(built, path.basename(pathname));
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(
        panelPage({
          scriptUri: `${origin}/profile.js`,
          styleUri: `${origin}/profile.css`,
          cspSource: origin,
          nonce: 'abcdefghijklmnop',
          language: 'en-GB',
        }),
      );
    } else if (existsSync(file)) {
      response.setHeader('content-type', types[path.extname(file) as keyof typeof types] ?? 'application/octet-stream');
      response.end(readFileSync(file));
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    const number = Number(new URL(request.url ?? '/', origin).searchParams.get('host'));
    hosts[number]?.(socket);
  });
  return { server, origin };
}

function createHost(session: Served<ProfileSessionApi>, state: ProfilePageState) {
  const calls: string[] = [];
  const asked: (keyof ProfileHostApi)[] = [];
  const failures = new Map<string, Error>();
  let remote: Remote<ProfilePageApi> | null = null;
  const wish =
    (method: keyof ProfileHostApi) =>
    (...args: readonly unknown[]) => {
      calls.push(`${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
    };
  const own: Served<Omit<ProfileHostApi, keyof ProfileSessionApi>> = {
    ready: () => state,
    openFunction: wish('openFunction'),
    openLine: wish('openLine'),
    showFunction: wish('showFunction'),
    compareWith: wish('compareWith'),
    rescale: wish('rescale'),
    saveAs: wish('saveAs'),
  };
  const methods = { ...methodsOf(session), ...own } as Record<string, (...args: unknown[]) => unknown>;
  const api: Record<string, (...args: unknown[]) => unknown> = {};
  for (const [name, method] of Object.entries(methods)) {
    api[name] = (...args) => {
      asked.push(name as keyof ProfileHostApi);
      const failure = failures.get(name);
      failures.delete(name);
      if (failure) throw failure;
      return method(...args);
    };
  }
  return {
    calls,
    asked,
    get remote(): Remote<ProfilePageApi> {
      // A page that is loaded again has another connection.
      return new Proxy({} as Remote<ProfilePageApi>, { get: (_, name) => remote?.[name as keyof ProfilePageApi] });
    },
    failNext: (method: keyof ProfileHostApi, error: Error) => void failures.set(method, error),
    connect(socket: WebSocket): void {
      socket.binaryType = 'arraybuffer';
      const connection = connect<object, ProfilePageApi>(
        {
          post: (message) => socket.send(toBytes(message)),
          onMessage(listener) {
            const onMessage = (data: unknown) => listener(fromBytes(data as ArrayBuffer));
            socket.on('message', onMessage);
            return toDisposable(() => socket.off('message', onMessage));
          },
          onClose(listener) {
            socket.on('close', listener);
            return toDisposable(() => socket.off('close', listener));
          },
        },
        api,
      );
      remote = connection.remote;
    },
  };
}

/** A session is an object of a class, or one that was made by hand. */
function methodsOf(session: object): Record<string, unknown> {
  const methods: Record<string, unknown> = {};
  for (let from = session; from !== Object.prototype; from = Object.getPrototypeOf(from) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
      if (typeof value === 'function' && name !== 'constructor') methods[name] ??= (value as (...args: never[]) => unknown).bind(session);
    }
  }
  return methods;
}

/** Until every flame graph has drawn what it shows from tiles of the right size, and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  // A function, and no text: the page's policy forbids to evaluate what is made of text again and again.
  await page.waitForFunction(() => {
    const { document } = globalThis as unknown as {
      document: { querySelectorAll(selector: string): Iterable<{ readonly dataset: Record<string, string> }> };
    };
    return [...document.querySelectorAll('.flame-scroller')].every(({ dataset }) => dataset['settled'] === 'true');
  });
  await frames(page);
}

/** Long enough for what follows from what was done to be asked for, answered and drawn, and for a zoom to end. */
export async function frames(page: Page, count = 16): Promise<void> {
  await page.evaluate(`(async () => {
    for (let frame = 0; frame < ${count}; frame += 1) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  })()`);
}
