import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitWithin } from '../../../support/slowness.ts';
import type { Server } from '../../host/server.ts';
import { PATIENCE_MS } from '../../host/workbench.ts';

export interface RunningProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** Every process that descends from a server, also one that left its group: all inherit the server's folder for temporary files. */
function processesOf(server: Server): (RunningProcess & { readonly environment: string })[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'latin1');
      const commandLine = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      // A process that has ended and was not waited for has no command line.
      return environment.includes(server.folder) && commandLine !== '' ? [{ pid, commandLine, environment }] : [];
    } catch {
      // Gone already, or somebody else's.
      return [];
    }
  });
}

/** The processes in which benchmarks run, all that they started, and those that watch over them. */
export function measuringProcesses(server: Server): RunningProcess[] {
  return processesOf(server)
    .filter(({ commandLine, environment }) => environment.includes('LAPTIME_BLOCK=') || /dist\/keeper\.js/.test(commandLine))
    .map(({ pid, commandLine }) => ({ pid, commandLine }));
}

/** The extension host, and all that runs files of the installed extension. */
export const extensionProcesses = (server: Server): RunningProcess[] =>
  processesOf(server)
    .filter(({ commandLine }) => /--type=extensionHost|[\\/]extensions[\\/]laptime\./.test(commandLine))
    .map(({ pid, commandLine }) => ({ pid, commandLine }));

/** What is left of them after so long, on a slow machine longer. */
export async function measuringProcessesLeft(server: Server, withinMs: number): Promise<RunningProcess[]> {
  await waitWithin(withinMs, () => measuringProcesses(server).length === 0);
  return measuringProcesses(server);
}

export function extensionHost(server: Server): RunningProcess {
  const [host, ...others] = processesOf(server).filter(({ commandLine }) => commandLine.includes('--type=extensionHost'));
  if (!host || others.length > 0) throw new Error(`${host ? others.length + 1 : 'no'} extension hosts run`);
  return host;
}

/** Waits for a truth that no element of the page shows. @throws when it has not come in time, with what was seen last */
export async function until<T>(what: string, look: () => T, isSo: (seen: T) => boolean): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = look();
    if (isSo(seen)) return seen;
    if (performance.now() > end) throw new Error(`not so after ${PATIENCE_MS / 1000} s: ${what}; seen last: ${JSON.stringify(seen)}`);
    await sleep(20);
  }
}
