import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FixMeasurement, FixOutcome, FixRequest } from '../model/fixMeasurement.ts';
import type { HintReport, ShownHint } from '../model/hint.ts';
import { measureHintFixes, type HintFixEvent, type HintFixesRequest } from './measureHintFixes.ts';

const { signal } = new AbortController();

/** Every `slow` of a file is a hint, whose fix makes it `fast`; every `SLOW` is one without a fix. */
function hintsIn(text: string): readonly ShownHint[] {
  return text.split('\n').flatMap((line, index) => {
    if (!/slow/iu.test(line)) return [];
    const range = { startLine: index + 1, startColumn: 1, endLine: index + 1, endColumn: line.length + 1 };
    const fix = {
      title: 'Make it fast',
      kind: 'suggestion',
      edits: [{ range, text: `${line.replace('slow', 'fast')}\n// made` }],
    } as const;
    const hint = { rule: 'slow', file: 'a.js', range, fingerprint: line, fixes: line.includes('slow') ? [fix] : [] };
    return [hint as unknown as ShownHint];
  });
}

/** Measures as `outcomeOf` says of the line of the hint. */
async function measureAll(
  text: string,
  outcomeOf: (line: string) => FixOutcome,
  request: Partial<HintFixesRequest> = {},
  meanwhile: (file: string) => void = () => {},
) {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'laptime-fixes-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const file = path.join(root, 'a.js');
  writeFileSync(file, text);
  const read = () => readFileSync(file, 'utf8');
  const asked: FixRequest[] = [];
  const kept: boolean[] = [];
  const events: HintFixEvent[] = [];
  const outcome = await measureHintFixes(
    { hints: { targets: { files: [], folders: [] } }, write: false, ...request },
    {
      ...{ root, laptimeVersion: '1.0.0' },
      hints: () => Promise.resolve({ hints: hintsIn(read()), problems: ['a problem'] } as unknown as HintReport),
      keepGain: (_, applied) => void kept.push(applied),
      measureFix(asks) {
        asked.push(asks);
        meanwhile(file);
        const line = asks.text.split('\n')[asks.line - 1]!;
        const measurement = {
          ...asks,
          kind: asks.fix.kind,
          outcome: outcomeOf(line),
          outputs: { state: 'equal', everywhere: true },
          tests: null,
        };
        return Promise.resolve(measurement as unknown as FixMeasurement);
      },
    },
    (event) => events.push(event),
    signal,
  );
  return { ...outcome, text: read(), lines: asked.map(({ line }) => line), asked, kept, events };
}

describe('measureHintFixes', () => {
  it('measures each fix once, and writes none unasked', async () => {
    const text = 'slow 1\nSLOW 2\nslow 1\nslow 3';
    const found = await measureAll(text, () => 'faster');
    expect(found).toMatchObject({ lines: [1, 3, 4], text, withoutFix: 1, problems: ['a problem'], kept: [false, false, false] });
    expect(found.measured.map(({ written }) => written)).toEqual([false, false, false]);
    expect(found.events.map(({ kind }) => kind)).toEqual(['started', 'measured', 'started', 'measured', 'started', 'measured']);
  });

  it('measures what comes after a fix that was written in the text with that fix', async () => {
    const found = await measureAll(
      'slow 1\nslow no\nslow 2\nslow no\nslow 3',
      (line) => (line.includes('no') ? 'no-difference' : 'faster'),
      {
        write: true,
      },
    );
    expect(found.text).toBe('fast 1\n// made\nslow no\nfast 2\n// made\nslow no\nfast 3\n// made');
    expect(found.lines).toEqual([1, 3, 4, 6, 7]);
    expect(found.kept).toEqual([true, false, true, false, true]);
    expect(found.asked.at(-1)!.text).toContain('fast 2');
  });

  it('looks for hints anew where a file is written meanwhile', async () => {
    let turn = 0;
    const found = await measureAll(
      'slow 1\nslow 2',
      () => 'faster',
      {},
      (file) => {
        turn += 1;
        if (turn === 1) writeFileSync(file, 'slow 1\n\n\nslow 2');
      },
    );
    expect(found.lines).toEqual([1, 4]);
  });

  it('measures the hints of a line', async () => {
    expect((await measureAll('slow 1\nslow 2', () => 'faster', { line: 2 })).lines).toEqual([2]);
    const written = await measureAll('slow 1\nslow 2\nslow 3', () => 'faster', { line: 2, write: true });
    expect(written).toMatchObject({ lines: [2], text: 'slow 1\nfast 2\n// made\nslow 3' });
  });

  it.each(['slower', 'mixed', 'no-difference', 'inconclusive', 'refused', 'unreached'] as const)(
    'writes none that is %s',
    async (outcome) => {
      expect(await measureAll('slow 1', () => outcome, { write: true })).toMatchObject({ text: 'slow 1', kept: [false] });
    },
  );
});
