import path from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { Disposable } from '../../base/lifecycle.ts';
import type { SourceRange } from '../../model/benchmark.ts';
import type { Config } from '../../model/config.ts';
import type { HintLevel } from '../../model/hint.ts';
import type { FileHeat } from '../../model/profile.ts';
import { keepWorker } from '../workers/index.ts';
import { readBaseline, type HintsBaseline } from './baseline.ts';
import type { DisableEdit, HintPlace } from './directiveEdits.ts';
import { isLookedAt, isWritten } from './findSourceFiles.ts';
import type { HintsParts } from './readHints.ts';
import type { FoundTextHints, TextHintsWorkerApi } from './textHintsWorker.ts';

/** A text that somebody writes. */
export interface WrittenText {
  /** From the workspace folder, with `/`; of what is no file of it a name that tells its language. */
  readonly file: string;
  /** False for what is no file of the folder: globs and baseline are not about it. */
  readonly isInFolder: boolean;
  readonly text: string;
  /** As the configuration says unless given. */
  readonly level: HintLevel | null;
}

/** Hints of texts that somebody writes, by the configuration of a workspace folder. Nothing of them is executed. */
export interface TextHintsSession extends Disposable {
  /** What the configuration says, and what is wrong with the baseline that it names, in words for the user. */
  settings(): Promise<{ readonly level: HintLevel; readonly baseline: string | null; readonly problem: string | null }>;
  /** Reads configuration and baseline anew with the next question, and what git ignores. */
  reload(): void;
  /** Null for what is not looked at. */
  hintsOf(text: WrittenText, heat: FileHeat | null, signal: AbortSignal): Promise<Omit<FoundTextHints, 'failures'> | null>;
  /** The text with the safe fixes of what the level shows without a profile. */
  fix(text: WrittenText, signal: AbortSignal): Promise<string>;
  disableForLine(file: string, text: string, place: HintPlace): Promise<DisableEdit | null>;
  disableForFile(file: string, text: string, rule: string): Promise<DisableEdit>;
  /** Takes names out of the comment that begins at a place, or all of it where none is left. */
  removeDirective(file: string, text: string, range: SourceRange, names: readonly string[]): Promise<DisableEdit | null>;
}

export interface TextHintsParts extends Pick<HintsParts, 'root' | 'workerFile' | 'log'> {
  readonly readConfig: () => Promise<Config['hints']>;
}

interface Settings {
  readonly config: Config['hints'];
  readonly baseline: HintsBaseline;
  readonly problem: string | null;
  /** By file: git is asked once. */
  readonly lookedAt: Map<string, Promise<boolean>>;
}

/** A while after the last key; the next one waits for a start of a fifth of a second. */
const IDLE_MS = 5 * 60_000;
/** Of code that is written by hand a hundredth of this was never seen. */
const MOST_MS = 10_000;
const MAX_HEAP_MB = 1024;

export function openTextHints({ root, workerFile, log, readConfig }: TextHintsParts): TextHintsSession {
  const worker = keepWorker<TextHintsWorkerApi>({
    ...{ file: workerFile, name: 'laptime-text-hints', maxHeapMb: MAX_HEAP_MB, idleMs: IDLE_MS, mostMs: MOST_MS, log },
  });
  let reading: Promise<Settings> | null = null;

  async function read(): Promise<Settings> {
    const config = await readConfig();
    const { baseline, problem } = await readKnown(root, config.baseline);
    return { config, baseline, problem, lookedAt: new Map() };
  }

  const settings = (): Promise<Settings> =>
    (reading ??= read().catch((error: unknown) => {
      reading = null;
      throw error;
    }));

  async function isWanted({ file, isInFolder }: WrittenText, { config, lookedAt }: Settings, signal: AbortSignal): Promise<boolean> {
    if (!isInFolder) return isWritten(file);
    const known = lookedAt.get(file);
    if (known) return known;
    // The answer is for those who ask later, too: it does not end with this question.
    const asked = isLookedAt(root, file, config, new AbortController().signal);
    lookedAt.set(file, asked);
    asked.catch(() => lookedAt.delete(file));
    const isLooked = await asked;
    signal.throwIfAborted();
    return isLooked;
  }

  return {
    async settings() {
      const { config, problem } = await settings();
      return { level: config.level, baseline: config.baseline, problem };
    },
    reload() {
      reading = null;
    },
    async hintsOf(written, heat, signal) {
      const now = await settings();
      if (!(await isWanted(written, now, signal))) return null;
      const { file, text, level, isInFolder } = written;
      const known = isInFolder && Object.hasOwn(now.baseline, file) ? { [file]: now.baseline[file]! } : {};
      const view = { level: level ?? now.config.level, rulesOff: now.config.rulesOff, baseline: known, heat };
      signal.throwIfAborted();
      const { failures, ...found } = await worker.ask((api) => api.textHints(file, text, isInFolder ? root : null, view));
      for (const failure of failures) log.error(`a rule of hints failed: ${failure}`);
      return found;
    },
    async fix(written, signal) {
      const now = await settings();
      const { file, text, level } = written;
      if (!(await isWanted(written, now, signal))) return text;
      const { config } = now;
      return worker.ask((api) => api.fixText(file, text, { level: level ?? config.level, rulesOff: config.rulesOff }));
    },
    disableForLine: (file, text, place) => worker.ask((api) => api.disableForLine(file, text, place)),
    disableForFile: (file, text, rule) => worker.ask((api) => api.disableForFile(file, text, rule)),
    removeDirective: (file, text, range, names) => worker.ask((api) => api.removeDirective(file, text, range, names)),
    dispose: () => worker.dispose(),
  };
}

/** Where it cannot be read, everything is new. */
async function readKnown(root: string, file: string | null): Promise<Pick<Settings, 'baseline' | 'problem'>> {
  if (file === null) return { baseline: {}, problem: null };
  try {
    return { baseline: await readBaseline(path.resolve(root, file)), problem: null };
  } catch (error) {
    return { baseline: {}, problem: messageOf(error) };
  }
}
