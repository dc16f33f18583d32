import type { InsightReport } from '../model/insight.ts';
import { loadConfig } from './config/index.ts';
import type { InsightRequest } from './engine.ts';
import { observeBenchmark, type ObserveEvent } from './insight/index.ts';
import type { RunParts } from './measureRun.ts';

export type ObserveParts = Pick<RunParts, 'root' | 'distFolder' | 'nodeLookup' | 'log'>;

/** One extra run of one benchmark of the workspace folder. It is stored nowhere. */
export async function observeSelected(
  { selections, nameFilter, nodeExecutable }: InsightRequest,
  { root, distFolder, nodeLookup, log }: ObserveParts,
  onEvent: (event: ObserveEvent) => void,
  signal: AbortSignal,
): Promise<InsightReport> {
  const { config } = await loadConfig(root);
  const node = await nodeLookup.findNode(root, nodeExecutable ?? config.node.executable, signal);
  return observeBenchmark({ root, distFolder, node, nodeVersion: node.version, config, selections, nameFilter, log }, onEvent, signal);
}
