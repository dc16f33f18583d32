import { Buffer } from 'node:buffer';
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes, scrypt, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { CostPair, RuleCosts } from '../../cost.ts';

const ANSWER = 'answered';

/** A request that takes a millisecond of waiting for somebody else, and then its turn. */
const answer = async (): Promise<string> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(ANSWER), 1);
  });

/**
 * How long a short request takes that comes while another does some work: blocking, and beside it. The work that goes on beside is
 * begun again when it is done, so that there is always one of it, as there is with the blocking one.
 */
function whileOther(blocking: () => unknown, beside: () => Promise<unknown>, clean?: () => Promise<unknown>): CostPair {
  let work: Promise<unknown> | null = null;
  return {
    async before() {
      const answered = answer();
      blocking();
      return answered;
    },
    async after() {
      const answered = answer();
      work ??= beside().finally(() => {
        work = null;
      });
      return answered;
    },
    async end() {
      await work;
      await clean?.();
    },
  };
}

export const costs: RuleCosts = {
  file: {
    unit: 'megabytes read meanwhile',
    sizes: [4, 16, 64],
    async prepare(n) {
      const folder = await mkdtemp(path.join(tmpdir(), 'laptime-cost-'));
      const file = path.join(folder, 'data.bin');
      await writeFile(file, Buffer.alloc(n * 1_000_000, 7));
      return whileOther(
        () => readFileSync(file),
        async () => readFile(file),
        async () => rm(folder, { recursive: true }),
      );
    },
  },
  hash: {
    unit: 'thousand rounds of scrypt meanwhile',
    sizes: [4, 16, 32],
    prepare(n) {
      const salt = randomBytes(16);
      const options = { N: 1024 * n, maxmem: 256 * 1024 * n * 8 };
      return whileOther(
        () => scryptSync('secret', salt, 32, options),
        async () =>
          new Promise((resolve) => {
            scrypt('secret', salt, 32, options, resolve);
          }),
      );
    },
  },
  compress: {
    unit: 'megabytes compressed meanwhile',
    sizes: [1, 2, 4],
    prepare(n) {
      const line = 'The quick brown fox jumps over the lazy dog. ';
      const data = Buffer.from(
        Array.from({ length: Math.ceil((n * 1_000_000) / 50) }, (_, index) => `${line}${(index * 7919) % 10_007}`).join(''),
      );
      return whileOther(
        () => gzipSync(data),
        async () => promisify(gzip)(data),
      );
    },
  },
  process: {
    unit: 'milliseconds of another program meanwhile',
    sizes: [50, 100, 200],
    prepare(n) {
      const args = ['-e', `setTimeout(() => {}, ${n})`];
      return whileOther(
        () => execFileSync(process.execPath, args),
        async () => promisify(execFile)(process.execPath, args),
      );
    },
  },
};
