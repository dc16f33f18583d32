import type { Page } from 'playwright-core';
import { formatDuration, formatPercent } from '../../src/base/units.ts';
import { measuredRow, type Row } from './section.ts';

/** Each gesture goes on for so long. */
export const GESTURE_MS = 4000;
/** Of a screen that draws sixty times a second, as the headless browser does. */
export const FRAME_MS = 1000 / 60;
/** A frame that took this much longer has missed its turn; less is the jitter of the clock. */
export const LATE = 1.5;
const MOST_LATE = 0.01;
/** Half a frame: the rest is the browser's, for making a picture of it. */
const MOST_WORK_MS = 8;

export interface Timed {
  readonly frames: readonly number[];
  /** What the page's thread worked in one of them, on average; waiting for a core does not count. */
  readonly workMs: number;
}

/** What a page itself notes of its frames. */
export const frameInstruments = `
  globalThis.drawn = { frames: [], isOn: false };
  let before = null;
  const tick = (atMs) => {
    if (drawn.isOn && before !== null) drawn.frames.push(atMs - before);
    before = drawn.isOn ? atMs : null;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
`;

type PageWithFrames = typeof globalThis & { drawn: { isOn: boolean; frames: number[] } };

/** To and fro between 0 and 1 in so many turns. */
export const sweep = (turn: number, turns: number): number => Math.abs(((turn / turns) % 2) - 1);

/** The frames while something is done again and again, ms. */
export async function timed(page: Page, act: (turn: number) => Promise<unknown>): Promise<Timed> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const workedMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const before = await workedMs();
  await page.evaluate(() => ((globalThis as PageWithFrames).drawn.isOn = true));
  const until = performance.now() + GESTURE_MS;
  for (let turn = 0; performance.now() < until; turn += 1) await act(turn);
  const frames = await page.evaluate(() => {
    const { drawn } = globalThis as PageWithFrames;
    drawn.isOn = false;
    return drawn.frames.splice(0);
  });
  if (frames.length < GESTURE_MS / FRAME_MS / 10) throw new Error(`only ${frames.length} frames were drawn`);
  const workMs = ((await workedMs()) - before) / frames.length;
  await session.detach();
  return { frames, workMs };
}

export function timedRows(label: string, { frames, workMs }: Timed): Row[] {
  const late = frames.filter((frame) => frame > LATE * FRAME_MS).length / frames.length;
  const ns = frames.map((frame) => frame * 1e6);
  const isRest = label === 'At rest';
  return [
    measuredRow(`${label}, a frame`, ns, formatDuration),
    { label: `${label}, the longest frame`, value: formatDuration(Math.max(...ns)), interval: '', target: '', met: true },
    {
      label: `${label}, work of the page in a frame`,
      value: formatDuration(workMs * 1e6),
      interval: '',
      target: isRest ? '' : `under ${formatDuration(MOST_WORK_MS * 1e6)}`,
      met: isRest || workMs < MOST_WORK_MS,
    },
    {
      label: `${label}, late frames`,
      value: `${formatPercent(late)} of ${frames.length}`,
      interval: '',
      target: isRest ? '' : `under ${formatPercent(MOST_LATE)}`,
      met: isRest || late < MOST_LATE,
    },
  ];
}
