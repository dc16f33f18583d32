import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { formatPercent } from '../../../base/units.ts';
import type { FileHeat, FunctionHeat } from '../../../model/profile.ts';
import type { DecoratedLine } from './decorations.ts';
import type { Staleness } from './heatText.ts';
import { hotLinesOf, type HotLine } from './hotLines.ts';
import { movedRanges, type TextChange, type TextRange } from './movedRanges.ts';

/** Something of a profile at a place of a text, which moves with it. */
export type Placed<T> = TextRange & { readonly of: T };

/** What of a profile fell on a document that is open, where it is now. */
export class DocumentHeat {
  readonly #document: vscode.TextDocument;
  readonly heat: FileHeat;
  #lines: readonly Placed<HotLine>[];
  #functions: readonly Placed<FunctionHeat>[];
  #stale: Staleness | null;

  /** `recordedAtMs`: a file that was written after that is another one than the one that was profiled. */
  constructor(document: vscode.TextDocument, heat: FileHeat, recordedAtMs: number) {
    this.#document = document;
    this.heat = heat;
    this.#lines = hotLinesOf(heat).flatMap((hot) => placed(document, hot.line, hot));
    this.#functions = heat.functions.flatMap((one) => placed(document, one.line, one));
    this.#stale = document.isDirty ? 'edited' : isWrittenAfter(document.uri.fsPath, recordedAtMs) ? 'changed' : null;
  }

  get stale(): Staleness | null {
    return this.#stale;
  }

  edit(changes: readonly TextChange[]): void {
    this.#lines = movedRanges(this.#lines, changes);
    this.#functions = movedRanges(this.#functions, changes);
    this.#stale ??= 'edited';
  }

  decorated(): DecoratedLine[] {
    return this.#lines.map(({ start, end, of }) => ({
      range: new vscode.Range(this.#document.positionAt(start), this.#document.positionAt(end)),
      level: of.level,
      text: formatPercent(of.shareOfWhole),
    }));
  }

  /** The hot lines where they are now, downwards, from 0. */
  lineNumbers(): number[] {
    const numbers = this.#lines.map(({ start }) => this.#document.positionAt(start).line);
    return [...new Set(numbers)].toSorted((a, b) => a - b);
  }

  /** The hot line that is at a line of the text now, counted from 0. */
  hotLineAt(line: number): HotLine | null {
    return this.#lines.find(({ start }) => this.#document.positionAt(start).line === line)?.of ?? null;
  }

  /** The functions that begin in a line of the text now, counted from 0. */
  functionsAt(line: number): FunctionHeat[] {
    return this.functions().flatMap(({ range, of }) => (range.start.line === line ? [of] : []));
  }

  /** Those that are wanted, where they begin now. */
  functions(isWanted: (one: FunctionHeat) => boolean = () => true): { readonly range: vscode.Range; readonly of: FunctionHeat }[] {
    return this.#functions
      .filter(({ of }) => isWanted(of))
      .map(({ start, end, of }) => ({ range: new vscode.Range(this.#document.positionAt(start), this.#document.positionAt(end)), of }));
  }

  /** The line, counted from 1, that was recorded where the line `line` is now, counted from 0: by the nearest one above that is known. */
  recordedLine(line: number): number {
    const known = [
      ...this.#lines.map((one) => ({ ...one, was: one.of.line })),
      ...this.#functions.map((one) => ({ ...one, was: one.of.line })),
    ]
      .map(({ start, was }) => ({ now: this.#document.positionAt(start).line, was }))
      .filter(({ now }) => now <= line)
      .toSorted((a, b) => b.now - a.now)[0];
    return known ? known.was + line - known.now : line + 1;
  }
}

/** The text of a line, without the space around it; nothing where the document has no such line, or nothing in it. */
export function placed<T>(document: vscode.TextDocument, line: number, of: T): Placed<T>[] {
  if (line < 1 || line > document.lineCount) return [];
  const { text, firstNonWhitespaceCharacterIndex: first } = document.lineAt(line - 1);
  const length = text.trimEnd().length;
  if (length <= first) return [];
  return [
    {
      start: document.offsetAt(new vscode.Position(line - 1, first)),
      end: document.offsetAt(new vscode.Position(line - 1, length)),
      of,
    },
  ];
}

export function isWrittenAfter(file: string, atMs: number): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs > atMs;
}
