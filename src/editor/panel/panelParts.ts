import type * as vscode from 'vscode';
import type { Failures } from '../failures.ts';
import type { Folder, Folders } from '../folders.ts';
import type { Results } from '../results.ts';
import type { Finished, FinishedComparison, Runs } from '../runs.ts';
import type { SettingsSource } from '../settings.ts';
import type { Discovery } from '../testing/discovery.ts';
import type { BenchmarkTree } from '../testing/tree.ts';
import type { HintsPageParts } from './hintsPage.ts';
import type { MonitorPageParts } from './monitorPage.ts';

/** What the panel works with. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly folders: Folders;
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
  readonly results: Results;
  readonly runs: Runs;
  readonly settings: SettingsSource;
  readonly failures: Failures;
  /** Runs these benchmarks of what is shown, or all that there are. */
  readonly runBenchmarks: (shown: Finished | null, benchmarkIds: readonly string[]) => Promise<void>;
  readonly copyMarkdown: (shown: Finished, benchmarkIds: readonly string[]) => Promise<void>;
  /** Measures benchmarks of a comparison on, or all that are inconclusive. */
  readonly measureOn: (shown: FinishedComparison, benchmarkIds: readonly string[]) => Promise<void>;
  /** Measures a benchmark at two commits, in turns. */
  readonly compareCommits: (folder: Folder, benchmarkId: string, baseline: string, candidate: string) => Promise<void>;
  readonly monitoring: MonitorPageParts['monitoring'];
  readonly hints: Pick<HintsPageParts, 'profile' | 'levelOf'>;
}
