import * as vscode from 'vscode';
import type { Disposable } from '../../../base/lifecycle.ts';
import type { FunctionHeat } from '../../../model/profile.ts';
import type { DocumentHeat } from './documentHeat.ts';
import type { Heat, HeatSource } from './heat.ts';
import { heatHover } from './heatText.ts';

/** What a line cost, over the share behind its text; what a function cost, over its name where it begins. */
export function registerHeatHover(heat: Heat): Disposable {
  const provider: vscode.HoverProvider = {
    async provideHover(document, position) {
      const [known, { source }] = [heat.of(document), heat];
      if (!known || !source) return undefined;
      const { text } = document.lineAt(position.line);
      // The pointer over what stands behind the text is, for VS Code, at the end of it.
      const line = position.character >= text.trimEnd().length ? known.hotLineAt(position.line) : null;
      const range = line ? document.lineAt(position.line).range : document.getWordRangeAtPosition(position);
      const called = line
        ? await functionAround(document, position, known, heat, source)
        : functionNamed(range && document.getText(range), known.functionsAt(position.line));
      if (!line && !called) return undefined;
      const { unit, whole } = known.heat;
      const facts = { title: source.title, unit, whole, line, called, stale: known.stale };
      return new vscode.Hover(heatHover(facts), line ? new vscode.Range(position, position) : range);
    },
  };
  return vscode.languages.registerHoverProvider({ scheme: 'file' }, provider);
}

async function functionAround(
  document: vscode.TextDocument,
  { line }: vscode.Position,
  known: DocumentHeat,
  heat: Heat,
  { session }: HeatSource,
): Promise<FunctionHeat | null> {
  const id = await session.functionAt(document.uri.fsPath, heat.recordedLine(document, line));
  return known.heat.functions.find(({ functionId }) => functionId === id) ?? null;
}

/** `add`, and `Cart.add` as V8 names methods that were assigned. */
function functionNamed(word: string | undefined, functions: readonly FunctionHeat[]): FunctionHeat | null {
  if (word === undefined) return null;
  return functions.find(({ name }) => name === word || name.endsWith(`.${word}`)) ?? null;
}
