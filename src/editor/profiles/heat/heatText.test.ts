import { describe, expect, it, vi } from 'vitest';
import type { FunctionHeat } from '../../../model/profile.ts';
import { heatHover, type HeatFacts } from './heatText.ts';

vi.mock('vscode', async () => (await import('../../vscode.fixture.ts')).vscodeForUnitTests);

const HOSTILE = '[x](command:workbench.action.quit) <img src=x onerror=1> | $(zap)\n\u202E`c`';

const written = { name: 'add', file: 'src/cart.ts', line: 3, column: 1, owner: 'workspace', packageName: '' } as const;
const add: FunctionHeat = {
  ...{ ...written, functionId: 7, self: 250, total: 500, samples: 25 },
  callers: [
    { ...written, name: 'main', line: 1, total: 400 },
    { ...written, name: '', line: 9, total: 100 },
  ],
};

const facts = (change: Partial<HeatFacts> = {}): HeatFacts => ({
  title: 'sum of 10',
  unit: 'microseconds',
  whole: 1000,
  line: { line: 4, level: 'warm', self: 200, samples: 20, shareOfWhole: 0.2, shareOfFile: 0.4 },
  called: add,
  stale: null,
  ...change,
});

/** As a reader sees it. */
const shown = (change?: Partial<HeatFacts>) =>
  heatHover(facts(change))
    .value.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&nbsp;', '');

describe('heatHover', () => {
  it('says what line and function cost, who called, and of which profile', () => {
    expect(shown()).toContain('| this line | 20 % (200 µs) |  | 20 samples |');
    expect(shown()).toContain('| add | 25 % (250 µs) | 50 % (500 µs) | 25 samples |');
    expect(shown()).toContain('Called by main (80 %, src/cart.ts:1), (anonymous) (20 %, src/cart.ts:9)');
    expect(shown()).toMatch(/^sum of 10 .*\[Show in Flame Graph\]\(command:laptime.showInFlameGraph\?%5B7%5D\).*command:laptime.hideHeat/m);
  });

  it('has bytes for heaps, no samples where there are none, and only the line where no function is known', () => {
    expect(shown({ unit: 'bytes' })).toContain('25 % (250 B)');
    const noSamples = { line: { ...facts().line!, samples: 0 }, called: { ...add, samples: 0, callers: [] } };
    expect(shown(noSamples)).not.toMatch(/samples|Called by/);
    expect(shown({ called: null })).not.toMatch(/add|Flame Graph/);
  });

  it('says why it is stale', () => {
    expect(shown()).not.toContain('Stale');
    expect(shown({ stale: 'edited' })).toContain('**Stale**: the text was edited after');
    expect(shown({ stale: 'changed' })).toContain('**Stale**: the file was changed after');
  });

  it('takes nothing of the profile for markup, and allows two commands only', () => {
    const hostile = { ...add, name: HOSTILE, callers: [{ ...written, name: HOSTILE, file: HOSTILE, total: 1 }] };
    const markdown = heatHover(facts({ title: HOSTILE, called: hostile }));
    expect(markdown.isTrusted).toEqual({ enabledCommands: ['laptime.showInFlameGraph', 'laptime.hideHeat'] });
    expect(markdown.value.match(/\]\(/g)).toHaveLength(2);
    expect(markdown.value).not.toMatch(/<img|\$\(zap|`|\u202E/);
  });
});
