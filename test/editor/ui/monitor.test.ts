import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coloursIn } from '../../webview/parts.ts';
import { extensionProcesses } from './support/processes.ts';
import { drawInThemes, takePicture } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';

const BURNING = 'burning.cjs';
const ALERT = 'The service burns';

// Burns from one signal to the next.
const burning = `let isBurning = false;
process.on('SIGUSR2', () => {
  isBurning = !isBurning;
  if (isBurning) burn();
});

function burn() {
  const untilMs = Date.now() + 50;
  while (Date.now() < untilMs) Math.sqrt(untilMs);
  if (isBurning) setImmediate(burn);
}

setInterval(() => undefined, 60_000);
`;

const rule = {
  ...{ id: 'burning', title: ALERT, metric: 'program.eventLoop.utilization', above: '50 %', for: '3 s' },
  ...{ clear: '20 %', clearFor: '1 s' },
};

const besides = (folder: string, name: string) => path.join(path.dirname(folder), name);

// A window of two folders: the program and its rule are of the second.
const session = sessionForTests({
  settings: { 'laptime.monitoring.everySeconds': 0.5 },
  prepare(folder) {
    const service = besides(folder, 'service');
    mkdirSync(service);
    writeFileSync(path.join(service, BURNING), burning);
    const alerts = { defaults: false, groupWait: '1 s', rules: [rule] };
    writeFileSync(path.join(service, 'laptime.config.json'), JSON.stringify({ alerts }));
    const folders = [{ path: path.basename(folder) }, { path: 'service' }];
    writeFileSync(besides(folder, 'shop.code-workspace'), JSON.stringify({ folders }));
  },
  workspaceFile: (folder) => besides(folder, 'shop.code-workspace'),
});

const statusItem = () => session().workbench.status(new RegExp(BURNING));
/** What the status bar says that the program takes, in cores. */
const coresShown = async () => Number(/([\d.]+) cores/.exec((await statusItem().textContent()) ?? '')?.[1] ?? Number.NaN);
/** A row of the Monitor view by its whole text. */
const row = (text: string | RegExp) => session().page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text });

let pid = Number.NaN;
const burnOrRest = () => process.kill(pid, 'SIGUSR2');

/** What the bell lists: all that was told and not answered, also when it does not show any more. */
const told = (text: string) => session().page.locator('.notifications-center .notification-list-item').filter({ hasText: text });

describe('a program that a command starts', () => {
  it('is shown beside the machine, in the status bar and in its view', async () => {
    const { workbench, page } = session();
    await workbench.status(/\d %/).waitFor();
    await workbench.command('Laptime: Watch Command…', { stays: true });
    await workbench.pick('service');
    await page.locator('.quick-input-widget').getByText('What is to run in a terminal?').waitFor();
    await page.locator('.quick-input-widget .quick-input-box input').fill(`node --inspect-port=0 ${BURNING}`);
    await page.keyboard.press('Enter');
    await workbench.command('Laptime: Focus on Monitor View');
    // What is out of sight is not on the page.
    await workbench.fold(row('Machine'), 'closed');
    await row('Event-loop utilization').waitFor();
    pid = Number(/(\d+) · /.exec((await row(BURNING).first().textContent()) ?? '')?.[1]);
    await expect.poll(coresShown).toBeLessThan(0.1);
  });

  it('has a table and links in the tooltip of the status bar', async () => {
    const { page } = session();
    await statusItem().hover();
    const tooltip = page.locator('.monaco-hover').filter({ hasText: 'lately' });
    await tooltip.waitFor();
    const links = await tooltip.getByRole('link').allTextContents();
    expect(links).toEqual(['Monitor', 'Diagnose', 'Watch Program…', 'Stop Watching', 'Mode…']);
    expect(await tooltip.locator('table').count()).toBe(2);
    await takePicture(session(), 'monitor-tooltip');
    await page.mouse.move(700, 300);
  });

  it('moves the status bar when it burns', async () => {
    burnOrRest();
    // Others may have most of the cores.
    await expect.poll(coresShown).toBeGreaterThan(0.1);
  });
});

describe('an alert', () => {
  it('is told once when it fires, and acknowledged there', async () => {
    const { workbench } = session();
    await workbench.status('1 alert').waitFor();
    await row(/firing/)
      .first()
      .waitFor();
    await takePicture(session(), 'monitor-alert');
    await workbench.command('Notifications: Show Notifications');
    await told(ALERT).waitFor();
    expect(await told(ALERT).count()).toBe(1);
    await told(ALERT).getByRole('button', { name: 'Acknowledge' }).click();
    await told(ALERT).waitFor({ state: 'detached' });
    await row(/acknowledged/).waitFor();
    await workbench.status('1 alert').waitFor({ state: 'detached' });
  });
});

