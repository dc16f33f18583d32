/** What unit tests see as the module `vscode`: plain values and texts. Everything that acts is tested in the real editor. */

class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Position(startLine, startCharacter);
    this.end = new Position(endLine, endCharacter);
  }
}

class Diagnostic {
  readonly range: unknown;
  readonly message: string;
  readonly severity: number;
  source: string | undefined;
  code: unknown;
  tags: readonly number[] | undefined;

  constructor(range: unknown, message: string, severity: number) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}

class MarkdownString {
  readonly value: string;
  readonly supportThemeIcons: boolean;
  isTrusted: unknown = false;

  constructor(value: string, supportThemeIcons = false) {
    this.value = value;
    this.supportThemeIcons = supportThemeIcons;
  }
}

class Location {
  readonly uri: unknown;
  readonly range: unknown;

  constructor(uri: unknown, range: unknown) {
    this.uri = uri;
    this.range = range;
  }
}

class TestMessage {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

class TestTag {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export const vscodeForUnitTests = {
  Diagnostic,
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
  Uri: { from: (parts: object) => parts },
  QuickPickItemKind: { Separator: -1, Default: 0 },
  Position,
  Range,
  MarkdownString,
  Location,
  TestMessage,
  TestTag,
  env: { language: 'en' },
  l10n: { t: (text: string, ...values: unknown[]) => text.replace(/\{(\d+)\}/g, (_, index) => String(values[Number(index)])) },
};
