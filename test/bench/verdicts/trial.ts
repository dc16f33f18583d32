import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../../src/base/log.ts';
import { compareFolders, comparePlan } from '../../../src/engine/comparing/index.ts';
import { loadConfig } from '../../../src/engine/config/index.ts';
import type { Verdict } from '../../../src/model/comparison.ts';
import { distFolder, repository } from '../dist.ts';
import { makeFolders, type Work } from './works.ts';

/** As long as Laptime may take for one comparison; the others get the same time, half for each side. */
export const BUDGET_SECONDS = 10;

export type Tool = 'laptime' | 'tinybench' | 'vitest';

/** What one comparison of one benchmark came to. */
export interface Trial {
  readonly tool: Tool;
  readonly work: string;
  /** Planted: 0.03 for 3 %; 0 for two equal sides. */
  readonly slowdown: number;
  /** Whether another process kept a core busy. */
  readonly hog: boolean;
  readonly seconds: number;
  /** Candidate over baseline. */
  readonly ratio: number;
  /** Of Laptime. */
  readonly verdict?: Verdict;
  readonly blocks?: number;
  /** Of the others: means and margins of error, baseline first. */
  readonly sides?: readonly Mean[];
}

interface Mean {
  readonly mean: number;
  readonly moe: number;
}

export async function runTrial(tool: Tool, work: Work, slowdown: number, hog: boolean): Promise<Trial> {
  const folders = makeFolders(work, slowdown, BUDGET_SECONDS / 2);
  const startMs = performance.now();
  try {
    const outcome = tool === 'laptime' ? await compareWithLaptime(folders) : compareWithOther(tool, path.dirname(folders.baseline));
    return { tool, work: work.name, slowdown, hog, seconds: (performance.now() - startMs) / 1000, ...outcome };
  } finally {
    folders.remove();
  }
}

async function compareWithLaptime(roots: { readonly baseline: string; readonly candidate: string }) {
  const { config } = await loadConfig(roots.candidate);
  const { comparisons } = await compareFolders(
    {
      distFolder,
      node: {
        executable: process.execPath,
        env: Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ''])),
      },
      roots,
      selections: [{ file: 'laptime.bench.js' }],
      plan: comparePlan(BUDGET_SECONDS * 1000),
      marginOf: () => config.compare.margin,
      config,
      log: silentLog,
    },
    () => {},
    new AbortController().signal,
  );
  const [comparison] = comparisons;
  if (comparison?.state !== 'compared') throw new Error(`nothing was compared: ${JSON.stringify(comparison)}`);
  const { verdict, ratio } = comparison.estimate;
  return { verdict, ratio, blocks: comparison.blocks.length };
}

function compareWithOther(tool: Exclude<Tool, 'laptime'>, folder: string) {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (tool === 'tinybench') return withRatio(['baseline', 'candidate'].map((side) => JSON.parse(run('tinybench.js', side)) as Mean));
  run(path.join(repository, 'node_modules/vitest/vitest.mjs'), 'bench', '--run', '--root', folder, 'compare.bench.js');
  return withRatio(JSON.parse(readFileSync(path.join(folder, 'vitest.json'), 'utf8')) as Mean[]);
}

const withRatio = (sides: readonly Mean[]) => ({ ratio: sides[1]!.mean / sides[0]!.mean, sides });
