import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { nextFrames } from './panelPage.ts';

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 AA and good practice, with the place of each. */
export const findings = (page: Page): Promise<string[]> => run(page, { type: 'tag', values: everything });

/** What axe finds in each of the themes. All that a theme can change is colours, so that all else is looked at in the first one. */
export async function findingsInThemes<Theme extends string>(
  page: Page,
  themes: readonly Theme[],
  setTheme: (theme: Theme) => Promise<unknown>,
): Promise<string[]> {
  const found: string[] = [];
  for (const [place, theme] of themes.entries()) {
    await setTheme(theme);
    const inTheme =
      place === 0 ? await findings(page) : await run(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
    found.push(...inTheme.map((finding) => `${theme}: ${finding}`));
  }
  return found;
}

async function run(page: Page, only: { readonly type: 'rule' | 'tag'; readonly values: readonly string[] }): Promise<string[]> {
  await nextFrames(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (runOnly) => {
    const { axe, document } = globalThis as unknown as {
      document: unknown;
      axe: { run(root: unknown, options: object): Promise<{ violations: Finding[] }> };
    };
    return (await axe.run(document, { runOnly })).violations;
  }, only);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
}
