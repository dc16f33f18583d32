import type { CancellationToken } from 'vscode';

/** The one bridge from VS Code's token to the `AbortSignal` that every other layer takes. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
