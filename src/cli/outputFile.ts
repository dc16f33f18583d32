import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../base/errors.ts';
import { usageError } from './arguments.ts';

export interface OutputFile {
  /** As it was typed. */
  readonly name: string;
  /** A reader sees the old file or all of the new one, never a part; where `produce` throws, the old one stays. */
  fill<T>(produce: (write: (text: string) => Promise<void>) => Promise<T>): Promise<T>;
}

/** Fails before a long run where the file could not be written after it. `option` is named in the error: `--json`. */
export function openOutputFile(option: string, name: string, workingFolder: string): OutputFile {
  if (name === '') throw usageError(`${option} needs the name of a file`);
  const asked = path.resolve(workingFolder, name);
  const stat = statSync(asked, { throwIfNoEntry: false });
  if (stat?.isDirectory()) throw usageError(`${option}: ${name} is a folder; give the name of a file`);
  // A link keeps pointing where it did; a pipe or device cannot be replaced by renaming.
  const target = stat?.isFile() ? realpathSync(asked) : asked;
  const replaceable = stat?.isFile() ?? true;
  const folder = path.dirname(target);
  requireFolder(option, folder);
  const written = replaceable ? folder : target;
  try {
    accessSync(written, constants.W_OK);
  } catch (error) {
    throw new UserError('output-failed', `${option}: ${written} is not writable`, { cause: error });
  }
  const what = `${option}: ${name}`;
  return { name, fill: (produce) => (replaceable ? replaceFile(target, produce, what) : fillFile(target, 'w', produce, what)) };
}

/** The same where the engine writes the file: its folder has to be there. */
export function requireFolderOf(option: string, name: string, workingFolder: string): void {
  requireFolder(option, path.dirname(path.resolve(workingFolder, name)));
}

function requireFolder(option: string, folder: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw usageError(`${option}: there is no folder ${folder}`);
}

type Produce<T> = (write: (text: string) => Promise<void>) => Promise<T>;

async function replaceFile<T>(target: string, produce: Produce<T>, what: string): Promise<T> {
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const result = await fillFile(temporary, 'wx', produce, what);
    await rename(temporary, target).catch(failed(what));
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function fillFile<T>(file: string, flags: 'w' | 'wx', produce: Produce<T>, what: string): Promise<T> {
  const handle = await open(file, flags).catch(failed(what));
  try {
    return await produce(async (text) => {
      await handle.appendFile(text).catch(failed(what));
    });
  } finally {
    await handle.close();
  }
}

/** For `catch`: `what` names the option and the file as they were typed, not the temporary one beside it. */
const failed = (what: string) => (error: unknown) => {
  const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  const why = isFull ? 'its disk is full. Free some space there, or name a file on another disk.' : messageOf(error);
  throw new UserError('output-failed', `${what} could not be written: ${why}`, { cause: error });
};
