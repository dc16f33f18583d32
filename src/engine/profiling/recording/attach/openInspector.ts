import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../../../base/errors.ts';
import { inspectorTarget } from './inspectorTargets.ts';
import { inspectorFlag } from './nodeCommand.ts';
import { isNode, listNodeProcesses, openInspectorOf } from './processList.ts';
import { environmentOf, listeningOf, processFacts, sharesNetwork, type Listening } from './procFiles.ts';

interface OpenedInspector {
  /** `ws://…` */
  readonly address: string;
  /** Whether it was closed before: then it is to be closed again. */
  readonly wasOpened: boolean;
}

const OPENS_WITHIN_MS = 10_000;
/** Nobody waits for it any more: it is only to be closed again. */
const OPENS_AFTER_CANCEL_MS = 2000;
const LOOK_EVERY_MS = 25;

/**
 * Finds the inspector of a process, or has it opened by SIGUSR1, which would end what is not Node: so it is made sure before. Once it is
 * asked for, it is waited for although the signal is aborted, so that it can be closed again.
 * @throws UserError `no-process`, `other-user`, `not-node`, `own-process`, `not-attachable`, `port-taken`, `inspector-silent`
 */
export async function openInspector(pid: number, signal: AbortSignal): Promise<OpenedInspector> {
  if (pid === process.pid) throw new UserError('own-process', `Process ${pid} is Laptime itself, which does not profile itself.`);
  return process.platform === 'linux' ? openOnLinux(pid, signal) : openElsewhere(pid, signal);
}

const noProcess = (pid: number) =>
  new UserError('no-process', `There is no process ${pid}. \`laptime profile --list\` shows those of Node.`);
const otherUser = (pid: number) =>
  new UserError('other-user', `Process ${pid} belongs to another user, and only that user can look into it: run Laptime as that user.`);
const notNode = (pid: number, what: string) =>
  new UserError(
    'not-node',
    `Process ${pid} is not Node: it runs ${what}. Only plain Node processes can be looked into; of a program that brings its own Node (Electron, say), \`laptime profile --inspect\` takes the address of its inspector. \`laptime monitor --pid ${pid}\` shows what it needs of the machine.`,
  );

async function openOnLinux(pid: number, signal: AbortSignal): Promise<OpenedInspector> {
  const facts = await processFacts(pid);
  if (!facts) throw noProcess(pid);
  if (facts.uid !== process.getuid?.()) throw otherUser(pid);
  if (!isNode(facts)) throw notNode(pid, facts.executable ?? facts.args[0] ?? 'something that does not tell its name');
  if (!(await sharesNetwork(pid))) {
    throw new UserError(
      'not-attachable',
      `Process ${pid} runs in a container whose ports are not those of this machine. Run Laptime in there, or publish its inspector and give that address.`,
    );
  }
  const flag = inspectorFlag(facts.args, (await environmentOf(pid))['NODE_OPTIONS'] ?? '');
  const before = await listeningOf(pid);
  const known = openInspectorOf(flag, before);
  const already = known
    ? await inspectorTarget(known.host, known.port, signal)
    : flag.isOpen
      ? await anyOf(flag.host, before, signal)
      : null;
  if (already) return { address: already.address, wasOpened: false };
  if (!facts.catchesSigusr1) throw silentByChoice(pid);
  signal.throwIfAborted();
  askToOpen(pid);
  const askedMs = performance.now();
  const openBefore = new Set(before.map(({ port }) => port));
  return untilOpened(pid, LOOK_EVERY_MS, signal, async (unhurried) => {
    const fresh = (await listeningOf(pid)).filter(({ port }) => !openBefore.has(port));
    const target = await anyOf(flag.host, fresh, unhurried);
    if (target) return target.address;
    if (!(await processFacts(pid))) throw noProcess(pid);
    // Told only on the standard error of the process itself, which is not ours to read.
    if (flag.port !== 0 && performance.now() > askedMs + 1000) await refuseTakenPort(pid, flag.port);
    return null;
  });
}

