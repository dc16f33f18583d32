import * as vscode from 'vscode';
import { systemClock } from '../../base/clock.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { LaptimeServer } from '../../server/index.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import type { ContextKey } from '../names.ts';
import { offer } from '../offer.ts';
import type { AlertSecrets } from './alertSecrets.ts';

export interface LocalServersParts {
  readonly extension: Pick<vscode.ExtensionContext, 'extensionUri' | 'extension'>;
  readonly secrets: AlertSecrets;
  readonly failures: Failures;
  readonly log: vscode.LogOutputChannel;
}

const SERVING: ContextKey = 'laptime.serving';

/** The local servers of the window, at most one for each folder. None is there unless the user started it. */
export class LocalServers implements Disposable {
  readonly #parts: LocalServersParts;
  readonly #running = new Map<Folder, { readonly server: LaptimeServer; readonly owned: DisposableStore }>();

  constructor(parts: LocalServersParts) {
    this.#parts = parts;
  }

  get folders(): readonly Folder[] {
    return [...this.#running.keys()];
  }

  serverOf(folder: Folder): LaptimeServer | undefined {
    return this.#running.get(folder)?.server;
  }

  /** Where it runs already, that is the one. @throws UserError where it cannot listen */
  async start(folder: Folder): Promise<LaptimeServer> {
    const known = this.serverOf(folder);
    if (known) return known;
    const { extension, log, secrets } = this.#parts;
    const [engine, { serverFolder, startServer }] = await Promise.all([folder.engine(), import('../../server/index.ts')]);
    const owned = new DisposableStore();
    try {
      const alerts = owned.add(await engine.openAlertDesk({ watches: false, secretOf: (name) => secrets.get(folder, name) }));
      const laptimeVersion = String(extension.extension.packageJSON.version);
      const server = owned.add(
        await startServer(
          { engine, monitor: engine.monitor, alerts, clock: systemClock, log, laptimeVersion },
          {
            tokenFolder: serverFolder(process.env, process.platform),
            pageFolder: vscode.Uri.joinPath(extension.extensionUri, 'dist', 'webview').fsPath,
          },
        ),
      );
      this.#running.set(folder, { server, owned });
      folder.own({ dispose: () => this.stop(folder) });
      this.#follow();
      return server;
    } catch (error) {
      owned.dispose();
      throw error;
    }
  }

  stop(folder: Folder): void {
    this.#running.get(folder)?.owned.dispose();
    this.#running.delete(folder);
    this.#follow();
  }

  /** Tells where it is, as it is reached from where the user sits, with what can be done with it. */
  async announce({ url, token }: LaptimeServer): Promise<void> {
    const outside = await vscode.env.asExternalUri(vscode.Uri.parse(url, true));
    const address = outside.toString(true);
    const choices = [
      { title: vscode.l10n.t('Open'), act: () => vscode.env.openExternal(outside) },
      { title: vscode.l10n.t('Copy Token'), act: () => vscode.env.clipboard.writeText(token) },
      { title: vscode.l10n.t('Copy Address'), act: () => vscode.env.clipboard.writeText(address) },
    ];
    void offer(vscode.l10n.t('Laptime serves at {0}. Every request needs the token.', address), choices, this.#parts.failures);
  }

  #follow(): void {
    void vscode.commands.executeCommand('setContext', SERVING, this.#running.size > 0);
  }

  dispose(): void {
    for (const { owned } of this.#running.values()) owned.dispose();
    this.#running.clear();
  }
}