describe('a diagnosis', () => {
  it('is made after asking, and listed with what it rests on', async () => {
    const { workbench, page } = session();
    await workbench.command('Laptime: Diagnose: What Is Slow Here?');
    const dialog = page.locator('.monaco-dialog-box').filter({ hasText: `Open the inspector of process ${pid}?` });
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await row(/health \d+ of 100/).waitFor();
    await row(/effort/)
      .first()
      .waitFor();
    await workbench.fold(row(/effort/), 'open');
    await row('Profile Now').click();
    await page.locator('.quick-input-widget').getByText('Attach To Node Process').waitFor();
    await page.keyboard.press('Escape');
    await workbench.command('Notifications: Clear All Notifications');
  });
});

describe('the monitor in the panel', () => {
  it('draws what the program and the machine do, with the same time on all charts', async () => {
    const { page, workbench } = session();
    await workbench.command('View: Hide Panel');
    await statusItem().click();
    const panel = workbench.webview();
    const cpu = panel.getByRole('slider', { name: 'Chart of CPU', exact: true }).first();
    const memory = panel.getByRole('slider', { name: 'Chart of Memory', exact: true }).first();
    await memory.waitFor();
    // The first values of rates are there with the second look.
    await expect.poll(() => cpu.getAttribute('aria-valuetext')).toMatch(/^[\d.]+ cores at /u);
    await expect.poll(() => coloursIn(cpu.locator('canvas'))).toBeGreaterThan(3);
    await panel.getByText(/^Health \d+ of 100$/).waitFor();
    expect(await panel.getByLabel('Folder').locator('option:checked').textContent()).toBe('service');
    await panel.getByRole('button', { name: 'Pause' }).click();
    const box = (await cpu.boundingBox())!;
    await page.mouse.move(box.x + box.width - 40, box.y + 40);
    const timeOf = async (chart: typeof cpu) => /at ([\d:]+)/u.exec((await chart.getAttribute('aria-valuetext')) ?? '')?.[1];
    await expect.poll(async () => (await timeOf(memory)) === (await timeOf(cpu))).toBe(true);
    await drawInThemes(session(), 'monitor');
    await panel.getByRole('button', { name: 'Go on' }).click();
    await panel.locator('.choice label').filter({ hasText: 'Table' }).click();
    await expect.poll(() => panel.locator('.metrics-table td').count()).toBeGreaterThan(20);
  });

  it('shows another folder, which has the same machine and no programs', async () => {
    const { workbench } = session();
    const panel = workbench.webview();
    await panel.getByLabel('Folder').selectOption({ label: 'examples' });
    await panel.getByLabel('Program').waitFor({ state: 'detached' });
    await expect.poll(() => panel.locator('.metrics-table td').count()).toBeGreaterThan(10);
  });
});

describe('the end of a program', () => {
  it('ends the alert, which is told once', async () => {
    const { workbench } = session();
    process.kill(pid);
    await statusItem().waitFor({ state: 'detached' });
    await row(/acknowledged/).waitFor({ state: 'detached' });
    await workbench.command('Notifications: Show Notifications');
    await told(ALERT).waitFor();
    expect(await told(ALERT).allTextContents()).toEqual([expect.stringContaining('Resolved')]);
  });
});

describe('a window that is left', () => {
  it('ends the local server that was started in it, and all that it had started', async () => {
    const { workbench, page, server } = session();
    const servers = path.join(server.folder, 'cache/laptime/servers');
    await workbench.command('Laptime: Start Local Server', { stays: true });
    await workbench.pick('service');
    await workbench.command('Notifications: Show Notifications');
    await told('Laptime serves at').getByRole('button', { name: 'Copy Token' }).click();
    const [file, ...others] = readdirSync(servers);
    expect(others).toEqual([]);
    const { url, token } = JSON.parse(readFileSync(path.join(servers, file!), 'utf8')) as { readonly url: string; readonly token: string };
    await expect.poll(() => workbench.clipboard()).toBe(token);
    const isServing = () =>
      fetch(`${url}/api/v1/status`, { headers: { Authorization: `Bearer ${token}` } }).then(
        ({ ok }) => ok,
        () => false,
      );
    expect(await isServing()).toBe(true);
    expect(extensionProcesses(server)).not.toEqual([]);

    await page.goto('about:blank');
    await expect.poll(isServing).toBe(false);
    await expect.poll(() => readdirSync(servers)).toEqual([]);
    await expect.poll(() => extensionProcesses(server)).toEqual([]);
  });
});
