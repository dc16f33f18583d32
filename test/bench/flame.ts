import path from 'node:path';
import type { Page } from 'playwright-core';
import { formatCount, formatDuration } from '../../src/base/units.ts';
import { openProfile } from '../../src/engine/profiling/opening/openProfile.ts';
import { ensureBrowser, launchBrowser } from '../editor/host/browser.ts';
import { createProfileOpener, settled, type ProfileOpener } from '../webview/profilePage.ts';
import { showView } from '../webview/profileParts.ts';
import { distFolder } from './dist.ts';
import { FRAME_MS, frameInstruments, GESTURE_MS, LATE, sweep, timed, timedRows } from './frames.ts';
import { profileFiles, type ProfileFile } from './profiles/profileFiles.ts';
import { measuredRow, type Row, type Section } from './section.ts';

const MOST_MARKS_MS = 100;
/** As they are typed, letter after letter: some find much, some little. */
const typed = ['v', 'vi', 'vis', 'visi', 'c', 'ch', 'che', 'chec', 'l', 'la', 'lay', '.', '.j', '.js'];

export const flame: Section = {
  name: 'flame',
  title: 'Flame graphs',
  method: `The page of a profile as it is built, in a headless Chromium with a window of 1,400 by 900, of the profiles that are opened above; the session is in a worker, and its answers come over a socket in place of the editor's messages. Each gesture goes on for ${GESTURE_MS / 1000} s, one event after the other; a frame is the time between two callbacks of \`requestAnimationFrame\`, and late if it took more than ${LATE} times the ${FRAME_MS.toFixed(1)} ms of the browser's clock. There is no graphics card: everything is drawn by the processor, on which the test drives the page and the session answers as well. A tile is the time from the page's question to its answer. Marks are the time from a letter that is typed to the frame that has the marks of what it finds.`,
  run,
};

/** What the page notes of its questions for tiles, and of searches until their marks are drawn. */
const instruments = `${frameInstruments}
  globalThis.noted = { tilesMs: [], marksMs: [], typedAt: null };
  const asked = new Map();
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (bytes) {
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const { t, id, method } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    if (t === 'call' && (method === 'tile' || method === 'search')) asked.set(id, { method, at: performance.now() });
    send.call(this, bytes);
  };
  addEventListener('input', () => (noted.typedAt ??= performance.now()), true);
  addEventListener('message', ({ data }) => {
    const question = data?.t === 'result' ? asked.get(data.id) : undefined;
    if (!question) return;
    asked.delete(data.id);
    if (question.method === 'tile') noted.tilesMs.push(performance.now() - question.at);
    else {
      // It is drawn in the next frame; a task that is made while that is drawn runs after it.
      const { typedAt } = noted;
      requestAnimationFrame(() => setTimeout(() => noted.marksMs.push(performance.now() - typedAt)));
      noted.typedAt = null;
    }
  });
`;

type PageWithNotes = typeof globalThis & { noted: { tilesMs: number[]; marksMs: number[] } };

async function run(): Promise<readonly Row[]> {
  const browser = await launchBrowser(await ensureBrowser());
  const opener = await createProfileOpener(browser);
  try {
    const rows: Row[] = [];
    for (const file of profileFiles()) rows.push(...(await rowsOf(opener, file)));
    return rows;
  } finally {
    await browser.close();
    await opener.close();
  }
}

async function rowsOf(opener: ProfileOpener, { about, file }: ProfileFile): Promise<Row[]> {
  const never = new AbortController().signal;
  const worker = { workerFile: path.join(distFolder, 'workers/profile.js'), lifetime: never };
  const opened = await openProfile(worker, { file, baseline: null, root: path.dirname(file) }, never);
  try {
    const { samples } = await opened.session.summary(null);
    const { page, close } = await opener.open(sessionOf(opened.session), { title: path.basename(file) });
    await page.evaluate(instruments);
    await showView(page, 'Time order');
    await page.locator('.flame-scroller').press('0');
    await settled(page);
    const name = `${about}, ${formatCount(samples)} samples`;
    const rows = [
      ...(await gestureRows(page, name)),
      measuredRow(`${name}: a tile`, await noted(page, 'tilesMs'), formatDuration),
      measuredRow(`${name}: from a letter to its marks`, await searched(page), formatDuration, MOST_MARKS_MS * 1e6),
    ];
    await close();
    return rows;
  } finally {
    opened.dispose();
  }
}

/** The methods of a session in a worker: they are those of a proxy, which has no list of them. */
function sessionOf(remote: Awaited<ReturnType<typeof openProfile>>['session']): typeof remote {
  const { profiles, choose, summary, size, tile, box, functions, table, packages, node, hottestPath, search } = remote;
  const { lines, hotLines, heat, placeOf, pathOf, functionAt } = remote;
  const asked = { profiles, choose, summary, size, tile, box, functions, table, packages, node, hottestPath, search };
  return { ...asked, lines, hotLines, heat, placeOf, pathOf, functionAt };
}

async function gestureRows(page: Page, name: string): Promise<Row[]> {
  const { x, y, width, height } = (await page.locator('.flame-scroller').boundingBox())!;
  const [middleX, middleY] = [x + width * 0.45, y + height / 2];
  const rows = named(name, timedRows('At rest', await timed(page, () => page.waitForTimeout(100))));
  await page.mouse.move(middleX, middleY);
  // In by a factor of a thousand and out again.
  rows.push(...named(name, timedRows('zooming', await timed(page, (turn) => page.mouse.wheel(0, turn % 120 < 60 ? -50 : 50)))));
  await page.locator('.flame-scroller').press('0');
  await settled(page);
  await page.mouse.wheel(0, -1500);
  await settled(page);
  rows.push(...named(name, timedRows('moving along', await timed(page, (turn) => page.mouse.wheel(turn % 240 < 120 ? 90 : -90, 0)))));
  await page.mouse.move(middleX, middleY);
  await page.mouse.down();
  const drag = (turn: number) => page.mouse.move(x + 20 + sweep(turn, 60) * (width - 60), y + 20 + sweep(turn, 43) * (height - 40));
  rows.push(...named(name, timedRows('dragging', await timed(page, drag))));
  await page.mouse.up();
  await settled(page);
  return rows;
}

const named = (name: string, rows: readonly Row[]): Row[] => rows.map((row) => ({ ...row, label: `${name}: ${row.label}` }));

const noted = (page: Page, what: 'tilesMs' | 'marksMs'): Promise<number[]> =>
  page.evaluate((key) => (globalThis as PageWithNotes).noted[key].splice(0).map((ms) => ms * 1e6), what);

async function searched(page: Page): Promise<number[]> {
  await noted(page, 'marksMs');
  const found: number[] = [];
  for (const text of typed) {
    await page.getByRole('searchbox').fill(text);
    await page.waitForFunction(() => (globalThis as PageWithNotes).noted.marksMs.length > 0);
    found.push(...(await noted(page, 'marksMs')));
    await settled(page);
  }
  return found;
}
