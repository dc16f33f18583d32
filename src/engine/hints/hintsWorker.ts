import { messageOf } from '../../base/errors.ts';
import type { FileHints, HintRule } from '../../model/hint.ts';
import { fixText } from './fixText.ts';
import { hintsOf, ruleFacts, type OnRuleFailure } from './hintsOf.ts';
import { rules } from './rules/index.ts';
import { readSourceFile } from './sourceFile.ts';

/** What was found in a file that the worker read. */
export interface ReadHints {
  readonly file: string;
  /** Of what was read; null where nothing was. */
  readonly key: string | null;
  readonly hints: FileHints;
  /** Why it could not be read, for the user. */
  readonly problem: string | null;
  /** Rules that threw, for the log. */
  readonly failures: readonly string[];
}

export interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What the worker does for the thread that started it. Nothing of what it reads is executed. */
export interface HintsWorkerApi {
  rules(): readonly HintRule[];
  /** Of a text that need not be saved. */
  hintsOf(file: string, text: string): { readonly hints: FileHints; readonly failures: readonly string[] };
  /** Files relative to the root, with `/`. */
  readFiles(root: string, files: readonly string[]): Promise<readonly ReadHints[]>;
  /** Those that the safe fixes of these rules change. Writes nothing. */
  fixFiles(root: string, files: readonly string[], ruleIds: readonly string[]): Promise<readonly FixedFile[]>;
}

const nothing: FileHints = { hints: [], unusedDirectives: [] };

export function createHintsWorker(): HintsWorkerApi {
  return {
    rules: ruleFacts,
    hintsOf: (file, text) => collected(file, (onFailure) => hintsOf(file, text, onFailure)),
    async readFiles(root, files) {
      const read: ReadHints[] = [];
      for (const file of files) {
        const source = await readSourceFile(root, file);
        if (source.state === 'read') {
          read.push({ file, key: source.key, problem: null, ...collected(file, (onFailure) => hintsOf(file, source.text, onFailure)) });
        } else read.push({ file, key: null, hints: nothing, failures: [], problem: source.state === 'unreadable' ? source.problem : null });
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

function collected(file: string, find: (onFailure: OnRuleFailure) => FileHints): { hints: FileHints; failures: string[] } {
  const failures: string[] = [];
  const hints = find((rule, error) => {
    failures.push(`${rule ?? 'the rules'} in ${file}: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}`);
  });
  return { hints, failures };
}
