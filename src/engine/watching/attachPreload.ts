import { UserError } from '../../base/errors.ts';
import type { WatchSettings } from '../../protocol/watching.ts';
import { attachToProcess } from '../profiling/index.ts';

/** Has a process that runs load the preload, through its inspector, which is closed again where it was. */
export async function attachPreload(pid: number, file: string, settings: WatchSettings, signal: AbortSignal): Promise<void> {
  const attached = await attachToProcess({ pid }, signal);
  try {
    const expression = `(typeof require === 'function' ? require : process.getBuiltinModule('node:module').createRequire(${JSON.stringify(file)}))(${JSON.stringify(file)}).watch(${JSON.stringify(settings)})`;
    const answer = await attached.client.send('Runtime.evaluate', { expression, includeCommandLineAPI: true, silent: true });
    const { exceptionDetails } = answer as { exceptionDetails?: { text?: string; exception?: { description?: string } } };
    if (!exceptionDetails) return;
    const why = exceptionDetails.exception?.description?.split('\n')[0] ?? exceptionDetails.text ?? 'it did not say why';
    throw new UserError('not-watched', `Process ${pid} cannot load Laptime's file: ${why}. Watch it from outside.`);
  } finally {
    await attached.detach();
  }
}
