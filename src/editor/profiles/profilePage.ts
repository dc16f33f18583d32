import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { panelPage } from '../../protocol/panelPage.ts';
import type { ProfileForm, ProfileHostApi, ProfilePageApi, ProfilePageState } from '../../protocol/profilePage.ts';
import { connect, type Connection, type Port, type Served } from '../../protocol/rpc.ts';
import type { Failures } from '../failures.ts';
import { openFunction, openProfiledLine, showFunction } from './openProfiled.ts';
import type { OpenSubject } from './openSubject.ts';
import { saveProfile } from './saveProfile.ts';

export interface PageParts {
  readonly extensionUri: vscode.Uri;
  readonly failures: Failures;
  /** Asks for another profile, and opens the difference. */
  readonly compareWith: (file: string) => Promise<void>;
}

/** The page of a profile in an editor's tab, and what it may ask of the editor. */
export class ProfilePage implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #shown: OpenSubject;
  readonly #connection: Connection<ProfilePageApi>;
  readonly #owned = new DisposableStore();
  #ready = false;
  /** Selected as soon as the page can. */
  #toSelect: number | null = null;
  #told: ProfilePageState | null = null;

  constructor(panel: vscode.WebviewPanel, shown: OpenSubject, parts: PageParts) {
    this.#panel = panel;
    this.#shown = shown;
    const built = vscode.Uri.joinPath(parts.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [built] };
    this.#connection = this.#owned.add(connect<Served<ProfileHostApi>, ProfilePageApi>(portOf(panel), this.#api(parts)));
    this.#owned.add(shown.onDidChange(() => this.#follow()));
    // A hidden page is thrown away by the editor, and asks again when it is shown.
    this.#owned.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#ready = false;
      }),
    );
    this.#owned.add(panel.onDidDispose(() => this.dispose()));
    panel.webview.html = panelPage({
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(built, 'profile.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(built, 'profile.css')).toString(),
      cspSource: panel.webview.cspSource,
      nonce: crypto.randomUUID().replaceAll('-', ''),
      language: vscode.env.language,
    });
  }

  /** True as soon as the page has loaded and was told what to show. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** Where it is to be seen; undefined where another tab is in front of it. */
  get column(): vscode.ViewColumn | undefined {
    return this.#panel.visible ? this.#panel.viewColumn : undefined;
  }

  bringForward(): void {
    this.#panel.reveal();
  }

  /** Now, or when the page is ready. */
  select(functionId: number): void {
    this.#toSelect = this.#ready ? null : functionId;
    this.#tell((page) => page.select(functionId));
  }

  /** The page knows by itself which profile of its file it chose. */
  #follow(): void {
    const { state } = this.#shown;
    if (state === this.#told) return;
    this.#told = state;
    this.#tell((page) => page.show(state));
  }

  #tell(call: (page: Connection<ProfilePageApi>['remote']) => Promise<void>): void {
    // It may be gone by now.
    if (this.#ready) call(this.#connection.remote).catch(() => undefined);
  }

  #api({ failures, compareWith }: PageParts): Served<ProfileHostApi> {
    const shown = this.#shown;
    const session = () => shown.opened.session;
    const act = (doing: string, work: () => unknown) => void failures.guard(doing, work);
    return {
      profiles: () => session().profiles(),
      choose: async (profile) => {
        await session().choose(profile);
        shown.announceChoice();
      },
      summary: (range) => session().summary(range),
      size: (view) => session().size(view),
      tile: (view, request) => session().tile(view, request),
      box: (view, wanted) => session().box(view, wanted),
      functions: (ids) => session().functions(ids),
      table: (query) => session().table(query),
      packages: (range) => session().packages(range),
      node: (view, node) => session().node(view, node),
      hottestPath: (range) => session().hottestPath(range),
      search: (text) => session().search(text),
      lines: (file) => session().lines(file),
      hotLines: (limit) => session().hotLines(limit),
      heat: (file) => session().heat(file),
      placeOf: (functionId) => session().placeOf(functionId),
      pathOf: (file) => session().pathOf(file),
      functionAt: (file, line) => session().functionAt(file, line),
      ready: () => {
        // After the answer, which is sent when this function has returned.
        setImmediate(() => this.#becomeReady());
        // A page that was told already that it could not be read asks for another attempt.
        if (this.#told === shown.state && this.#told.kind === 'failed') shown.readAgain();
        this.#told = shown.state;
        return this.#told;
      },
      openFunction: (functionId) =>
        act(vscode.l10n.t('opening a function'), () => openFunction(session(), functionId, this.#panel.viewColumn)),
      openLine: (file, line) =>
        act(vscode.l10n.t('opening {0}', file), () => openProfiledLine(session(), file, line, this.#panel.viewColumn)),
      showFunction: (functionId) =>
        act(vscode.l10n.t('opening a function'), () => showFunction(session(), functionId, this.#panel.viewColumn)),
      compareWith: () =>
        act(vscode.l10n.t('comparing profiles'), () => {
          const { subject } = shown;
          return compareWith(subject.kind === 'file' ? subject.file : subject.candidate);
        }),
      rescale: (scale) => {
        const { subject } = shown;
        if (subject.kind === 'difference') shown.readAgain({ ...subject, scale });
      },
      saveAs: (form: ProfileForm) => act(vscode.l10n.t('saving a profile'), () => saveProfile(shown, form)),
    };
  }

  #becomeReady(): void {
    if (this.#owned.isDisposed) return;
    this.#ready = true;
    if (this.#toSelect !== null) this.select(this.#toSelect);
  }

  dispose(): void {
    this.#ready = false;
    this.#owned.dispose();
  }
}

function portOf(panel: vscode.WebviewPanel): Port {
  return {
    post: (message) => void panel.webview.postMessage(message),
    onMessage: (listener) => panel.webview.onDidReceiveMessage(listener),
    onClose: (listener) => panel.onDidDispose(listener),
  };
}
