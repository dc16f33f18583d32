import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { formatBytes, formatCount, formatDuration } from '../../../src/base/units.ts';
import { measuredRow, type Row, type Section } from '../section.ts';
import { profileFiles, type ProfileFile } from './profileFiles.ts';
import { SPEEDSCOPE_VERSION, speedscopeMs } from './speedscope.ts';

const [ROUNDS, SPEEDSCOPE_ROUNDS] = [7, 3];
const MOST_FILTER_NS = 100e6;

interface Limits {
  readonly usableNs: number;
  readonly peakBytes: number | undefined;
}

/** By the order of the files. */
const limits: readonly Limits[] = [
  { usableNs: 1.5e9, peakBytes: undefined },
  { usableNs: 4e9, peakBytes: 700e6 },
];

/** What one process prints that opened a profile. */
export interface OpenedOnce {
  readonly usableMs: number;
  /** Of the whole process, its worker included. */
  readonly peakBytes: number;
  /** The slowest of what was typed. */
  readonly filterMs: number;
  readonly samples: number;
  readonly rows: number;
}

interface ParsedOnce {
  readonly ms: number;
  readonly peakBytes: number;
  readonly nodes: number;
}

export const profiles: Section = {
  name: 'profiles',
  title: 'Opening large profiles',
  method: `Profiles that \`node --cpu-prof\` wrote of real runs, with a sample every 100 µs at most: of the TypeScript compiler (tsc), and of a program whose functions call each other at random below 48 that are always the same, so that nearly every sample has a stack of its own. Each is opened ${ROUNDS} times, in fresh processes, in turn with the others. "Usable" is from the call to when the worker has answered all that the page shows first: the summary, the flame graph with the heaviest calls at the left as ${formatCount(1400)} columns and 50 rows, all of the time above it, functions, packages and the hottest path; starting the worker and reading the file are in it. Memory is the most that the process ever had resident, Node itself included. The filter is the slowest of ten texts, until the marks of the graph and the rows of the table are there. \`JSON.parse\` reads the file and makes objects of it, and nothing else. speedscope ${SPEEDSCOPE_VERSION} is its released page in a fresh headless Chromium, ${SPEEDSCOPE_ROUNDS} times, and its time the one that its importer tells, before it draws anything.`,
  run,
};

async function run(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [place, file] of profileFiles().entries()) rows.push(...(await rowsOf(file, limits[place]!)));
  return rows;
}

async function rowsOf({ about, file }: ProfileFile, { usableNs, peakBytes }: Limits): Promise<Row[]> {
  const opened: OpenedOnce[] = [];
  const parsed: ParsedOnce[] = [];
  const imported: (number | null)[] = [];
  const turns: (() => unknown)[] = [
    () => opened.push(runOnce<OpenedOnce>('openOnce.ts', file)),
    () => parsed.push(runOnce<ParsedOnce>('parseOnce.mjs', file)),
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) turn();
    // Where a page crashed, it would again.
    if (round < SPEEDSCOPE_ROUNDS && !imported.includes(null)) imported.push(await speedscopeMs(file));
  }
  const size = `${formatBytes(statSync(file).size)}, ${about}`;
  const [{ samples, rows }, { nodes }] = [opened[0]!, parsed[0]!];
  const inNs = (ms: number): number => ms * 1e6;
  return [
    {
      label: size,
      value: `${formatCount(nodes)} nodes, ${formatCount(samples)} samples, ${rows} rows`,
      interval: '',
      target: '',
      met: true,
    },
    measuredRow(
      `${size}: usable`,
      opened.map((one) => inNs(one.usableMs)),
      formatDuration,
      usableNs,
    ),
    measuredRow(
      `${size}: memory`,
      opened.map((one) => one.peakBytes),
      formatBytes,
      peakBytes,
    ),
    measuredRow(
      `${size}: filter as you type`,
      opened.map((one) => inNs(one.filterMs)),
      formatDuration,
      MOST_FILTER_NS,
    ),
    measuredRow(
      `${size}: JSON.parse`,
      parsed.map((one) => inNs(one.ms)),
      formatDuration,
    ),
    measuredRow(
      `${size}: JSON.parse, memory`,
      parsed.map((one) => one.peakBytes),
      formatBytes,
    ),
    importRow(`${size}: speedscope's importer`, imported),
  ];
}

function importRow(label: string, imported: readonly (number | null)[]): Row {
  const times = imported.filter((ms) => ms !== null);
  if (times.length === imported.length)
    return measuredRow(
      label,
      times.map((ms) => ms * 1e6),
      formatDuration,
    );
  return { label, value: 'gives up or crashes', interval: '', target: '', met: true };
}

function runOnce<T>(script: string, file: string): T {
  const args = ['--max-old-space-size=4096', path.join(import.meta.dirname, script), file];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as T;
}
