import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { formatBytes, formatCount, formatDuration } from '../../../src/base/units.ts';
import type { HintsWorkerApi } from '../../../src/engine/hints/hintsWorker.ts';
import { withWorker } from '../../../src/engine/workers/index.ts';
import { cliFile, distFolder } from '../dist.ts';
import { measuredRow, type Row, type Section } from '../section.ts';
import { watchThread } from '../watchThread.ts';
import { bytesOf, largeFile, writtenFiles, type CorpusFile } from './corpus.ts';
import { linters } from './linters.ts';

const [KEYS, ROUNDS] = [25, 5];
const LINES = 5000;
const [MOST_READ_NS, MOST_TURN_NS] = [40e6, 4e6];
/** The clock of a thread's processor time ticks in microseconds. */
const LEAST_NS = 1000;

export const hints: Section = {
  name: 'hints',
  title: 'Hints',
  method: `As in the editor: a file of ${formatCount(LINES)} lines of TypeScript, put together from published packages, goes to the built worker ${KEYS} times, each time with another end, as if a key had been pressed; timed from the call to its answer with all hints. "Longest turn" is the most processor time that the caller's thread spent without a pause meanwhile. On the command line: published packages with their sources, from start to end of the process on ${availableParallelism()} cores, ${ROUNDS} rounds of all commands in turn. Laptime runs all of its rules at the level \`maximum\`, once with an empty cache and once with one that has every file; eslint those of its own rules and of its plugins unicorn and regexp that the pages of our rules name, with \`--concurrency auto\` and without types; biome its group \`performance\`, oxlint its category \`perf\`. The others have fewer rules about performance than Laptime, or other ones.`,
  async run() {
    const files = writtenFiles();
    return [...(await editorRows(largeFile(files, LINES))), ...(await commandRows(files))];
  },
};

async function editorRows({ file, text }: CorpusFile): Promise<Row[]> {
  const options = { file: path.join(distFolder, 'workers/hints.js'), name: 'laptime hints', tooLarge: { code: 'too-large', message: '' } };
  const [readNs, turnNs]: [number[], number[]] = [[], []];
  const startedAt = performance.now();
  let firstNs = 0;
  await withWorker<HintsWorkerApi, void>(
    options,
    async (worker) => {
      for (let key = 0; key <= KEYS; key += 1) {
        const watch = watchThread();
        const askedAt = performance.now();
        const { failures } = await worker.hintsOf(file, `${text}\nconst typed = ${key};\n`, null);
        const tookNs = (performance.now() - askedAt) * 1e6;
        const longestNs = Math.max(watch.endMs() * 1e6, LEAST_NS);
        if (failures.length > 0) throw new Error(`the rules failed: ${failures.join('\n')}`);
        if (key === 0) firstNs = (performance.now() - startedAt) * 1e6;
        else {
          readNs.push(tookNs);
          turnNs.push(longestNs);
        }
      }
    },
    new AbortController().signal,
  );
  const about = `${formatCount(text.split('\n').length)} lines`;
  return [
    measuredRow(`${about}: all hints, in a worker`, readNs, formatDuration, MOST_READ_NS),
    measuredRow(`${about}: longest turn of the caller`, turnNs, formatDuration, MOST_TURN_NS),
    { ...measuredRow(`${about}: the first time, with the start of the worker`, [firstNs], formatDuration), interval: '' },
  ];
}

interface Command {
  readonly label: string;
  readonly args: readonly string[];
  /** Called before it runs, not timed. */
  readonly before?: () => void;
  readonly cache?: string;
}

async function commandRows(files: readonly CorpusFile[]): Promise<Row[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'laptime-bench-hints-'));
  const [code, cold, warm, output] = ['code', 'cold', 'warm', 'hints.json'].map((name) => path.join(root, name)) as [
    string,
    string,
    string,
    string,
  ];
  try {
    for (const { file, text } of files) {
      mkdirSync(path.dirname(path.join(code, file)), { recursive: true });
      writeFileSync(path.join(code, file), text);
    }
    const ours = [cliFile, 'hints', '.', '--level', 'maximum', '--format', 'json', '--output', output];
    const commands: readonly Command[] = [
      { label: 'Laptime', args: ours, cache: cold, before: () => rmSync(cold, { recursive: true, force: true }) },
      { label: 'Laptime, cached', args: ours, cache: warm },
      ...(await linters()),
    ];
    // Fills the cache, and the pages of the file system for all.
    timedNs(commands[1]!, code);
    const found = (JSON.parse(readFileSync(output, 'utf8')) as { hints: readonly unknown[] }).hints.length;
    const tookNs = commands.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = [...commands.entries()];
      for (const [place, command] of round % 2 === 0 ? order : order.toReversed()) tookNs[place]!.push(timedNs(command, code));
    }
    const rate = (perSecond: number): string => `${formatCount(perSecond)} files/s`;
    return [
      {
        label: `${formatCount(files.length)} files`,
        value: `${formatBytes(bytesOf(files))}, ${formatCount(found)} hints`,
        interval: '',
        target: '',
        met: true,
      },
      ...commands.map(({ label }, place) =>
        measuredRow(
          label,
          tookNs[place]!.map((ns) => files.length / (ns / 1e9)),
          rate,
        ),
      ),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** From start to end. Whoever finds something ends with 1. */
function timedNs({ args, before, cache }: Command, cwd: string): number {
  before?.();
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, args, {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, ...(cache === undefined ? {} : { XDG_CACHE_HOME: cache }) },
  });
  const tookNs = (performance.now() - startedAt) * 1e6;
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}`);
  return tookNs;
}
