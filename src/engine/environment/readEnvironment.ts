import { createHash } from 'node:crypto';
import os from 'node:os';
import type { Config } from '../../model/config.ts';
import type { Mode } from '../../model/mode.ts';
import type { Environment } from '../../model/run.ts';
import { systemFiles, type Files } from './files.ts';
import type { WorkspaceNode } from './findNode.ts';
import { usableCores, usableMemoryBytes } from './limits.ts';
import { optionsOf } from './optionsOf.ts';
import { cpuGovernor, isContainer, isOnBattery } from './power.ts';

const MEMORY_STEP_BYTES = 256 * 2 ** 20;

/**
 * The fingerprint of this machine and of the Node.js that runs the benchmarks. `nodeFlags` are all that a block gets, those
 * of `NODE_OPTIONS` too; `mode` has set some of them, and variables. Some milliseconds on Linux; elsewhere the battery takes longer.
 */
export async function readEnvironment(
  node: Pick<WorkspaceNode, 'version' | 'v8Version' | 'arch'>,
  nodeFlags: readonly string[],
  files: Files = systemFiles,
  mode: Mode | null = null,
): Promise<Environment> {
  const facts = {
    cpuModel: await cpuModel(),
    cores: usableCores(files) ?? os.availableParallelism(),
    memoryBytes: usableMemoryBytes(files, os.totalmem()),
    os: operatingSystem(),
    arch: node.arch,
    nodeVersion: node.version,
    v8Version: node.v8Version,
    nodeFlags,
  };
  // The kernel keeps a little more or less of the memory for itself from boot to boot.
  const identity = { ...facts, memoryBytes: Math.round(facts.memoryBytes / MEMORY_STEP_BYTES) };
  const variables = Object.entries(mode?.node.env ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const isPlain = mode === null || variables.length + mode.node.flags.length === 0;
  const whole = variables.length === 0 ? identity : { ...identity, variables };
  return {
    id: createHash('sha256').update(JSON.stringify(whole)).digest('hex').slice(0, 12),
    ...facts,
    ...(!isPlain && { mode: mode.name }),
    onBattery: await isOnBattery(files, process.platform),
    cpuGovernor: cpuGovernor(files),
    container: isContainer(files, process.env),
  };
}

/** That of blocks that run as the configuration has it. */
export const environmentOf = (node: WorkspaceNode, config: Config): Promise<Environment> =>
  readEnvironment(node, [...optionsOf(node), ...config.node.flags], systemFiles, config.mode);

async function cpuModel(): Promise<string> {
  const model = os.cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? '';
  if (model !== '' && model !== 'unknown') return model;
  // Linux on ARM does not name its processor where Node looks.
  const { cpu } = await import('systeminformation');
  const found = await cpu().catch(() => undefined);
  return [found?.manufacturer, found?.brand].filter(Boolean).join(' ') || 'unknown';
}

/** Without the patch level, which changes with every update and hardly ever a result. Windows counts its releases in it. */
function operatingSystem(): string {
  const release = os.release();
  return `${os.type()} ${process.platform === 'win32' ? release : (/^\d+\.\d+/.exec(release)?.[0] ?? release)}`;
}
