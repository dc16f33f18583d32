import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { UserError } from '../base/errors.ts';
import type { Diagnosis, Evidence, FindingSuggestion } from '../model/finding.ts';
import type { HintReport, ShownHint } from '../model/hint.ts';
import type { HintsEngine, HintsRequest } from './hintsEngine.ts';
import { withHints } from './withHints.ts';

const suggestion: FindingSuggestion = {
  ...{ class: 'external-latency', title: 'Make the calls at the same time', impact: 0.5, effort: 'small', steps: [] },
  ...{ rules: ['no-await-in-loop', 'no-sequential-awaits'], hints: [], next: null },
};

const placeIn = (file: string, line: number): Evidence => ({
  ...{ text: 'Here', metric: null, value: null, limit: null },
  place: { file, line, functionName: 'f' },
});

const diagnosis = (evidence: readonly Evidence[]): Diagnosis => ({
  ...{ class: 'external-latency', confidence: 0.9, summary: '', evidence, others: [], suggestions: [suggestion], score: 70 },
  ...{ fromMs: 0, untilMs: 1, problems: [] },
});

const hint = (rule: string, file: string, line: number): ShownHint => ({
  ...{ rule, category: 'async', gate: 'loop', file, message: `${rule} here`, measured: [], heat: null, fixes: [], fingerprint: '' },
  range: { startLine: line, startColumn: 1, endLine: line, endColumn: 9 },
  severity: 'information',
});

const FOUND = [
  hint('no-await-in-loop', 'src/a.ts', 90),
  hint('no-sequential-awaits', 'src/a.ts', 12),
  hint('no-await-in-loop', 'src/a.ts', 10),
  hint('no-query-in-loop', 'src/a.ts', 11),
  hint('no-await-in-loop', 'src/b.ts', 10),
];

const engineOf = (found: readonly ShownHint[], asked: HintsRequest[] = []): HintsEngine['hints'] => {
  return (request) => {
    asked.push(request);
    const { files } = request.targets;
    return Promise.resolve({ hints: found.filter(({ file }) => files.length === 0 || files.includes(file)) } as unknown as HintReport);
  };
};

function folder(...files: readonly string[]): string {
  const root = mkdtempSync(path.join(tmpdir(), 'laptime-with-hints-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const file of files) writeFileSync(path.join(root, file), '{}');
  return root;
}

const linesOf = ({ suggestions }: Diagnosis) => suggestions.flatMap(({ hints }) => hints.map(({ file, line }) => `${file}:${line}`));

describe('withHints', () => {
  const signal = new AbortController().signal;

  it('has those of its rules in the files that the finding points to, the nearest first', async () => {
    const asked: HintsRequest[] = [];
    const told = await withHints(diagnosis([placeIn('src/a.ts', 11)]), { root: folder(), hints: engineOf(FOUND, asked) }, signal);
    expect(asked).toEqual([{ targets: { files: ['src/a.ts'], folders: [] }, level: 'maximum' }]);
    expect(linesOf(told)).toEqual(['src/a.ts:12', 'src/a.ts:10', 'src/a.ts:90']);
  });

  it('looks at all of a folder of code where the finding points nowhere, or to packages, and at no other folder', async () => {
    const nowhere = diagnosis([placeIn('node_modules/x/a.js', 1), placeIn('../node_modules/x/a.js', 1)]);
    for (const told of [nowhere, diagnosis([])]) {
      const inCode = await withHints(told, { root: folder('package.json'), hints: engineOf(FOUND) }, signal);
      expect(linesOf(inCode)).toEqual(['src/a.ts:90', 'src/a.ts:10', 'src/b.ts:10']);
    }
    const asked: HintsRequest[] = [];
    expect(linesOf(await withHints(nowhere, { root: folder(), hints: engineOf(FOUND, asked) }, signal))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it.each(['/elsewhere/a.ts', '../a.ts'])('has none of the folder where the finding points to another program: %s', async (file) => {
    const asked: HintsRequest[] = [];
    const told = await withHints(diagnosis([placeIn(file, 1)]), { root: folder('package.json'), hints: engineOf(FOUND, asked) }, signal);
    expect(linesOf(told)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('does without them where they cannot be read, but for a bug', async () => {
    const failing = (error: Error) => ({ root: folder(), hints: vi.fn<HintsEngine['hints']>().mockRejectedValue(error) });
    const told = withHints(diagnosis([placeIn('src/a.ts', 1)]), failing(new UserError('config', 'The configuration is broken.')), signal);
    expect(linesOf(await told)).toEqual([]);
    await expect(withHints(diagnosis([placeIn('src/a.ts', 1)]), failing(new Error('bug')), signal)).rejects.toThrow('bug');
  });

  it('ends when it is cancelled', async () => {
    const ended = new AbortController();
    const hints: HintsEngine['hints'] = () => {
      ended.abort();
      return Promise.reject(ended.signal.reason as Error);
    };
    await expect(withHints(diagnosis([placeIn('src/a.ts', 1)]), { root: folder(), hints }, ended.signal)).rejects.toThrow(/abort/i);
  });
});
