import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../base/lifecycle.ts';
import { heatLevels, type HeatLevel } from './hotLines.ts';

/** A line with its heat, as an editor shows it. */
export interface DecoratedLine {
  readonly range: vscode.Range;
  readonly level: HeatLevel;
  /** What stands behind the text. */
  readonly text: string;
}

type Looks = HeatLevel | 'stale';

/**
 * The heat in editors: a share behind the text of a line, never over it, and a mark in the overview ruler. One decoration type for
 * each level, and one for what is stale, whatever is shown.
 */
export class HeatDecorations implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #types: ReadonlyMap<Looks, vscode.TextEditorDecorationType>;

  constructor() {
    const looks = [...heatLevels, 'stale'] as const;
    this.#types = new Map(looks.map((one) => [one, this.#owned.add(vscode.window.createTextEditorDecorationType(optionsOf(one)))]));
  }

  /** Shows these lines in an editor, and no others. */
  show(editor: vscode.TextEditor, lines: readonly DecoratedLine[], isStale: boolean): void {
    for (const [looks, type] of this.#types) {
      const ofIt = lines.filter(({ level }) => (isStale ? 'stale' : level) === looks);
      editor.setDecorations(
        type,
        ofIt.map(({ range, text }) => ({ range, renderOptions: { after: { contentText: text } } })),
      );
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

const GAP = '0 0 0 3em';

function optionsOf(looks: Looks): vscode.DecorationRenderOptions {
  const color = (name: string) => new vscode.ThemeColor(`laptime.heat.${name}`);
  if (looks === 'stale') return { after: { color: color('staleForeground'), fontStyle: 'italic', margin: GAP } };
  const marked = {
    after: { color: color(`${looks}Foreground`), margin: GAP },
    overviewRulerColor: color(`${looks}Foreground`),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  };
  return looks === 'cool' ? marked : { ...marked, isWholeLine: true, backgroundColor: color(`${looks}Background`) };
}
