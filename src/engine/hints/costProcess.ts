import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CostPair } from './cost.ts';

/** A program by its files; `main.mjs` is started, and what it prints is the result. */
interface Program {
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const run = promisify(execFile);

/** Two programs that are started from nothing each time: what is measured is a whole process, with all that Node itself takes. */
export function processPair(before: Program, after: Program): CostPair {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-cost-'));
  const starting = (name: string, { files, env = {} }: Program) => {
    const own = path.join(folder, name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(own, file)), { recursive: true });
      writeFileSync(path.join(own, file), text);
    }
    const options = { env: { ...process.env, NODE_COMPILE_CACHE: '', ...env } };
    return async () => (await run(process.execPath, [path.join(own, 'main.mjs')], options)).stdout;
  };
  return {
    before: starting('before', before),
    after: starting('after', after),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
