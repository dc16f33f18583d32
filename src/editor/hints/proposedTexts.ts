import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';

const SCHEME = 'laptime-fix';

/** Texts that files would have, as documents beside them. They are kept as long as somebody may look at them. */
export class ProposedTexts implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #texts = new Map<string, string>();
  #count = 0;

  constructor() {
    this.#owned.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()),
      }),
    );
  }

  /** The address of a text for a file; its name tells the language. */
  add(file: vscode.Uri, text: string): { readonly uri: vscode.Uri } & Disposable {
    this.#count += 1;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: file.path, query: String(this.#count) });
    this.#texts.set(uri.toString(), text);
    return { uri, dispose: () => void this.#texts.delete(uri.toString()) };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
