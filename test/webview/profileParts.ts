import type { Locator, Page } from 'playwright-core';
import { frames, settled } from './profilePage.ts';

// Parts of the page of a profile, as tests find and read them.

/** The flame graph; of a sandwich, the callers. */
export const graph = (page: Page): Locator => page.locator('.flame-scroller').first();

export const details = (page: Page): Locator => page.getByRole('region', { name: 'Selected call' });

/** What a screen reader is told of what is selected. */
export const told = (page: Page): Promise<string> => details(page).getByRole('status').innerText();

const ROW_PX = 20;

/** The middle of a row, at a share of the graph's width. */
async function pointOf(page: Page, row: number, share: number): Promise<{ x: number; y: number }> {
  const scroller = graph(page);
  const { x, y } = (await scroller.boundingBox())!;
  const [width, top] = await scroller.evaluate((box) => [box.clientWidth, box.scrollTop]);
  return { x: x + width * share, y: y + (row + 0.5) * ROW_PX - top };
}

/** What is said of the box there, to the eye. */
export async function hoverBox(page: Page, row: number, share: number): Promise<string> {
  const { x, y } = await pointOf(page, row, share);
  await page.mouse.move(x, y);
  await frames(page, 10);
  return page.locator('.flame-tooltip').innerText();
}

export interface ClickOptions {
  readonly modifiers?: readonly 'Control'[];
  readonly clickCount?: number;
}

export async function clickBox(
  page: Page,
  row: number,
  share: number,
  { modifiers = [], clickCount = 1 }: ClickOptions = {},
): Promise<void> {
  const { x, y } = await pointOf(page, row, share);
  for (const key of modifiers) await page.keyboard.down(key);
  await page.mouse.click(x, y, { clickCount });
  for (const key of modifiers) await page.keyboard.up(key);
}

/** What part of all the graph shows, as shares. */
export async function lookOf(page: Page): Promise<{ from: number; width: number }> {
  const [from, to] = await graph(page).evaluate((box) => {
    const { dataset } = box as unknown as { dataset: Record<string, string> };
    return [Number(dataset['from']), Number(dataset['to'])];
  });
  return { from, width: to - from };
}

export async function showView(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
  await settled(page);
}
