import type { SourceRange } from '../../model/benchmark.ts';
import { disableForFile, disableForLine, removeDirective, type DisableEdit, type HintPlace } from './directiveEdits.ts';
import { fixText } from './fixText.ts';
import type { HintsWorkerApi } from './hintsWorker.ts';
import { severityOf } from './levels.ts';
import { rules } from './rules/index.ts';
import { isGenerated } from './sourceFile.ts';
import { viewedHints, type HintView, type TextHints } from './textHints.ts';

export interface FoundTextHints extends TextHints {
  /** Whether other files have a say in it: then it may be something else once one of them is saved. */
  readonly asksOthers: boolean;
  /** Rules that threw, for the log. */
  readonly failures: readonly string[];
}

/** What the worker does for somebody who writes. Texts need not be saved. */
export interface TextHintsWorkerApi extends HintsWorkerApi {
  /** `root`: of the workspace folder that the text is a file of; null for others. */
  textHints(file: string, text: string, root: string | null, view: HintView): Promise<FoundTextHints>;
  /** The text with the safe fixes of the rules that a level shows without a profile. */
  fixText(file: string, text: string, view: Pick<HintView, 'level' | 'rulesOff'>): string;
  disableForLine(file: string, text: string, place: HintPlace): DisableEdit | null;
  disableForFile(file: string, text: string, rule: string): DisableEdit;
  removeDirective(file: string, text: string, range: SourceRange, names: readonly string[]): DisableEdit | null;
}

export function createTextHintsWorker(worker: HintsWorkerApi): TextHintsWorkerApi {
  return {
    ...worker,
    async textHints(file, text, root, view) {
      if (isGenerated(text)) return { hints: [], count: 0, unusedDirectives: [], asksOthers: false, failures: [] };
      const { hints, asked, failures } = await worker.hintsOf(file, text, root);
      return { ...viewedHints(hints, view), asksOthers: asked.length > 0, failures };
    },
    fixText(file, text, { level, rulesOff }) {
      if (isGenerated(text)) return text;
      const wanted = rules.filter(
        ({ id, gate }) => severityOf(level, { gate, heat: null, measured: [] }) !== null && !rulesOff.includes(id),
      );
      return fixText(file, text, wanted, () => {});
    },
    disableForLine,
    disableForFile,
    removeDirective,
  };
}
