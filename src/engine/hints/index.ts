// Rules and parser stay out of here: they are large, and belong into the worker alone.
export { isInBaseline, readBaseline, updatedBaseline, writeBaseline, type HintsBaseline } from './baseline.ts';
export { applyEdits } from './edits.ts';
export type { DisableEdit } from './directiveEdits.ts';
export { findSourceFiles, isSourceFile, type SourceTargets } from './findSourceFiles.ts';
export type { FixedFile } from './hintsWorker.ts';
export { heatOf, hintLevels, severityOf } from './levels.ts';
export { openTextHints, type TextHintsSession, type WrittenText } from './openTextHints.ts';
export { readFixes, readHints, readRules, type HintsParts } from './readHints.ts';
