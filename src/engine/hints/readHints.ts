import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Log } from '../../base/log.ts';
import type { FileHints, HintRule } from '../../model/hint.ts';
import type { Remote } from '../../protocol/rpc.ts';
import { withWorker } from '../workers/index.ts';
import { openHintsCache } from './hintsCache.ts';
import type { FixedFile, HintsWorkerApi } from './hintsWorker.ts';
import { isAsAsked, otherFilesIn } from './readOtherFiles.ts';
import { readSourceFile } from './sourceFile.ts';

export interface HintsParts {
  readonly root: string;
  /** Absolute path of the built worker. */
  readonly workerFile: string;
  /** Absolute; where what was found is kept. */
  readonly cacheFolder: string;
  readonly log: Log;
  /** Files that were read so far, and all. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface FoundHints {
  /** Every rule there is. */
  readonly rules: readonly HintRule[];
  /** By file; files without hints are in it, too. */
  readonly byFile: ReadonlyMap<string, FileHints>;
  /** Why files could not be read, in words for the user. */
  readonly problems: readonly string[];
}

const FILES_AT_ONCE = 16;
const FILES_PER_MESSAGE = 16;
/** A worker takes a while to start: it is not worth it for fewer. */
const FILES_PER_WORKER = 48;

const tooLarge = { code: 'hints-too-large', message: 'The code needs more memory than there is. Name fewer folders.' };

/** What the rules find in files, relative to the root with `/`: from the cache where they are as they were, and what their rules asked of other files, else by several workers. */
export async function readHints(files: readonly string[], parts: HintsParts, signal: AbortSignal): Promise<FoundHints> {
  const { root, workerFile, log, onProgress } = parts;
  const version = createHash('sha256')
    .update(await readFile(workerFile))
    .digest('hex');
  const cache = await openHintsCache({ folder: path.join(parts.cacheFolder, 'hints'), root, version, log });
  const byFile = new Map<string, FileHints>();
  const problems: string[] = [];
  const missing: string[] = [];
  const readOther = otherFilesIn(root);
  let done = 0;
  const advance = (count: number) => onProgress?.((done += count), files.length);
  advance(0);
  await inTurns(FILES_AT_ONCE, files.values(), async (file) => {
    signal.throwIfAborted();
    const source = await readSourceFile(root, file);
    if (source.state === 'unreadable') problems.push(source.problem);
    const known = source.state === 'read' ? cache.get(source.key) : undefined;
    const isKnown = known !== undefined && isAsAsked(known.asked, readOther);
    if (isKnown) byFile.set(file, known.hints);
    if (source.state === 'read' && !isKnown) missing.push(file);
    else advance(1);
  });
  let { rules } = cache;
  if (missing.length > 0 || rules === null) {
    await overWorkers(parts, missing.toSorted(), signal, async (worker, batch) => {
      rules ??= await worker.rules();
      for (const { file, key, hints, asked, problem, failures } of await worker.readFiles(root, batch)) {
        if (problem !== null) problems.push(problem);
        for (const failure of failures) log.error(`a rule of hints failed: ${failure}`);
        if (key === null) continue;
        byFile.set(file, hints);
        // What a rule failed at is tried again.
        if (failures.length === 0) cache.set(key, { hints, asked });
      }
      advance(batch.length);
    });
    await cache.save(rules ?? []);
  }
  return { rules: rules ?? [], byFile, problems: problems.toSorted() };
}

/** Every rule there is. */
export function readRules({ workerFile }: HintsParts, signal: AbortSignal): Promise<readonly HintRule[]> {
  return withWorker<HintsWorkerApi, readonly HintRule[]>(
    { file: workerFile, name: 'laptime-hints', tooLarge },
    (worker) => worker.rules(),
    signal,
  );
}

/** Files that the safe fixes of these rules change. Writes nothing. */
export async function readFixes(
  files: readonly string[],
  ruleIds: readonly string[],
  parts: HintsParts,
  signal: AbortSignal,
): Promise<readonly FixedFile[]> {
  const fixed: FixedFile[] = [];
  await overWorkers(parts, files, signal, async (worker, batch) => {
    fixed.push(...(await worker.fixFiles(parts.root, batch, ruleIds)));
  });
  return fixed;
}

/** One worker at least: it may be asked for more than files. */
async function overWorkers(
  { workerFile }: HintsParts,
  files: readonly string[],
  signal: AbortSignal,
  work: (worker: Remote<HintsWorkerApi>, batch: readonly string[]) => Promise<void>,
): Promise<void> {
  const count = Math.max(1, Math.min(availableParallelism(), Math.ceil(files.length / FILES_PER_WORKER)));
  const all = batches(files, FILES_PER_MESSAGE);
  const queue = (all.length === 0 ? [[]] : all).values();
  const run = () =>
    withWorker<HintsWorkerApi, void>(
      { file: workerFile, name: 'laptime-hints', tooLarge },
      (worker) => inTurns(1, queue, (batch) => work(worker, batch)),
      signal,
    );
  await Promise.all(Array.from({ length: count }, run));
}

function batches(files: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(files.length / size) }, (_, index) => files.slice(index * size, (index + 1) * size));
}

/** Works through what an iterator has left, so many at a time. Others may take from it as well. */
async function inTurns<T>(count: number, items: IterableIterator<T>, work: (item: T) => Promise<void>): Promise<void> {
  const run = async () => {
    for (const item of items) await work(item);
  };
  await Promise.all(Array.from({ length: count }, run));
}
