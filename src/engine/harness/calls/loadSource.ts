import fs from 'node:fs';
import module, { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordedSource } from './settings.ts';

/** Loaders that read a file themselves. Whoever else reads it, to write it again perhaps, gets it as it is. */
const LOADERS =
  /node:internal\/modules\/|[\\/](?:vitest|@vitest|vite-node|tsx|ts-node|jest-[\w-]+|@jest|@swc-node|@babel|pirates|esbuild-register|jiti|sucrase)[\\/]|[\\/]dist[\\/]loader[\\/]/;
/** It builds, too: then what it reads goes into files that stay. */
const VITE = /[\\/](?:vite|vite-plus|rolldown-vite)[\\/]dist[\\/]/;
const VITEST = /[\\/]vitest[\\/]/;
/** It builds, too, and reads for ts-jest. */
const TYPESCRIPT = /[\\/]typescript[\\/]lib[\\/]/;
const DEEP = 20;
/** What stands between a reader and us, and reads for others: those of `fs`, and what wraps it. */
const BETWEEN = /node:fs|node:internal\/fs|[\\/]graceful-fs[\\/]/;

/** By the one who calls: further up there always is a loader, of the code that runs. */
function isReadByLoader(): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = DEEP;
  const { stack = '' } = new Error('who reads');
  Error.stackTraceLimit = stackTraceLimit;
  const caller = stack.split('\n').find((line) => /^\s+at /.test(line) && !line.includes(__filename) && !BETWEEN.test(line)) ?? '';
  if (LOADERS.test(caller)) return true;
  if (TYPESCRIPT.test(caller)) return process.env['JEST_WORKER_ID'] !== undefined;
  return VITE.test(caller) && (process.env['VITEST'] !== undefined || VITEST.test(process.argv[1] ?? ''));
}

/** Loaders, of Node and of others, get a file as it is to be recorded, from now on. */
export function loadSource(source: RecordedSource): void {
  hookModules(source);
  patchFiles(source);
}

function hookModules(source: RecordedSource): void {
  const { file, text, recording } = source;
  // Since Node 22.15 and 23.5; what Node itself reads passes no function that could be replaced.
  const { registerHooks } = module as Partial<typeof module>;
  if (registerHooks) {
    registerHooks({
      load(url, context, nextLoad) {
        const loaded = nextLoad(url, context);
        if (!isFile(url, file) || loaded.source === null || loaded.source === undefined) return loaded;
        const read = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
        return read === text ? { ...loaded, source: recording } : loaded;
      },
    });
    return;
  }
  const hooks = `
const { file, text, recording } = ${JSON.stringify({ file, text, recording })};
import { fileURLToPath } from 'node:url';
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (!url.startsWith('file:') || fileURLToPath(url.replace(/[?#].*$/, '')) !== file) return loaded;
  if (loaded.source === null || loaded.source === undefined) return loaded;
  const read = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source).toString('utf8');
  return read === text ? { ...loaded, source: recording } : loaded;
}`;
  module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}

function isFile(url: string, file: string): boolean {
  return url.startsWith('file:') && fileURLToPath(url.replace(/[?#].*$/, '')) === file;
}

type Place = Parameters<typeof fs.readFileSync>[0];
type Encoding = BufferEncoding | { readonly encoding?: BufferEncoding | null } | null | undefined;

function patchFiles({ file, recording }: RecordedSource): void {
  const { readFileSync, readFile } = fs;
  const { readFile: readFileLater } = fs.promises;
  const isWanted = (place: unknown) => isPlace(place, file) && isReadByLoader();
  const inForm = (options: Encoding) => {
    const encoding = typeof options === 'string' ? options : options?.encoding;
    const bytes = Buffer.from(recording);
    return encoding === undefined || encoding === null || (encoding as string) === 'buffer' ? bytes : bytes.toString(encoding);
  };
  const patched = {
    readFileSync: (place: Place, options?: Encoding) =>
      isWanted(place) ? inForm(options) : readFileSync(place, options as { encoding: BufferEncoding }),
    readFile(this: unknown, place: Place, ...rest: unknown[]) {
      const done = rest.at(-1);
      if (typeof done !== 'function' || !isWanted(place)) return Reflect.apply(readFile, this, [place, ...rest]) as void;
      const read = inForm(rest.length > 1 ? (rest[0] as Encoding) : null);
      process.nextTick(() => Reflect.apply(done, undefined, [null, read]));
    },
  };
  const later = {
    readFile: async (place: Parameters<typeof readFileLater>[0], options?: Encoding) =>
      isWanted(place) ? inForm(options) : readFileLater(place, options as { encoding: BufferEncoding }),
  };
  Object.assign(fs, patched);
  Object.assign(fs.promises, later);
  syncBuiltinESMExports();
}

function isPlace(place: unknown, file: string): boolean {
  if (place instanceof URL) return isFile(place.href, file);
  return typeof place === 'string' && path.resolve(place) === file;
}
