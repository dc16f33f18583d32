import type { Locator, Page } from 'playwright-core';

// Parts of the panel, as tests find and read them.

/** On one line, without the space around it. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** What each of them says. */
export const textsOf = async (parts: Locator): Promise<string[]> => (await parts.allInnerTexts()).map(oneLine);

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** The row of a benchmark in the table. */
export const row = (page: Page, name: string): Locator =>
  page.locator('.results .row').filter({ has: page.getByRole('button', { name, exact: true }) });

/** What the cells of a row say, but for the one that selects it. */
export const cells = async (page: Page, name: string): Promise<string[]> => (await textsOf(row(page, name).locator('td'))).slice(1);

/** A property of the detail by its label; a pattern finds those that say more. */
export const property = (page: Page, label: string | RegExp): Promise<string> =>
  page
    .locator('.detail .properties > div')
    .filter({ has: page.locator('dt', { hasText: typeof label === 'string' ? new RegExp(`^${label}$`) : label }) })
    .locator('dd')
    .innerText();

/** How many different colours a canvas shows: an empty one has one. */
export const coloursIn = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => {
    const drawn = element as unknown as {
      width: number;
      height: number;
      getContext(kind: string): { getImageData(...box: number[]): { data: Uint8Array } };
    };
    const { data } = drawn.getContext('2d').getImageData(0, 0, drawn.width, drawn.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
