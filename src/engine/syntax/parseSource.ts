import { ts } from './typescript.ts';

export interface SyntaxProblem {
  readonly message: string;
  /** Offset in UTF-16 units from the start of the text. */
  readonly offset: number;
}

const KIND_BY_EXTENSION: Readonly<Record<string, ts.ScriptKind>> = {
  '.ts': ts.ScriptKind.TS,
  '.mts': ts.ScriptKind.TS,
  '.cts': ts.ScriptKind.TS,
  '.tsx': ts.ScriptKind.TSX,
  // The parser takes JSX in every kind of JavaScript file, as bundlers do.
  '.js': ts.ScriptKind.JS,
  '.mjs': ts.ScriptKind.JS,
  '.cjs': ts.ScriptKind.JS,
  '.jsx': ts.ScriptKind.JSX,
  // With comments and trailing commas, as the settings of TypeScript have them.
  '.json': ts.ScriptKind.JSON,
};

/**
 * A syntax tree for whatever was typed so far: broken parts become missing nodes, the rest stays. The kind of source
 * comes from the extension; an unknown one is read as TypeScript. Nodes know their parents, and JavaScript the types of its comments, only
 * `forRules`: both take time.
 *
 * Throws `RangeError` where the nesting is deeper than the stack allows.
 */
export function parseSource(file: string, text: string, forRules = false): ts.SourceFile {
  const kind = KIND_BY_EXTENSION[extensionOf(file)] ?? ts.ScriptKind.TS;
  return ts.createSourceFile(
    file,
    text,
    {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: forRules ? ts.JSDocParsingMode.ParseForTypeInfo : ts.JSDocParsingMode.ParseNone,
    },
    forRules,
    kind,
  );
}

/** What the parser could not make sense of, in order of place. */
export function syntaxProblems(source: ts.SourceFile): readonly SyntaxProblem[] {
  // The parser leaves them on the file; only `ts.Program`, which would need a whole project, has a public way to them.
  const { parseDiagnostics = [] } = source as ts.SourceFile & { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(({ messageText, start }) => ({ message: ts.flattenDiagnosticMessageText(messageText, '\n'), offset: start }));
}

function extensionOf(file: string): string {
  return /\.[^./\\]+$/.exec(file)?.[0].toLowerCase() ?? '';
}
