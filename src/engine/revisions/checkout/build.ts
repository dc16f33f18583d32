import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import { visibleText } from '../../../base/text.ts';
import type { Keeper } from '../../processes/index.ts';
import { programEnvironment, type RevisionNode } from '../programEnvironment.ts';
import { lastLines, runProgram } from '../runProgram.ts';
import { diskFull, isDiskFull } from './failures.ts';

const TIME_LIMIT_MS = 60 * 60_000;

export interface BuildRequest {
  /** A line for the shell, from the user's own configuration. */
  readonly command: string;
  /** The top of the checkout, and the workspace folder from there. */
  readonly top: string;
  readonly prefix: string;
  readonly node: RevisionNode;
  /** The commit, for messages. */
  readonly name: string;
}

/** @throws UserError `build-failed`, `disk-full`; AbortError when the signal is aborted */
export async function build({ command, top, prefix, node, name }: BuildRequest, keeper: Keeper, signal: AbortSignal): Promise<void> {
  const cwd = path.join(top, prefix);
  const commandFolders: string[] = [];
  // As in a script of package.json: commands of the packages are at hand.
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    commandFolders.push(path.join(folder, 'node_modules', '.bin'));
    if (folder === top) break;
  }
  const env = programEnvironment(node, commandFolders);
  const outcome = await runProgram({ command, args: [], cwd, env, shell: true, timeLimitMs: TIME_LIMIT_MS }, keeper, signal);
  if (outcome.state === 'done') return;
  const output = outcome.state === 'missing' ? '' : outcome.output;
  if (await isDiskFull(top, output)) throw diskFull(top);
  const reason = outcome.state === 'missing' ? 'no shell' : outcome.reason;
  throw new UserError(
    'build-failed',
    `${name} could not be built: \`${visibleText(command)}\` failed (${reason}). The command is "revisions.build" in laptime.config.json. Its last words:${lastLines(output)}`,
  );
}
