import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { FileHeat } from '../../model/profile.ts';
import { isWrittenAfter, placed, type Placed } from '../profiles/heat/documentHeat.ts';
import type { HeatSource } from '../profiles/heat/heat.ts';
import { movedRanges } from '../profiles/heat/movedRanges.ts';
import type { Profiles } from '../profiles/profiles.ts';

/** What of a profile fell on a document, on the lines where it is now. */
export interface MovedHeat {
  readonly heat: FileHeat;
  /** Whether the text is another one than the one that was profiled. */
  readonly isStale: boolean;
}

interface Known {
  readonly heat: FileHeat;
  lines: readonly Placed<FileHeat['lines'][number]>[];
  isStale: boolean;
}

/** The current profile, for documents that somebody edits. */
export class ProfileHeat implements Disposable {
  readonly #profiles: Profiles;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  /** Another profile, or none. */
  readonly onDidChange = this.#changed.event;
  readonly #known = new Map<vscode.TextDocument, Known>();
  #source: HeatSource | null;

  constructor(profiles: Profiles) {
    this.#profiles = profiles;
    this.#source = profiles.heatSource;
    this.#owned.add(profiles.onDidChangeHeat(() => this.#follow()));
    this.#owned.add(vscode.workspace.onDidCloseTextDocument((document) => this.#known.delete(document)));
    this.#owned.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const known = this.#known.get(document);
        if (!known || contentChanges.length === 0) return;
        known.lines = movedRanges(known.lines, contentChanges);
        known.isStale = true;
      }),
    );
  }

  /** Null without a profile, and for what is no file. */
  async of(document: vscode.TextDocument): Promise<MovedHeat | null> {
    const source = this.#source;
    if (!source || document.uri.scheme !== 'file') return null;
    const known = this.#known.get(document) ?? (await this.#ask(document, source));
    if (!known) return null;
    const lines = known.lines.map(({ start, of }) => ({ ...of, line: document.positionAt(start).line + 1 }));
    return { heat: { ...known.heat, lines }, isStale: known.isStale };
  }

  async #ask(document: vscode.TextDocument, source: HeatSource): Promise<Known | null> {
    const { version } = document;
    const heat = await source.session.heat(document.uri.fsPath).catch((error: unknown) => {
      // One that was closed meanwhile is asked by nobody.
      if (this.#source === source) throw error;
      return null;
    });
    if (!heat || this.#source !== source || document.isClosed) return null;
    const known: Known = {
      heat,
      lines: heat.lines.flatMap((one) => placed(document, one.line, one)),
      isStale: document.isDirty || document.version !== version || isWrittenAfter(document.uri.fsPath, source.recordedAtMs),
    };
    this.#known.set(document, known);
    return known;
  }

  #follow(): void {
    const source = this.#profiles.heatSource;
    if (source === this.#source) return;
    this.#source = source;
    this.#known.clear();
    this.#changed.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
