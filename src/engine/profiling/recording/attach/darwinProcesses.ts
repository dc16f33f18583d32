import type { NodeProcess } from '../requests.ts';
import { inspectorFlag, isNodeExecutable } from './nodeCommand.ts';
import { runTool } from './runTool.ts';

/** By `ps` and `lsof`. */
export async function listDarwinProcesses(): Promise<readonly NodeProcess[]> {
  const [names, commands] = await Promise.all([
    runTool('/bin/ps', ['-axo', 'pid=,uid=,comm=']),
    runTool('/bin/ps', ['-axwwo', 'pid=,command=']),
  ]);
  const nodes = nodeLines(names).filter(({ pid }) => pid !== process.pid);
  if (nodes.length === 0) return [];
  const commandOf = new Map(numberedLines(commands));
  const places = readPlaces(
    await runTool('/usr/sbin/lsof', ['-nP', '-a', '-p', nodes.map(({ pid }) => pid).join(','), '-d', 'cwd', '-Fpn']),
  );
  const ports = readPorts(
    await runTool('/usr/sbin/lsof', ['-nP', '-a', '-p', nodes.map(({ pid }) => pid).join(','), '-iTCP', '-sTCP:LISTEN', '-Fpn']),
  );
  return nodes.map(({ pid, uid }) => {
    const commandLine = commandOf.get(pid) ?? '';
    const listening = ports.get(pid) ?? [];
    const { host, port } = inspectorFlag(commandLine.split(' '), '');
    const isOpen = listening.includes(port);
    return {
      pid,
      commandLine,
      cwd: places.get(pid) ?? null,
      ports: listening.filter((each) => each !== port),
      inspector: isOpen ? `${host}:${port}` : null,
      isOwn: uid === process.getuid?.(),
    };
  });
}

function numberedLines(text: string): (readonly [number, string])[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(.*)$/.exec(line);
    return match ? [[Number(match[1]), match[2]!] as const] : [];
  });
}

/** Lines of `ps -o pid=,uid=,comm=` that are of Node. */
export function nodeLines(text: string): { readonly pid: number; readonly uid: number }[] {
  return numberedLines(text).flatMap(([pid, rest]) => {
    const [, uid = '', executable = ''] = /^(\d+)\s+(.*)$/.exec(rest) ?? [];
    return isNodeExecutable(executable) ? [{ pid, uid: Number(uid) }] : [];
  });
}

/** The name that `lsof -Fpn` has for each process: `p123`, then lines of its files, `n/folder`. */
function readPlaces(text: string): Map<number, string> {
  return new Map([...readNames(text)].flatMap(([pid, names]) => (names[0] === undefined ? [] : [[pid, names[0]] as const])));
}

/** `n127.0.0.1:3000`, `n*:3000`, `n[::1]:3000`. */
function readPorts(text: string): Map<number, number[]> {
  const portsOf = (names: readonly string[]) => [...new Set(names.map((name) => Number(/:(\d+)$/.exec(name)?.[1])))];
  return new Map([...readNames(text)].map(([pid, names]) => [pid, portsOf(names).toSorted((a, b) => a - b)]));
}

export function readNames(text: string): Map<number, string[]> {
  const found = new Map<number, string[]>();
  let names: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) {
      names = [];
      found.set(Number(line.slice(1)), names);
    } else if (line.startsWith('n')) names.push(line.slice(1));
  }
  return found;
}
