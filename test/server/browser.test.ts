// What a page of somebody else, opened in the user's browser, can do to the server: nothing. And that our own page works.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { serve } from './support/served.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

interface ForeignServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

async function foreignServer(): Promise<ForeignServer> {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end('<title>Foreign</title>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  return { port: (server.address() as AddressInfo).port, close };
}

const foreignPage = async () => openPage(`http://127.0.0.1:${(await foreignServer()).port}/`);

async function openPage(url: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

describe('a page of another origin', () => {
  it('can neither read nor change anything, even if it knew the token', async () => {
    const { url, token, monitor, alerts } = await serve();
    const page = await foreignPage();
    const did = await page.evaluate(
      async ([url, token]) => {
        const outcome = (work: Promise<string>) => work.catch((error: unknown) => (error instanceof Error ? error.name : 'rejected'));
        const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
        const body = JSON.stringify({ values: [{ name: 'stolen', value: 1 }] });
        const text = async (address: string, init: RequestInit) => (await fetch(`${url}${address}`, init)).text();
        const element = <Name extends 'img' | 'script' | 'iframe'>(name: Name, address: string) =>
          new Promise<string>((resolve) => {
            const made = document.createElement(name);
            made.addEventListener('load', () => resolve('loaded'));
            made.addEventListener('error', () => resolve('failed'));
            made.src = `${url}${address}`;
            document.body.append(made);
          });
        const socket = (protocols: string[]) =>
          new Promise<string>((resolve) => {
            const made = new WebSocket(`${url.replace('http', 'ws')}/api/v1/stream`, protocols);
            made.addEventListener('open', () => resolve('open'));
            made.addEventListener('error', () => resolve('failed'));
          });
        return {
          read: await outcome(text('/api/v1/status', { headers })),
          readPlain: await outcome(text('/metrics', {})),
          readPage: await outcome(text('/', {})),
          write: await outcome(text('/api/v1/metrics', { method: 'POST', headers, body })),
          // Sent without a question beforehand: the answer is not read, but it must not do anything.
          writeBlind: await outcome(text('/api/v1/metrics', { method: 'POST', mode: 'no-cors', body })),
          beacon: String(navigator.sendBeacon(`${url}/api/v1/metrics`, new Blob([body], { type: 'text/plain' }))),
          image: await element('img', '/metrics'),
          script: await element('script', '/page.js'),
          socket: await socket(['laptime.v1', `bearer.${token}`]),
          socketPlain: await socket([]),
        };
      },
      [url, token] as const,
    );
    expect(did).toEqual({
      ...{ read: 'TypeError', readPlain: 'TypeError', readPage: 'TypeError', write: 'TypeError' },
      ...{ writeBlind: 'TypeError', beacon: 'true', image: 'failed', script: 'failed', socket: 'failed', socketPlain: 'failed' },
    });
    // A form needs no permission to be sent: the browser goes there with it.
    await page.evaluate((url) => {
      document.body.innerHTML = `<form method="post" enctype="text/plain" action="${url}/api/v1/metrics"><input name='{"values":[{"name":"stolen","value":1}],"x":"' value='"}'></form>`;
      document.forms[0]?.submit();
    }, url);
    await page.waitForURL(`${url}/api/v1/metrics`);
    expect(await page.textContent('body')).toContain('"status":403');
    expect(monitor.metrics().map(({ id }) => id)).not.toContain('program.custom.stolen');
    expect(alerts.silences()).toEqual([]);
  });

  it('cannot get in under another name that leads here', async () => {
    // The page comes from somebody else; then its name leads here.
    const { port, close } = await foreignServer();
    const rebound = await launchBrowser(undefined, 'evil.test');
    onTestFinished(() => rebound.close());
    const page = await rebound.newPage();
    await page.goto(`http://evil.test:${port}/`);
    expect(await page.title()).toBe('Foreign');
    await close();
    const { token, monitor } = await serve({ port });
    const statuses = await page.evaluate(async (token) => {
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ values: [{ name: 'stolen', value: 1 }] });
      const answers = [await fetch('/api/v1/status', { headers }), await fetch('/api/v1/metrics', { method: 'POST', headers, body })];
      return answers.map(({ status }) => status);
    }, token);
    expect(statuses).toEqual([421, 421]);
    const answer = await page.goto(`http://evil.test:${port}/`);
    expect([answer?.status(), await answer?.text()]).toEqual([421, expect.stringContaining('does not answer to that host')]);
    expect(monitor.metrics().map(({ id }) => id)).not.toContain('program.custom.stolen');
  });
});

describe('our own page', () => {
  it('shows the operations to who has the token, and keeps it out of the address', async () => {
    const { url, token } = await serve();
    const page = await openPage(url);
    const problems: string[] = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    const form = page.getByLabel('The token that the server printed');
    await form.fill(token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('/metrics/latest').click();
    await page.locator('details[open]').getByLabel('metrics').fill('machine.memory.used');
    await page.locator('details[open]').getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => page.locator('details[open] pre').textContent()).toMatch(/"machine\.memory\.used": \d+/u);
    expect(page.url()).toBe(`${url}/`);
    expect(await page.content()).not.toContain(token);
    expect(problems).toEqual([]);
  });

  it('says that a token is wrong', async () => {
    const { url } = await serve();
    const page = await openPage(url);
    await page.getByLabel('The token that the server printed').fill('wrong');
    await page.getByRole('button', { name: 'Open' }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('The token is missing or wrong');
  });
});
