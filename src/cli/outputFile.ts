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
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw usageError(`${option}: there is no folder ${folder}`);
  const written = replaceable ? folder : target;
  try {
    accessSync(written, constants.W_OK);
  } catch (error) {
    throw new UserError('output-failed', `${option}: ${written} is not writable`, { cause: error });
  }
  return { name, fill: (produce) => (replaceable ? replaceFile(target, produce, option) : fillFile(target, 'w', produce, option)) };
}

type Produce<T> = (write: (text: string) => Promise<void>) => Promise<T>;

async function replaceFile<T>(target: string, produce: Produce<T>, option: string): Promise<T> {
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const result = await fillFile(temporary, 'wx', produce, option);
    await renameTo(target, temporary, option);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function fillFile<T>(file: string, flags: 'w' | 'wx', produce: Produce<T>, option: string): Promise<T> {
  const failed = (error: unknown) => {
    throw new UserError('output-failed', `${option}: ${file} could not be written: ${messageOf(error)}`, { cause: error });
  };
  const handle = await open(file, flags).catch(failed);
  try {
    return await produce(async (text) => {
      await handle.appendFile(text).catch(failed);
    });
  } finally {
    await handle.close();
  }
}

const renameTo = (target: string, temporary: string, option: string) =>
  rename(temporary, target).catch((error: unknown) => {
    throw new UserError('output-failed', `${option}: ${target} could not be replaced: ${messageOf(error)}`, { cause: error });
  });
