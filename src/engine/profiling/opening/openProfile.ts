import { Worker } from 'node:worker_threads';
import { UserError } from '../../../base/errors.ts';
import { toDisposable, type Disposable } from '../../../base/lifecycle.ts';
import type { ProfileSessionApi } from '../../../protocol/profile.ts';
import type { ProfileForm } from '../../../protocol/profilePage.ts';
import { connect, RemoteError, type Remote } from '../../../protocol/rpc.ts';
import { workerPort } from '../../workers/index.ts';
import type { OpenRequest, ProfileWorkerApi } from './openRequest.ts';

/** A profile that a worker holds. Disposing ends the worker. */
export interface OpenedProfile extends Disposable {
  readonly session: Remote<ProfileSessionApi>;
  /** Writes the profile that is chosen. Throws a `UserError` where it does not go into that form, or the file cannot be written. */
  write(form: ProfileForm, target: string): Promise<void>;
}

/** Of what is not in typed arrays, which do not count here: names, and what reading leaves behind. */
const MAX_HEAP_MB = 2048;

export interface OpeningOptions {
  /** Absolute path of the built worker. */
  readonly workerFile: string;
  /** Ends all that is open when it is aborted. */
  readonly lifetime: AbortSignal;
}

/** Throws a `UserError` for what cannot be read, `AbortError` when aborted. */
export async function openProfile(
  { workerFile, lifetime }: OpeningOptions,
  request: OpenRequest,
  signal: AbortSignal,
): Promise<OpenedProfile> {
  for (const end of [signal, lifetime]) end.throwIfAborted();
  const worker = new Worker(workerFile, {
    name: 'laptime-profile',
    // Not what the editor or a debugger started this process with.
    execArgv: [],
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  // Why it ended by itself. It is known before its end is.
  let failure: Error | undefined;
  worker.on('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });
  const connection = connect<object, ProfileWorkerApi>(workerPort(worker), {});
  const { remote } = connection;
  const ended = toDisposable(() => {
    for (const end of [signal, lifetime]) end.removeEventListener('abort', ended.dispose);
    connection.dispose();
    void worker.terminate();
  });
  for (const end of [signal, lifetime]) end.addEventListener('abort', ended.dispose, { once: true });
  try {
    await remote.opened();
  } catch (error) {
    ended.dispose();
    for (const end of [signal, lifetime]) end.throwIfAborted();
    throw asUserError(error, failure, request.file);
  }
  signal.removeEventListener('abort', ended.dispose);
  return {
    session: remote,
    async write(form, target) {
      try {
        await remote.write(form, target);
      } catch (error) {
        throw asUserError(error, failure, target);
      }
    },
    dispose: () => ended.dispose(),
  };
}

function asUserError(error: unknown, failure: Error | undefined, file: string): unknown {
  if (error instanceof RemoteError && error.code !== undefined) return new UserError(error.code, error.message, { cause: error });
  if (failure && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new UserError('profile-too-large', `${file} needs more memory than there is. Record for a shorter time.`, { cause: failure });
  }
  return failure ?? error;
}
