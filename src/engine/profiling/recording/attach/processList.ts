import type { NodeProcess } from '../requests.ts';
import { listDarwinProcesses } from './darwinProcesses.ts';
import { inspectorFlag, isNodeExecutable, type InspectorFlag } from './nodeCommand.ts';
import { environmentOf, folderOf, listeningOf, processFacts, processIds, type Listening, type ProcessFacts } from './procFiles.ts';
import { listWindowsProcesses } from './windowsProcesses.ts';

/** Node processes of this machine, without this one and those that Laptime runs benchmarks in; by their numbers. */
export async function listNodeProcesses(): Promise<readonly NodeProcess[]> {
  if (process.platform === 'win32') return listWindowsProcesses();
  if (process.platform === 'darwin') return listDarwinProcesses();
  const ids = (await processIds()).filter((pid) => pid !== process.pid);
  const found: NodeProcess[] = [];
  for (const pid of ids.toSorted((a, b) => a - b)) {
    // laptime-disable-next-line no-await-in-loop -- all at once would hold open thousands of files
    const each = await describe(pid);
    if (each) found.push(each);
  }
  return found;
}

async function describe(pid: number): Promise<NodeProcess | null> {
  const facts = await processFacts(pid);
  if (!facts || !isNode(facts)) return null;
  const commandLine = facts.args.join(' ');
  if (facts.uid !== process.getuid?.()) return { pid, commandLine, cwd: null, ports: [], inspector: null, isOwn: false };
  const [environment, cwd, listening] = await Promise.all([environmentOf(pid), folderOf(pid), listeningOf(pid)]);
  if (environment['LAPTIME_BLOCK'] !== undefined) return null;
  const open = openInspectorOf(inspectorFlag(facts.args, environment['NODE_OPTIONS'] ?? ''), listening);
  const ports = listening.map(({ port }) => port).filter((port) => port !== open?.port);
  return { pid, commandLine, cwd, ports, inspector: open === null ? null : `${open.host}:${open.port}`, isOwn: true };
}

/** Of other users' processes only the words that they were started with are known. */
export const isNode = ({ executable, args }: ProcessFacts): boolean => isNodeExecutable(executable ?? args[0] ?? '');

/** Where the inspector listens already, as far as flags and the usual port tell. */
export function openInspectorOf(
  flag: InspectorFlag,
  listening: readonly Listening[],
): { readonly host: string; readonly port: number } | null {
  // It may have been opened by a signal, or by the program itself.
  const isThere = listening.some(({ port, isLoopback }) => port === flag.port && (flag.isOpen || isLoopback));
  return isThere ? { host: flag.host, port: flag.port } : null;
}
