import { describe, expect, it, vi } from 'vitest';
import { exampleEarlierComparison } from '../model/comparison.fixture.ts';
import type { EarlierResult } from '../model/run.ts';
import { hoverText } from './hover.ts';
import { commandLink, escapeMarkdown, markdownTable, markdownWithCommands } from './markdown.ts';

vi.mock('vscode', async () => (await import('./vscode.fixture.ts')).vscodeForUnitTests);

const HOSTILE = '[x](command:workbench.action.quit) <img src=x onerror=1> **b** `c` | $(zap)\n# h &amp; !';

describe('escapeMarkdown', () => {
  it('leaves no character that Markdown could read as markup', () => {
    expect(escapeMarkdown(HOSTILE).replaceAll(/&#\d+;/g, '')).toMatch(/^[\p{L}\p{N} ]*$/u);
  });

  it('leaves words of any language readable', () => {
    expect(escapeMarkdown('größe 解析 10')).toBe('größe 解析 10');
  });
});

describe('markdownTable', () => {
  it('keeps its columns whatever is in the cells', () => {
    const lines = markdownTable([{ title: 'a' }, { title: 'b', align: 'right' }], [[HOSTILE, 'x|y']]).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.map((line) => line.split('|').length)).toEqual([4, 4, 4]);
    expect(lines[1]).toBe('| :--- | ---: |');
  });

  it('leaves out columns that say nothing', () => {
    const table = markdownTable(
      [{ title: 'a' }, { title: 'b' }, { title: 'c' }],
      [
        ['x', '', 'y'],
        ['x', '', ''],
      ],
    );
    expect(table).toBe('| a | &nbsp;&nbsp;c |\n| :--- | :--- |\n| x | &nbsp;&nbsp;y |\n| x | &nbsp;&nbsp; |');
  });
});

describe('markdownWithCommands', () => {
  it('allows the named commands only', () => {
    const markdown = markdownWithCommands(commandLink('Show', 'laptime.showPanel'), ['laptime.showPanel']);
    expect(markdown.value).toBe('[Show](command:laptime.showPanel)');
    expect(markdown.isTrusted).toEqual({ enabledCommands: ['laptime.showPanel'] });
  });
});

describe('hoverText', () => {
  const result = (rest: Partial<EarlierResult>): EarlierResult => ({
    runId: 'r',
    startedAtMs: Date.UTC(2026, 0, 31, 12),
    revision: { commit: 'abcdef0123', branch: 'main', dirtyHash: null },
    environmentId: 'here',
    presetName: 'quick',
    loader: 'native',
    medianNs: 1234,
    interval: { low: 1222, high: 1246 },
    ...rest,
  });
  const plain = (text: string) => text.replaceAll('&nbsp;', '').replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

  it('has a row for each result, and says which were measured elsewhere', () => {
    const table = plain(
      hoverText('sort', [result({}), result({ environmentId: 'there', revision: { commit: null, branch: null, dirtyHash: null } })], null)!,
    );
    const rows = table.split('\n').slice(4);
    expect(table.startsWith('**sort**\n\n')).toBe(true);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/1\.23 µs ± 0\.97 % \| 1\.22 to 1\.25 µs \| main abcdef0 \| quick \| same \|$/);
    expect(rows[1]).toMatch(/\| – \| quick \| other \|$/);
  });

  it('says nothing of environments where there is only one', () => {
    expect(plain(hoverText('sort', [result({}), result({ interval: null })], null)!)).not.toMatch(/environment|same/);
  });

  it('begins with the last verdict, and needs no results for it', () => {
    const comparison = exampleEarlierComparison({ baseline: { name: 'HEAD|~`1`', commit: null, branch: null, dirtyHash: null } });
    const text = hoverText('sort', [], comparison)!;
    expect(plain(text)).toMatch(/^\*\*sort\*\*\n\nLast comparison, .*2026.*: 3\.1 % slower, ± 0\.4 % · against HEAD\|~`1`$/);
    expect(text).not.toMatch(/[|`]/);
    expect(plain(hoverText('sort', [result({})], comparison)!).split('\n\n')).toHaveLength(3);
  });

  it('is nothing without results and comparisons', () => {
    expect(hoverText('sort', [], null)).toBeNull();
  });
});
