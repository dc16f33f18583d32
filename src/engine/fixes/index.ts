// The parser stays out of here: it is large, and belongs into the worker alone.
export { fixedText } from './fixedText.ts';
export { measureFix, type FixParts } from './measureFix.ts';
