import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../../../base/errors.ts';
import { connectInspector, type InspectorClient } from './inspectorClient.ts';
import { resolveInspector } from './inspectorTargets.ts';
import { openInspector } from './openInspector.ts';
import { orAborted } from './orAborted.ts';
import { listeningOf } from './procFiles.ts';

export type AttachTarget = { readonly pid: number } | { readonly inspector: string };

/** What the process said of itself. */
export interface AttachedFacts {
  readonly pid: number;
  readonly nodeVersion: string;
  readonly cwd: string;
  readonly args: readonly string[];
  /** Of its own code: what is shared by the whole process is then not ours to change. */
  readonly measuresCoverage: boolean;
}

/** A process that goes on whatever is done here. */
export interface AttachedProcess {
  readonly client: InspectorClient;
  readonly facts: AttachedFacts;
  /** Settles when the program is over: it then waits for us to disconnect, and still answers. */
  readonly ending: Promise<void>;
  /** Disconnects, and closes the inspector where attaching opened it. Never throws. */
  detach(): Promise<void>;
}

const FACTS = `typeof process === 'object' && process.versions?.node
  ? JSON.stringify({ pid: process.pid, nodeVersion: process.versions.node, cwd: process.cwd(), args: process.argv,
      measuresCoverage: Boolean(process.env.NODE_V8_COVERAGE) })
  : ''`;
const CLOSE = `(process.getBuiltinModule?.('node:inspector') ?? require('node:inspector')).close()`;
const CLOSES_WITHIN_MS = 2000;

/**
 * Connects to the inspector of a process, opening it where it is closed.
 * @throws UserError `no-process`, `other-user`, `not-node`, `port-taken`, `inspector-unreachable`, …
 */
export async function attachToProcess(target: AttachTarget, signal: AbortSignal): Promise<AttachedProcess> {
  signal.throwIfAborted();
  const opened =
    'pid' in target
      ? await openInspector(target.pid, signal)
      : { address: await resolveInspector(target.inspector, signal), wasOpened: false };
  // What was opened is closed again, also where nobody wants it any more.
  const client = await connectInspector(opened.address, opened.wasOpened ? new AbortController().signal : signal);
  const detach = async () => {
    if (opened.wasOpened) await closeInspector(client);
    client.dispose();
    await client.closed;
    if (opened.wasOpened && 'pid' in target && process.platform === 'linux') await untilFree(target.pid, opened.address);
  };
  try {
    const facts = await orAborted(readFacts(client), signal);
    const ending = new Promise<void>((resolve) => client.on('NodeRuntime.waitingForDisconnect', () => resolve()));
    await orAborted(client.send('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true }), signal);
    // On Linux the socket's owner was seen. In a container the numbers are others inside.
    if ('pid' in target && process.platform !== 'linux' && facts.pid !== target.pid) {
      throw new UserError(
        'port-taken',
        `The inspector at ${opened.address} is of process ${facts.pid}, not of ${target.pid}. End that one's inspector.`,
      );
    }
    return { client, facts, ending, detach };
  } catch (error) {
    await detach();
    throw error;
  }
}

/** @throws UserError `not-node` */
async function readFacts(client: InspectorClient): Promise<AttachedFacts> {
  const answer = (await client.send('Runtime.evaluate', { expression: FACTS, returnByValue: true })) as { result?: { value?: unknown } };
  const { value } = answer.result ?? {};
  if (typeof value === 'string' && value !== '') return JSON.parse(value) as AttachedFacts;
  throw new UserError('not-node', 'What answers there is not Node, so it cannot be profiled here. Start the program with Node.');
}

/** The answer is lost with the connection. */
async function closeInspector(client: InspectorClient): Promise<void> {
  const asked = client.send('Runtime.evaluate', { expression: CLOSE, includeCommandLineAPI: true }).catch(() => {});
  const patience = new AbortController();
  await Promise.race([
    client.closed,
    asked.then(() => client.closed),
    sleep(CLOSES_WITHIN_MS, undefined, { signal: patience.signal }).catch(() => {}),
  ]);
  patience.abort();
}

async function untilFree(pid: number, address: string): Promise<void> {
  const port = Number(new URL(address).port);
  for (const untilMs = performance.now() + CLOSES_WITHIN_MS; performance.now() < untilMs; await sleep(20)) {
    if (!(await listeningOf(pid)).some((each) => each.port === port)) return;
  }
}
