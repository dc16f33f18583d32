import { beforeAll, describe, expect, it } from 'vitest';
import { glyphAt, lineOf } from './support/lines.ts';
import { takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';
import { configure } from './support/workspace.ts';

const TROUBLE = 'bench/trouble.bench.js';

const session = sessionForTests({
  source: 'test/editor/workspace',
  openFile: `${TROUBLE}:1`,
  // Long enough for a process to start on a busy machine.
  prepare: (folder) => configure(folder, { time: '1 s', timeout: '8 s' }),
});

describe('benchmarks that fail', () => {
  beforeAll(async () => {
    const { workbench } = session();
    await workbench.lens('Run').first().waitFor();
    await workbench.command('Laptime: Run Benchmarks in File');
    await workbench.status('4 failed, 1 measured').waitFor();
  });

  it.each([
    { what: 'throws', at: 'throw new Error', says: /^no such word$/, glyph: 'failed' },
    { what: 'hangs', at: "bench('hangs'", says: /promise that nothing is left to settle/, glyph: 'error' },
    { what: 'loops for ever', at: 'for (;;)', says: /still running after 8 s/, glyph: 'error' },
    { what: 'exits', at: "bench('exits'", says: /process\.exit\(3\)/, glyph: 'error' },
  ])('say so on their own lines: one that $what', async ({ what, at, says, glyph }) => {
    const { workbench } = session();
    const line = lineOf(session(), TROUBLE, at);
    const message = async () => (await workbench.atLine(TROUBLE, line, '.test-error-content-widget .content')).textContent();
    await expect.poll(message).toMatch(says);
    await expect.poll(() => glyphAt(session(), TROUBLE, `bench('${what}'`)).toContain(`testing-${glyph}`);
  });

  it('leave the others their results', async () => {
    const { workbench } = session();
    await expect.poll(() => glyphAt(session(), TROUBLE, "bench('works'")).toContain('testing-passed');
    await workbench.command('Testing: Focus on Test Explorer View');
    await workbench.expandTest('trouble.bench.js');
    await takePictures(session(), 'failing');
  });

  it('are in the panel with what they said', async () => {
    const { workbench } = session();
    await workbench.command('Laptime: Show Panel');
    const panel = workbench.webview();
    await panel.locator('.failure-row').filter({ hasText: 'no such word' }).waitFor();
    await expect.poll(() => panel.locator('.failure-row').count()).toBe(4);
    await takePictures(session(), 'failing-panel');
    await panel
      .locator('.failure-row')
      .filter({ hasText: 'no such word' })
      .getByRole('button', { name: `${TROUBLE}:` })
      .first()
      .click();
    await workbench.status(`Ln ${lineOf(session(), TROUBLE, 'throw new Error')}, Col`).waitFor();
  });
});
