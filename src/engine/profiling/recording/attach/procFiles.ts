import { readdir, readFile, readlink } from 'node:fs/promises';

/** What Linux tells of a process. */
export interface ProcessFacts {
  readonly pid: number;
  /** Of the user that it runs as. */
  readonly uid: number;
  /** Path of its executable; null where it may not be read, as of other users. */
  readonly executable: string | null;
  readonly args: readonly string[];
  /** Whether it does something of its own with SIGUSR1, which else would end it. */
  readonly catchesSigusr1: boolean;
}

const SIGUSR1 = 10n;

/** Null where there is no such process, or it has ended and nobody has asked yet. */
export async function processFacts(pid: number): Promise<ProcessFacts | null> {
  const folder = `/proc/${pid}`;
  try {
    const [status, commandLine, executable] = await Promise.all([
      readFile(`${folder}/status`, 'utf8'),
      readFile(`${folder}/cmdline`, 'utf8'),
      readlink(`${folder}/exe`).catch(() => null),
    ]);
    if (/^State:\s*[ZX]/m.test(status)) return null;
    // Real, effective, saved, of files.
    const uid = Number(/^Uid:\s*\d+\s+(\d+)/m.exec(status)?.[1]);
    const caught = BigInt(`0x${/^SigCgt:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
    return {
      pid,
      uid,
      // An update replaced it while it ran.
      executable: executable?.replace(/ \(deleted\)$/, '') ?? null,
      args: commandLine.split('\0').slice(0, -1),
      catchesSigusr1: ((caught >> (SIGUSR1 - 1n)) & 1n) === 1n,
    };
  } catch {
    return null;
  }
}

export async function processIds(): Promise<readonly number[]> {
  return (await readdir('/proc')).map(Number).filter((pid) => Number.isInteger(pid));
}

/** The variables that it was started with; empty where they may not be read. */
export async function environmentOf(pid: number): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  const pairs = text.split('\0').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

export const folderOf = (pid: number): Promise<string | null> => readlink(`/proc/${pid}/cwd`).catch(() => null);

/** Whether the ports of a process are those of this one: a container has its own, of the same numbers. */
export async function sharesNetwork(pid: number): Promise<boolean> {
  const [its, ours] = await Promise.all([pid, process.pid].map((each) => readlink(`/proc/${each}/ns/net`).catch(() => null)));
  return its === null || ours === null || its === ours;
}

/** A port that a process listens on. */
export interface Listening {
  readonly port: number;
  /** Whether only this machine reaches it. */
  readonly isLoopback: boolean;
}

const LISTEN = '0A';
/** 127.x.x.x and ::1, and the first as an address of IPv6, as the kernel writes them. */
const LOOPBACK = /^(?:[0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/;

/** What the process listens on, by the sockets that it holds; empty where they may not be read. */
export async function listeningOf(pid: number): Promise<readonly Listening[]> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  if (inodes.size === 0) return [];
  const found = new Map<number, Listening>();
  for (const table of ['tcp', 'tcp6']) {
    const text = await readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      if (state !== LISTEN || !inodes.has(inode)) continue;
      const [address = '', port = ''] = local.split(':');
      const isLoopback = LOOPBACK.test(address);
      const number = Number.parseInt(port, 16);
      found.set(number, { port: number, isLoopback: isLoopback && (found.get(number)?.isLoopback ?? true) });
    }
  }
  return [...found.values()].toSorted((a, b) => a.port - b.port);
}
