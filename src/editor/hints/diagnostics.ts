import * as vscode from 'vscode';
import { formatPercent } from '../../base/units.ts';
import type { SourceRange } from '../../model/benchmark.ts';
import type { HintSeverity, ShownHint, UnusedDirective } from '../../model/hint.ts';

const severities: Readonly<Record<HintSeverity, vscode.DiagnosticSeverity>> = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export function hintDiagnostic(hint: ShownHint, isHeatStale: boolean): vscode.Diagnostic {
  const diagnostic = ofLaptime(hint.range, hintMessage(hint, isHeatStale), severities[hint.severity]);
  diagnostic.code = { value: hint.rule, target: rulePageLink(hint.rule) };
  // A profile says that it hardly matters here.
  if (hint.severity === 'hint' && hint.heat !== null) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

export function unusedDiagnostic({ range, message }: UnusedDirective): vscode.Diagnostic {
  const diagnostic = ofLaptime(range, `${message}.`, vscode.DiagnosticSeverity.Information);
  diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** Says that a text has more hints than are marked. */
export function restDiagnostic(shown: number, count: number): vscode.Diagnostic {
  const message = vscode.l10n.t('{0} of {1} hints are marked here: the hottest and gravest.', shown, count);
  return ofLaptime({ startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 }, message, vscode.DiagnosticSeverity.Information);
}

/** The share of the profile first, because lists cut off what is long. */
function hintMessage({ message, heat }: ShownHint, isHeatStale: boolean): string {
  if (heat === null) return `${message}.`;
  const share = heat === 0 ? vscode.l10n.t('Nothing of the profile') : vscode.l10n.t('{0} of the profile', formatPercent(heat));
  return `${isHeatStale ? vscode.l10n.t('{0} (older than this text)', share) : share} · ${message}.`;
}

/** Opens the page about a rule, which comes with the extension. */
const rulePageLink = (rule: string): vscode.Uri =>
  vscode.Uri.from({ scheme: 'command', path: 'laptime.openRulePage', query: JSON.stringify([rule]) });

export const rangeOf = ({ startLine, startColumn, endLine, endColumn }: SourceRange): vscode.Range =>
  new vscode.Range(startLine - 1, startColumn - 1, endLine - 1, endColumn - 1);

function ofLaptime(range: SourceRange, message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(range), message, severity);
  diagnostic.source = 'Laptime';
  return diagnostic;
}