/** Looks again and again for what has been asked to open. `look` gets a signal that leaves it time for one answer. */
async function untilOpened(
  pid: number,
  everyMs: number,
  signal: AbortSignal,
  look: (unhurried: AbortSignal) => Promise<string | null>,
): Promise<OpenedInspector> {
  const askedMs = performance.now();
  let cancelledMs = Infinity;
  const unhurried = AbortSignal.timeout(OPENS_WITHIN_MS + OPENS_AFTER_CANCEL_MS);
  for (let nowMs = askedMs; nowMs < askedMs + OPENS_WITHIN_MS; nowMs = performance.now()) {
    if (signal.aborted) cancelledMs = Math.min(cancelledMs, nowMs);
    if (nowMs > cancelledMs + OPENS_AFTER_CANCEL_MS) break;
    await sleep(everyMs);
    const address = await look(unhurried);
    if (address !== null) return { address, wasOpened: true };
  }
  signal.throwIfAborted();
  throw silent(pid);
}

const silentByChoice = (pid: number) =>
  new UserError(
    'not-attachable',
    `Process ${pid} does not open its inspector when it is asked to: it has just started, or was started with --disable-sigusr1. Try again, or start it with --inspect.`,
  );

/** The first that answers as an inspector does, of ports that only this machine reaches. */
async function anyOf(host: string, ports: readonly Listening[], signal: AbortSignal): ReturnType<typeof inspectorTarget> {
  for (const { port, isLoopback } of ports) {
    const target = isLoopback ? await inspectorTarget(host, port, signal) : null;
    if (target) return target;
  }
  return null;
}

const silent = (pid: number) =>
  new UserError(
    'inspector-silent',
    `Process ${pid} was asked to open its inspector (SIGUSR1) and did not within ${OPENS_WITHIN_MS / 1000} s: its program may handle the signal itself, or be stopped. Start it with --inspect.`,
  );

async function refuseTakenPort(pid: number, port: number): Promise<void> {
  const holder = (await listNodeProcesses()).find(
    (each) => each.pid !== pid && (each.ports.includes(port) || each.inspector?.endsWith(`:${port}`) === true),
  );
  if (!holder) return;
  throw new UserError(
    'port-taken',
    `Process ${pid} cannot open its inspector: process ${holder.pid} (${holder.commandLine}) has port ${port}. End that one's inspector, or start yours with --inspect-port=0.`,
  );
}

function askToOpen(pid: number): void {
  try {
    // Windows has no such signal; Node has a way of its own there.
    if (process.platform === 'win32') (process as unknown as { _debugProcess(pid: number): void })._debugProcess(pid); // oxlint-disable-line no-underscore-dangle -- Node's own name
    else process.kill(pid, 'SIGUSR1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPERM') throw otherUser(pid);
    if (code === 'ESRCH') throw noProcess(pid);
    throw error;
  }
}

/** Where it cannot be seen whose a port is, the usual one has to answer, and the process says who it is when it is connected to. */
async function openElsewhere(pid: number, signal: AbortSignal): Promise<OpenedInspector> {
  const found = (await listNodeProcesses()).find((each) => each.pid === pid);
  if (!found) throw isThere(pid) ? notNode(pid, 'another program') : noProcess(pid);
  if (!found.isOwn) throw otherUser(pid);
  const { host, port } = inspectorFlag(found.commandLine.split(' '), '');
  const already = await inspectorTarget(host, port, signal);
  if (found.inspector !== null && already) return { address: already.address, wasOpened: false };
  if (already) await refuseTakenPort(pid, port);
  // Whether a process takes the signal cannot be seen there, and it ends one that does not.
  if (found.commandLine.includes('--disable-sigusr1')) throw silentByChoice(pid);
  signal.throwIfAborted();
  askToOpen(pid);
  return untilOpened(pid, 4 * LOOK_EVERY_MS, signal, async (unhurried) => (await inspectorTarget(host, port, unhurried))?.address ?? null);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
