import { UserError } from '../../../../base/errors.ts';
import type { DebugSessionAddress } from '../requests.ts';
import { connectInspector } from './inspectorClient.ts';

/** Undefined in a browser, and where the inspector was opened by nobody. */
const URL_OF_INSPECTOR = `typeof process === 'object' && process.versions?.node
  ? (process.getBuiltinModule?.('node:inspector') ?? require('node:inspector')).url()
  : undefined`;

/**
 * The inspector's own address of a process that a debugger has a hold of. The debugger passes on what is said to its own session
 * only: profiling there would share its state, and switch off what it needs. Node has room for another session beside it.
 * @throws UserError `not-node`, `inspector-unreachable`
 */
export async function debuggedInspector({ name, proxy }: DebugSessionAddress, signal: AbortSignal): Promise<string> {
  const client = await connectInspector(proxy, signal);
  try {
    const request = { expression: URL_OF_INSPECTOR, includeCommandLineAPI: true, returnByValue: true, silent: true };
    const { result } = (await client.send('Runtime.evaluate', request)) as { result?: { value?: unknown } };
    if (typeof result?.value === 'string') return result.value;
  } finally {
    client.dispose();
  }
  throw new UserError('not-node', `What is debugged as ${name} is not a Node process: Laptime profiles Node, not browsers.`);
}
