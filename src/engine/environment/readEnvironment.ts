import { createHash } from 'node:crypto';
import os from 'node:os';
import type { Environment } from '../../model/run.ts';
import { systemFiles, type Files } from './files.ts';
import type { WorkspaceNode } from './findNode.ts';
import { usableCores, usableMemoryBytes } from './limits.ts';
import { cpuGovernor, isContainer, isOnBattery } from './power.ts';

const MEMORY_STEP_BYTES = 256 * 2 ** 20;

/**
 * The fingerprint of this machine and of the Node.js that runs the benchmarks. `nodeFlags` are all that a block gets, those
 * of `NODE_OPTIONS` too. Some milliseconds on Linux; elsewhere the battery takes longer.
 */
export async function readEnvironment(
  node: Pick<WorkspaceNode, 'version' | 'v8Version' | 'arch'>,
  nodeFlags: readonly string[],
  files: Files = systemFiles,
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
  return {
    id: createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 12),
    ...facts,
    onBattery: await isOnBattery(files, process.platform),
    cpuGovernor: cpuGovernor(files),
    container: isContainer(files, process.env),
  };
}

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
