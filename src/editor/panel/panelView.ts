import * as vscode from 'vscode';
import type { Disposable } from '../../base/lifecycle.ts';
import type { PanelHostApi, PanelViewApi } from '../../protocol/panel.ts';
import { panelPage } from '../../protocol/panelPage.ts';
import { connect, type Connection, type Port, type Served } from '../../protocol/rpc.ts';

/** The open page of the panel: made by a command, or by VS Code when it brings a panel back. */
export class PanelView implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #connection: Connection<PanelViewApi>;
  /** Selected as soon as the page has asked for its first snapshot. */
  #toReveal: string | undefined;
  #ready = false;

  constructor(panel: vscode.WebviewPanel, extensionUri: vscode.Uri, api: Served<PanelHostApi>, onGone: () => void, onHidden: () => void) {
    this.#panel = panel;
    const built = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const media = vscode.Uri.joinPath(extensionUri, 'media');
    panel.webview.options = { enableScripts: true, localResourceRoots: [built, media] };
    panel.iconPath = vscode.Uri.joinPath(media, 'panel.svg');
    this.#connection = connect<Served<PanelHostApi>, PanelViewApi>(portOf(panel), api);
    panel.onDidDispose(() => {
      this.#connection.dispose();
      onGone();
    });
    // A hidden view is thrown away by the editor and asks again when it is shown.
    panel.onDidChangeViewState(() => {
      if (panel.visible) return;
      this.#ready = false;
      onHidden();
    });
    panel.webview.html = panelPage({
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(built, 'main.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(built, 'main.css')).toString(),
      cspSource: panel.webview.cspSource,
      nonce: crypto.randomUUID().replaceAll('-', ''),
      language: vscode.env.language,
    });
  }

  /** True as soon as the page has loaded and was told what to show. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** The page has its first snapshot, and can be told what changes. */
  becomeReady(): void {
    this.#ready = true;
    if (this.#toReveal !== undefined) this.reveal(this.#toReveal);
  }

  bringForward(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  /** Selects a benchmark, now or when the page is ready. */
  reveal(benchmarkId: string): void {
    this.#toReveal = this.#ready ? undefined : benchmarkId;
    this.tell((remote) => remote.reveal(benchmarkId));
  }

  /** The page may be hidden or gone by now; it asks for everything when it comes back. */
  tell(call: (remote: Connection<PanelViewApi>['remote']) => Promise<void>): void {
    if (this.#ready) call(this.#connection.remote).catch(() => undefined);
  }

  dispose(): void {
    this.#panel.dispose();
  }
}

function portOf(panel: vscode.WebviewPanel): Port {
  return {
    post: (message) => void panel.webview.postMessage(message),
    onMessage: (listener) => panel.webview.onDidReceiveMessage(listener),
    onClose: (listener) => panel.onDidDispose(listener),
  };
}
