import { mkdir, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../../base/errors.ts';
import type { AlertChannel } from '../../../model/alertConfig.ts';
import type { Channel } from './channel.ts';
import { Refusal } from './channel.ts';
import { toPayload } from './payload.ts';

type FileChannel = Extract<AlertChannel, { kind: 'file' }>;

/** One line of JSON for each message. */
export function fileChannel({ name, path: relative }: FileChannel, root: string): Channel {
  return {
    name,
    pauseMs: 0,
    async send(message) {
      const file = await placeInside(root, relative);
      await appendLine(file, `${JSON.stringify(toPayload(message))}\n`, relative);
    },
  };
}

/** Links are followed before it is judged where the file lies. */
async function placeInside(root: string, relative: string): Promise<string> {
  const wanted = path.resolve(root, relative);
  const refuse = () => new Refusal(`${relative} is not inside the workspace folder: choose another path`);
  if (!isInside(path.resolve(root), wanted)) throw refuse();
  await mkdir(path.dirname(wanted), { recursive: true });
  const [realRoot, folder] = await Promise.all([realpath(root), realpath(path.dirname(wanted))]);
  const file = path.join(folder, path.basename(wanted));
  const target = await realpath(file).catch(() => file);
  if (!isInside(realRoot, folder) || !isInside(realRoot, target)) throw refuse();
  return target;
}

function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/** Whole, or not at all: what a full disk cut off is taken back. */
async function appendLine(file: string, line: string, shown: string): Promise<void> {
  try {
    const handle = await open(file, 'a', 0o600);
    try {
      const bytes = Buffer.from(line);
      const { size } = await handle.stat();
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length) {
        await handle.truncate(size);
        throw new Error('the disk is full');
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new Error(`${shown} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}
