import { messageOf } from '../../base/errors.ts';
import type { FileHints, HintRule } from '../../model/hint.ts';
import { mayBacktrack, type AnalysePattern } from './facts/backtracking.ts';
import { fixText } from './fixText.ts';
import { hintsOf, ruleFacts } from './hintsOf.ts';
import { askingOthers, otherFilesIn, type AskedFile, type ReadOther } from './readOtherFiles.ts';
import { rules } from './rules/index.ts';
import { readSourceFile } from './sourceFile.ts';

export interface FoundInText {
  readonly hints: FileHints;
  /** What of other files they depend on. */
  readonly asked: readonly AskedFile[];
  /** Rules that threw, for the log. */
  readonly failures: readonly string[];
}

/** What was found in a file that the worker read. */
export interface ReadHints extends FoundInText {
  readonly file: string;
  /** Of what was read; null where nothing was. */
  readonly key: string | null;
  /** Why it could not be read, for the user. */
  readonly problem: string | null;
}

export interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What the worker does for the thread that started it. Nothing of what it reads is executed. */
export interface HintsWorkerApi {
  rules(): readonly HintRule[];
  /** Of a text that need not be saved. `root`: of the workspace folder that has other files; null where there is none. */
  hintsOf(file: string, text: string, root: string | null): Promise<FoundInText>;
  /** Files relative to the root, with `/`. */
  readFiles(root: string, files: readonly string[]): Promise<readonly ReadHints[]>;
  /** Those that the safe fixes of these rules change. Writes nothing. */
  fixFiles(root: string, files: readonly string[], ruleIds: readonly string[]): Promise<readonly FixedFile[]>;
}

const nothing: FileHints = { hints: [], unusedDirectives: [] };

export function createHintsWorker(): HintsWorkerApi {
  let loading: Promise<AnalysePattern> | null = null;
  // It is large, and few files have anything for it.
  const analyserFor = (text: string): Promise<AnalysePattern> | null => {
    if (!mayBacktrack(text)) return null;
    loading ??= import('./analysePattern.ts').then(({ analyse }) => analyse);
    return loading;
  };
  const foundIn = async (file: string, text: string, readOther: ReadOther | null): Promise<FoundInText> => {
    const analyse = await analyserFor(text);
    const failures: string[] = [];
    const { others, asked } = askingOthers(readOther);
    const hints = hintsOf(file, text, (rule, error) => failures.push(failureText(file, rule, error)), rules, analyse, others);
    return { hints, asked: asked(), failures };
  };
  return {
    rules: ruleFacts,
    hintsOf: (file, text, root) => foundIn(file, text, root === null ? null : otherFilesIn(root)),
    async readFiles(root, files) {
      const read: ReadHints[] = [];
      const readOther = otherFilesIn(root);
      for (const file of files) {
        const source = await readSourceFile(root, file);
        if (source.state === 'read') {
          read.push({ file, key: source.key, problem: null, ...(await foundIn(file, source.text, readOther)) });
        } else {
          const problem = source.state === 'unreadable' ? source.problem : null;
          read.push({ file, key: null, hints: nothing, asked: [], failures: [], problem });
        }
      }
      return read;
    },
    async fixFiles(root, files, ruleIds) {
      const wanted = rules.filter(({ id }) => ruleIds.includes(id));
      const fixed: FixedFile[] = [];
      for (const file of files) {
        const source = await readSourceFile(root, file);
        if (source.state !== 'read') continue;
        const after = fixText(file, source.text, wanted, () => {});
        if (after !== source.text) fixed.push({ file, before: source.text, after });
      }
      return fixed;
    },
  };
}

const failureText = (file: string, rule: string | null, error: unknown): string =>
  `${rule ?? 'the rules'} in ${file}: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}`;
