import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { DebugSessionAddress } from '../../engine/engine.ts';
import { oneLine } from '../wording.ts';

/** Debuggers of VS Code for JavaScript that may have a hold of a Node process. */
const NODE_TYPES: ReadonlySet<string> = new Set(['pwa-node', 'node', 'node-terminal', 'pwa-extensionHost', 'extensionHost']);

/** The debug sessions of the window: VS Code tells of the active one only. */
export class DebugSessions implements Disposable {
  readonly #running = new Map<string, vscode.DebugSession>();
  readonly #owned = new DisposableStore();

  constructor() {
    this.#owned.add(vscode.debug.onDidStartDebugSession((session) => this.#running.set(session.id, session)));
    this.#owned.add(vscode.debug.onDidTerminateDebugSession(({ id }) => this.#running.delete(id)));
  }

  /** Node processes that are debugged, that of the active session first. */
  #candidates(): vscode.DebugSession[] {
    const active = vscode.debug.activeDebugSession;
    const all = [...(active ? [active] : []), ...[...this.#running.values()].filter(({ id }) => id !== active?.id)];
    const ofNode = all.filter(({ type }) => NODE_TYPES.has(type));
    // The debugger has a session for what was launched, and one below it for each process.
    const parents = new Set(ofNode.map(({ parentSession }) => parentSession?.id));
    return ofNode.filter(({ id }) => !parents.has(id));
  }

  /**
   * Where the debugger passes on what is said to the inspector of a process, which the user picks where there are several.
   * Undefined when they pick none. @throws UserError `no-debug-session` where no Node process is debugged
   */
  async address(): Promise<DebugSessionAddress | undefined> {
    const candidates = this.#candidates();
    const [first] = candidates;
    if (!first) throw noSession(vscode.debug.activeDebugSession);
    const session = candidates.length === 1 ? first : await pickSession(candidates);
    if (!session) return undefined;
    // Answers nothing where the session is another's, and fails where it has no process.
    const answer: unknown = await vscode.commands
      .executeCommand('extension.js-debug.requestCDPProxy', session.id)
      .then(undefined, () => undefined);
    const proxy = toAddress(answer);
    if (proxy === null) throw noSession(session);
    return { name: oneLine(session.name, 100), proxy };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function toAddress(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { host, port, path } = answer as Partial<Record<'host' | 'port' | 'path', unknown>>;
  if (typeof host !== 'string' || (typeof port !== 'number' && typeof port !== 'string')) return null;
  return `ws://${host.includes(':') ? `[${host}]` : host}:${port}${typeof path === 'string' ? path : ''}`;
}

async function pickSession(sessions: readonly vscode.DebugSession[]): Promise<vscode.DebugSession | undefined> {
  const items = sessions.map((session) => ({
    label: oneLine(session.name, 100),
    ...(session.parentSession && { description: oneLine(session.parentSession.name, 100) }),
    session,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which process?') }))?.session;
}

function noSession(session: vscode.DebugSession | undefined): UserError {
  const text = session
    ? vscode.l10n.t(
        "The debug session {0} ({1}) has no Node process that can be profiled: its debugger must be VS Code's own for JavaScript.",
        oneLine(session.name, 60),
        session.type,
      )
    : vscode.l10n.t('No Node program is being debugged. Start one with the debugger, or use "Attach To Node Process…".');
  return new UserError('no-debug-session', text);
}
