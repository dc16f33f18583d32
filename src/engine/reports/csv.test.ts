import { describe, expect, it } from 'vitest';
import { exampleRun } from '../../model/example.fixture.ts';
import { toCsv } from './csv.ts';
import { failed, fullRun, hostileTexts, measured } from './report.fixture.ts';

/** A reader by RFC 4180, without a mercy for what is not in it. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < csv.length) {
    const cell = csv[at] === '"' ? /"(?<text>(?:[^"]|"")*)"(?=,|\r\n)/uy : /(?<text>[^",\r\n]*)(?=,|\r\n)/uy;
    cell.lastIndex = at;
    const match = cell.exec(csv);
    if (!match) throw new Error(`no cell at ${at}: ${csv.slice(at, at + 40)}`);
    rows.at(-1)!.push(match.groups!['text']!.replaceAll('""', '"'));
    at = cell.lastIndex;
    if (csv[at] === ',') at += 1;
    else {
      at += 2;
      rows.push([]);
    }
  }
  return rows.slice(0, -1);
}

describe('toCsv', () => {
  it('shows a run', () => {
    expect(toCsv(fullRun())).toMatchSnapshot();
  });

  it('has as many cells in every line, and the numbers as they are', () => {
    const [header, ...rows] = parse(toCsv(fullRun()));
    expect(rows.every((row) => row.length === header!.length)).toBe(true);
    const medians = rows.map((row) => row[header!.indexOf('median_ns')]);
    expect(medians).toEqual(['2300000', '1234', '2345', '1240', '', '', '']);
  });

  it('brings every text back, except what a spreadsheet would run', () => {
    const rows = parse(toCsv(exampleRun(hostileTexts.map((text) => failed([text], { message: text })))));
    const names = rows.slice(1).map((row) => row[2]!);
    expect(names.map((name) => name.replace(/^'/u, ''))).toEqual(hostileTexts);
    for (const name of names) expect(name).not.toMatch(/^\s*[=+\-@\t\r]/u);
  });

  it('is a header alone for a run of nothing', () => {
    expect(parse(toCsv(exampleRun([])))).toHaveLength(1);
    expect(toCsv(exampleRun([measured(['-1+2'], 1)]))).toContain(",'-1+2,");
  });
});
