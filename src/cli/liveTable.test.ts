import { describe, expect, it } from 'vitest';
import { createLiveTable } from './liveTable.ts';
import type { Output } from './terminal.ts';

function slowOutput() {
  const written: string[] = [];
  const waiting: (() => void)[] = [];
  const out: Output = {
    ...{ isTerminal: true, color: false, width: () => 80 },
    write: (text) => new Promise((resolve) => waiting.push(() => resolve(written.push(text) > 0))),
  };
  return { out, written, flush: () => waiting.splice(0).forEach((done) => done()) };
}

describe('createLiveTable', () => {
  it('draws over what it drew, also where it has fewer lines now', async () => {
    const { out, written, flush } = slowOutput();
    const table = createLiveTable(out, () => 24);
    const first = table.draw(['a', 'b']);
    flush();
    expect(await first).toBe(true);
    const second = table.draw(['c']);
    flush();
    await second;
    expect(written).toEqual(['a\u001b[K\nb\u001b[K\n\u001b[J', '\u001b[2A\rc\u001b[K\n\u001b[J']);
  });

  it('leaves out what comes while the terminal is slow', async () => {
    const { out, written, flush } = slowOutput();
    const table = createLiveTable(out, () => 24);
    const first = table.draw(['a']);
    expect(await table.draw(['b'])).toBe(true);
    flush();
    await first;
    await table.end();
    expect(written).toHaveLength(1);
  });

  it('draws no more lines than can be drawn over', async () => {
    const { out, written, flush } = slowOutput();
    const drawn = createLiveTable(out, () => 4).draw(['1', '2', '3', '4', '5']);
    flush();
    await drawn;
    expect(written[0]!.split('\n')).toHaveLength(4);
  });
});
