import type { ts } from '../../syntax/index.ts';
import type { AnalysePattern } from './backtracking.ts';
import { kindsOf, type Kinds } from './kinds.ts';
import { namesOf, type Names } from './names.ts';
import { noOtherFiles, type OtherFiles } from './otherFiles.ts';
import { sourceKindOf, type SourceKind } from './sourceKind.ts';

/** All that rules know of a file. */
export interface FileFacts {
  readonly source: ts.SourceFile;
  readonly names: Names;
  readonly kinds: Kinds;
  /** What of it is known without its code. */
  readonly about: FileKind;
  /** Files beside it, for what its own text cannot say. */
  readonly others: OtherFiles;
  /** Looks for what takes long in a regular expression; null where it was not loaded for this file. */
  readonly analysePattern: AnalysePattern | null;
  /** The text of a node, as it is written. */
  textOf(node: ts.Node): string;
}

export interface FileKind {
  readonly kind: SourceKind;
  /** Ends with `.tsx` or `.jsx`, or imports React or what is like it. */
  readonly isReact: boolean;
  /** A test, benchmark, story or fixture: what is slow there is slow for nobody. */
  readonly isTest: boolean;
}

// Programs have parts that are called `benchmarks` or `stories`, too: of those, only what is most likely meant.
const TEST =
  /(?:^|[\\/])(?:__tests__|__mocks__|tests?|spec|fixtures?)[\\/]|^benchmarks?[\\/]|(?:^|[\\/])stories[\\/].*\.[jt]sx$|\.(?:test|spec|bench|stories|story|fixture)\.[cm]?[jt]sx?$/u;

export function fileFacts(
  source: ts.SourceFile,
  analysePattern: AnalysePattern | null = null,
  others: OtherFiles = noOtherFiles,
): FileFacts {
  const names = namesOf(source);
  return {
    source,
    names,
    kinds: kindsOf(names),
    about: {
      kind: sourceKindOf(source.fileName),
      isReact: /\.[jt]sx$/u.test(source.fileName) || /\bfrom\s*['"](?:preact|react)(?:\/[\w-]+)?['"]/u.test(source.text),
      isTest: TEST.test(source.fileName),
    },
    others,
    analysePattern,
    textOf: (node) => node.getText(source),
  };
}
