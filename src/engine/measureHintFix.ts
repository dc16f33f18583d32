import type { FixEvent, FixMeasurement, FixRequest } from '../model/fixMeasurement.ts';
import { loadConfig } from './config/index.ts';
import { environmentOf, type NodeLookup } from './environment/index.ts';
import { measureFix, type FixParts } from './fixes/index.ts';

export interface HintFixParts extends Omit<FixParts, 'config' | 'node' | 'environment'> {
  readonly nodeLookup: NodeLookup;
}

/** One fix of a hint, measured as the config says. It is stored nowhere. */
export async function measureHintFix(
  request: FixRequest,
  parts: HintFixParts,
  onEvent: (event: FixEvent) => void,
  signal: AbortSignal,
): Promise<FixMeasurement> {
  const { config } = await loadConfig(parts.root);
  const node = await parts.nodeLookup.findNode(parts.root, request.nodeExecutable ?? config.node.executable, signal);
  const environment = await environmentOf(node, config);
  return measureFix(request, { ...parts, config, node, environment }, onEvent, signal);
}
