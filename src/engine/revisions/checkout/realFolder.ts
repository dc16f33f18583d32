import { lstat, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder in a checkout, from its top, with `/`. What stands in the way is removed, links above all: a commit may have
 * one where another has a folder, and it may lead anywhere.
 */
export async function realFolder(top: string, folder: string): Promise<string> {
  let place = top;
  for (const name of folder.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') throw new Error(`${folder} leads out of the checkout`);
    place = path.join(place, name);
    const found = await lstat(place).catch(() => null);
    if (found?.isDirectory()) continue;
    await rm(place, { force: true });
    await mkdir(place);
  }
  return place;
}

/** Whether the folder is there, with no link on the way to it. */
export async function isRealFolder(top: string, folder: string): Promise<boolean> {
  let place = top;
  for (const name of folder.split('/')) {
    if (name === '..') return false;
    place = path.join(place, name);
    if (!(await lstat(place).catch(() => null))?.isDirectory()) return false;
  }
  return true;
}
