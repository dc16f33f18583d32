import type { ForeignFormat } from '../foreignRun.ts';
import { asv } from './asv.ts';
import { bencher } from './bencher.ts';
import { githubActionBenchmark } from './githubActionBenchmark.ts';
import { tinybench } from './tinybench.ts';
import { vitest } from './vitest.ts';

/** The first whose `detect` is true reads the file: the loosest comes last. */
export const foreignFormats: readonly ForeignFormat[] = [githubActionBenchmark, asv, vitest, tinybench, bencher];
