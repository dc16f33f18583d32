import * as vscode from 'vscode';
import { explainInsight } from '../../base/insightWords.ts';
import type { Insight } from '../../model/insight.ts';
import { movedRanges, type TextChange, type TextRange } from '../profiles/heat/movedRanges.ts';
import { hintText } from './hintTexts.ts';

/** A hint with the line that it is on: by offsets, and as it read when V8 was asked. */
export interface PlacedHint extends TextRange {
  readonly lineText: string;
  readonly insight: Insight;
  readonly link: vscode.Uri;
  readonly hint: vscode.Diagnostic;
}

/** `link`: what explains it. */
export function placeHint(insight: Insight, document: vscode.TextDocument, link: vscode.Uri): PlacedHint {
  const { range, text } = document.lineAt(insight.line - 1);
  const at = new vscode.Position(insight.line - 1, Math.min(insight.column - 1, text.length));
  const word = document.getWordRangeAtPosition(at) ?? new vscode.Range(at, range.end);
  const hint = hintAt(word.isEmpty ? range : word, insight, link);
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end), lineText: text, insight, link, hint };
}

/** Where hints are after an edit; those are gone whose line does not read as it did. `document` has the edit. */
export function movedHints(placed: readonly PlacedHint[], changes: readonly TextChange[], document: vscode.TextDocument): PlacedHint[] {
  return movedRanges(placed, changes).flatMap((moved) => {
    const { line, character } = document.positionAt(moved.start);
    if (character !== 0 || document.lineAt(line).text !== moved.lineText) return [];
    const { start, end } = moved.hint.range;
    if (start.line === line) return [moved];
    return [{ ...moved, hint: hintAt(new vscode.Range(line, start.character, line, end.character), moved.insight, moved.link) }];
  });
}

function hintAt(range: vscode.Range, insight: Insight, link: vscode.Uri): vscode.Diagnostic {
  const severity = insight.phase === 'measured' ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Hint;
  const hint = new vscode.Diagnostic(range, hintText(insight), severity);
  hint.source = 'Laptime';
  hint.code = { value: explainInsight(insight).anchor, target: link };
  return hint;
}
