import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatDuration, formatRelative } from '../../src/base/units.ts';
import { cliFile, repository } from './dist.ts';
import { estimate, type Row, type Section } from './section.ts';

const ROUNDS = 5;
const SECONDS_EACH = 1.5;
/** Turns of the loop of the function that is timed: about 1 ns each. */
const TURNS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000];

type Tool = 'laptime' | 'tinybench' | 'mitata';

// What is timed: the same module for all three. What it returns depends on each turn, so nothing of it can be left out.
const work = `
export const turns = ${JSON.stringify(TURNS)};
let state = 2463534242;
export function workOf(count) {
  return () => {
    let x = state;
    for (let turn = 0; turn < count; turn++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
    }
    state = x;
    return x;
  };
}
`;

const files: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module" }',
  'work.js': work,
  'work.bench.js': `
import { bench } from 'laptime';
import { turns, workOf } from './work.js';
for (const count of turns) bench(String(count), workOf(count));
`,
  // One process for each function, as Laptime has it: what ran before would otherwise decide how the next is optimized.
  'tinybench.js': `
import { Bench } from 'tinybench';
import { workOf } from './work.js';
const bench = new Bench({ time: ${SECONDS_EACH * 1000} });
bench.add('work', workOf(Number(process.argv[2])));
const [task] = await bench.run();
process.stdout.write(String(task.result.latency.p50 * 1e6));
`,
  'mitata.js': `
import { measure } from 'mitata';
import { workOf } from './work.js';
const result = await measure(workOf(Number(process.argv[2])), { min_cpu_time: ${SECONDS_EACH * 1e9} });
process.stdout.write(String(result.p50));
`,
};

export const overhead: Section = {
  name: 'overhead',
  title: 'Time per iteration against bare tinybench and mitata',
  method: `The same functions, loops of 1 to 10,000,000 turns, timed by all three in turn for ${SECONDS_EACH} s each, in ${ROUNDS} rounds, in fresh processes. A ratio of 1 means that Laptime adds nothing; under 1, that the other counts more of its own work as the function's. tinybench times single calls, so below about a microsecond it shows the cost of reading the timer.`,
  run,
};

function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-bench-overhead-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    const ratios = TURNS.map(() => ({ laptimeNs: [] as number[], tinybench: [] as number[], mitata: [] as number[] }));
    for (let round = 0; round < ROUNDS; round++) {
      const order: Tool[] = round % 2 === 0 ? ['laptime', 'tinybench', 'mitata'] : ['mitata', 'tinybench', 'laptime'];
      const times = new Map(order.map((tool) => [tool, timesNs(tool, folder)]));
      for (const [place, ratio] of ratios.entries()) {
        const [laptimeNs, tinybenchNs, mitataNs] = (['laptime', 'tinybench', 'mitata'] as const).map((tool) => times.get(tool)![place]!);
        ratio.laptimeNs.push(laptimeNs!);
        ratio.tinybench.push(laptimeNs! / tinybenchNs!);
        ratio.mitata.push(laptimeNs! / mitataNs!);
      }
    }
    return Promise.resolve(TURNS.flatMap((count, place) => rowsOf(count, ratios[place]!)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(count: number, ratio: { laptimeNs: number[]; tinybench: number[]; mitata: number[] }): Row[] {
  const time = formatDuration(estimate(ratio.laptimeNs).median);
  return (['tinybench', 'mitata'] as const).map((tool) => {
    const { median, interval } = estimate(ratio[tool]);
    return {
      label: `${count.toLocaleString('en')} turns (${time}), Laptime / ${tool}`,
      value: formatRelative(median),
      interval: interval ? `${formatRelative(interval.low)} to ${formatRelative(interval.high)}` : '',
      target: '',
      met: true,
    };
  });
}

/** Median time per iteration of each function, in order. */
function timesNs(tool: Tool, folder: string): number[] {
  const node = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (tool !== 'laptime') return TURNS.map((count) => Number(node(path.join(folder, `${tool}.js`), String(count))));
  const args = ['bench', '--preset', 'quick', '--time', String(SECONDS_EACH), '--node', process.execPath, '--json', '-'];
  const report = JSON.parse(node(cliFile, ...args)) as { benchmarks: { path: string[]; summary: { medianNs: number } }[] };
  return TURNS.map((count) => report.benchmarks.find(({ path }) => path[0] === String(count))!.summary.medianNs);
}
