import type { Page } from 'playwright-core';
import { formatDuration } from '../../src/base/units.ts';
import { ensureBrowser, launchBrowser } from '../editor/host/browser.ts';
import { chartsDrawn, createPanelOpener, host, type PanelOpener } from '../webview/panelPage.ts';
import { FRAME_MS, frameInstruments, GESTURE_MS, LATE, sweep, timed, timedRows } from './frames.ts';
import { measuredRow, type Row, type Section } from './section.ts';

const OPENINGS = 9;

export const panel: Section = {
  name: 'panel',
  title: 'The history and the monitor in the panel',
  method: `The chart of one benchmark over 1,000 commits, the heat map of 500 benchmarks over 200, and 24 charts of metrics with 10,000 points each, in the panel as it is built, in a headless Chromium with a window of 1,400 by 900. Each gesture goes on for ${GESTURE_MS / 1000} s, one event after the other; a frame is the time between two callbacks of \`requestAnimationFrame\`, and late if it took more than ${LATE} times the ${FRAME_MS.toFixed(1)} ms of the browser's clock. There is no graphics card: everything is drawn by the processor, on which the test drives the page as well, and a picture that the compositor was late with is not seen. At rest nothing is drawn; what is late there is the machine's doing. The work of the page is the time that its thread was on a core, layout and style included. The first picture is counted from the arrival of the data to the end of the frame that has it, the page's components included, ${OPENINGS} times.`,
  run,
};

/** What the page itself notes, before any of its own scripts run. */
const instruments = `${frameInstruments}
  globalThis.pictures = { arrivedAt: null, firstMs: [] };
  addEventListener('message', ({ data }) => {
    if (data?.t === 'result' && data.value?.series) pictures.arrivedAt = performance.now();
  }, true);
  const { clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    clearRect.apply(this, box);
    const { arrivedAt } = pictures;
    if (arrivedAt === null) return;
    pictures.arrivedAt = null;
    // A task that is made while a frame is drawn runs after it.
    setTimeout(() => pictures.firstMs.push(performance.now() - arrivedAt));
  };
`;

type PageWithPictures = typeof globalThis & { pictures: { firstMs: number[] } };

async function run(): Promise<readonly Row[]> {
  const browser = await launchBrowser(await ensureBrowser());
  try {
    const opener = await createPanelOpener(browser);
    return [...(await chartRows(opener)), ...(await heatRows(opener)), ...(await monitorRows(opener))];
  } finally {
    await browser.close();
  }
}

async function chartRows(opener: PanelOpener): Promise<Row[]> {
  const page = await open(opener, 'history-long', '.history-canvas');
  const { x, y, width, height } = (await page.getByRole('slider').boundingBox())!;
  const across = (turn: number) => page.mouse.move(x + 70 + sweep(turn, 200) * (width - 90), y + 30 + sweep(turn, 37) * (height - 60));
  const rows = [
    first('The chart of 1,000 commits, first picture', await openings(page, '.history-canvas')),
    ...timedRows('At rest', await timed(page, () => page.waitForTimeout(100))),
    ...timedRows('The pointer over the chart', await timed(page, across)),
  ];
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.keyboard.down('Control');
  rows.push(...timedRows('Zooming the chart', await timed(page, (turn) => page.mouse.wheel(0, turn % 80 < 40 ? -40 : 40))));
  await page.mouse.wheel(0, -700);
  await page.keyboard.up('Control');
  rows.push(...timedRows('Moving along the chart', await timed(page, (turn) => page.mouse.wheel(turn % 80 < 40 ? 60 : -60, 0))));
  await page.context().close();
  return rows;
}

async function heatRows(opener: PanelOpener): Promise<Row[]> {
  const page = await open(opener, 'history-large', '.heat');
  const { x, y, width, height } = (await page.getByRole('grid').boundingBox())!;
  const across = (turn: number) => page.mouse.move(x + 290 + sweep(turn, 200) * (width - 400), y + 30 + sweep(turn, 37) * (height - 40));
  const rows = [
    first('The heat map of 500 by 200, first picture', await openings(page, '.heat')),
    ...timedRows('The pointer over the heat map', await timed(page, across)),
    ...timedRows('Scrolling the heat map', await timed(page, (turn) => page.mouse.wheel(0, turn % 120 < 60 ? 150 : -150))),
  ];
  await page.context().close();
  return rows;
}

async function monitorRows(opener: PanelOpener): Promise<Row[]> {
  const page = await opener.open('monitor-large', { width: 1400, height: 1700 });
  await page.evaluate(instruments);
  await page.locator('.choice label').filter({ hasText: '1 h' }).click();
  await chartsDrawn(page, '.monitor');
  const { x, y, width } = (await page.getByRole('slider').nth(4).boundingBox())!;
  const across = (turn: number) => page.mouse.move(x + 90 + sweep(turn, 200) * (width - 110), y + 40);
  const rows = [
    ...timedRows('The cursor on 24 charts of 10,000 points', await timed(page, across)),
    ...timedRows('New values on 24 charts of 10,000 points, ten times a second', await timed(page, () => tick(page))),
  ];
  await page.context().close();
  return rows;
}

async function tick(page: Page): Promise<void> {
  await host(page, 'monitorTick');
  await page.waitForTimeout(100);
}

async function open(opener: PanelOpener, scenario: string, part: string): Promise<Page> {
  const page = await opener.open(scenario, { width: 1400, height: 900 });
  await page.evaluate(instruments);
  await chartsDrawn(page, part);
  return page;
}

/** From the arrival of the data to the first picture of it, ns: what is shown in between is something else. */
async function openings(page: Page, part: string): Promise<number[]> {
  const shown = await page.evaluate(() => {
    const { history } = (globalThis as unknown as { fakeHost: { shown(): { history: object } } }).fakeHost.shown();
    return history;
  });
  for (let version = 2; version < OPENINGS + 2; version += 1) {
    await host(page, 'show', { history: null });
    await page.locator(part).waitFor({ state: 'detached' });
    await host(page, 'show', { history: { ...shown, version } });
    await chartsDrawn(page, part);
  }
  const found = await page.evaluate(() => (globalThis as PageWithPictures).pictures.firstMs.splice(0));
  if (found.length !== OPENINGS) throw new Error(`${found.length} of ${OPENINGS} first pictures were seen`);
  return found.map((ms) => ms * 1e6);
}

const first = (label: string, ns: readonly number[]): Row => measuredRow(label, ns, formatDuration);
