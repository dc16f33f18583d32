import { statSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/emitter.ts';
import { isCancellation, isUserError, UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { OpenedProfile } from '../../engine/engine.ts';
import type { ProfileSessionApi } from '../../protocol/profile.ts';
import type { ProfilePageState, ProfileSubject } from '../../protocol/profilePage.ts';
import type { Remote } from '../../protocol/rpc.ts';
import { debounce } from '../debounce.ts';
import type { Failures } from '../failures.ts';
import { fileNameOf } from './profileTexts.ts';

export type OpenProfile = (subject: ProfileSubject, signal: AbortSignal) => Promise<OpenedProfile>;

/** As long as a file that is being written takes to be quiet. */
const QUIET_MS = 300;
const MOST_KEPT_BYTES = 64e6;

/** A profile, or what differs between two, with the worker that answers for it. It is read again whenever its files change. */
export class OpenSubject implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #open: OpenProfile;
  readonly #failures: Failures;
  readonly #changed: Emitter<void>;
  readonly onDidChange: Event<void>;
  #subject: ProfileSubject;
  #state: ProfilePageState;
  #opened: OpenedProfile | null = null;
  #reading = new AbortController();
  #settled: Promise<void>;
  /** Of the files when they were last read. */
  #stamps = '';

  constructor(subject: ProfileSubject, open: OpenProfile, failures: Failures) {
    this.#subject = subject;
    this.#open = open;
    this.#failures = failures;
    this.#changed = this.#owned.add(new Emitter<void>((error) => failures.report(vscode.l10n.t('showing a profile'), error)));
    this.onDidChange = this.#changed.event;
    this.#state = { kind: 'reading', title: titleOf(subject), subject };
    // What was written before it was read is often told after that.
    const readChanged = () => stampsOf(this.#subject) !== this.#stamps && this.readAgain();
    const readLater = this.#owned.add(debounce<''>(QUIET_MS, readChanged));
    for (const file of filesOf(subject)) this.#owned.add(watch(file, () => readLater('')));
    this.#settled = this.#read();
  }

  get subject(): ProfileSubject {
    return this.#subject;
  }

  get title(): string {
    return titleOf(this.#subject);
  }

  get state(): ProfilePageState {
    return this.#state;
  }

  /** @throws UserError while it is read, and where it cannot be */
  get opened(): OpenedProfile {
    if (this.#opened) return this.#opened;
    const message = this.#state.kind === 'failed' ? this.#state.message : vscode.l10n.t('The profile is being read.');
    throw new UserError('no-profile', message);
  }

  /** Null while it is read, and where it cannot be. */
  get session(): Remote<ProfileSessionApi> | null {
    return this.#opened?.session ?? null;
  }

  /** When the reading that is under way has ended, well or not. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** On another scale, if one is given. */
  readAgain(subject: ProfileSubject = this.#subject): void {
    if (this.#owned.isDisposed) return;
    this.#subject = subject;
    // What is there stays in sight until there is another, unless both together would take too much.
    if (bytesOf(subject) > MOST_KEPT_BYTES) this.#become(null, { kind: 'reading', title: titleOf(subject), subject });
    this.#settled = this.#read();
  }

  /** Says that another profile of the file is looked at. */
  announceChoice(): void {
    this.#changed.fire();
  }

  async #read(): Promise<void> {
    this.#reading.abort();
    const { signal } = (this.#reading = new AbortController());
    const subject = this.#subject;
    this.#stamps = stampsOf(subject);
    const about = { title: titleOf(subject), subject };
    try {
      const opened = await this.#open(subject, signal);
      // What was asked for meanwhile is what counts, and nobody knows of this worker.
      if (signal.aborted) return opened.dispose();
      this.#become(opened, { kind: 'open', ...about });
    } catch (error) {
      if (signal.aborted || isCancellation(error)) return;
      if (!isUserError(error)) this.#failures.report(vscode.l10n.t('reading {0}', titleOf(subject)), error);
      this.#become(null, { kind: 'failed', message: failureText(error), ...about });
    }
  }

  #become(opened: OpenedProfile | null, state: ProfilePageState): void {
    const before = this.#opened;
    this.#opened = opened;
    this.#state = state;
    this.#changed.fire();
    before?.dispose();
  }

  dispose(): void {
    this.#reading.abort();
    this.#owned.dispose();
    this.#opened?.dispose();
    this.#opened = null;
  }
}

function failureText(error: unknown): string {
  if (!isUserError(error)) return vscode.l10n.t('Laptime could not read it. The log says why.');
  if (error.code !== 'bad-profile') return error.message;
  return `${error.message} ${vscode.l10n.t('It may have been cut short while it was written or copied: record it, or copy it, again.')}`;
}

export const filesOf = (subject: ProfileSubject): readonly string[] =>
  subject.kind === 'file' ? [subject.file] : [subject.baseline, subject.candidate];

function stampsOf(subject: ProfileSubject): string {
  const stats = filesOf(subject).map((file) => statSync(file, { throwIfNoEntry: false }));
  return stats.map((stat) => `${stat?.mtimeMs} ${stat?.size}`).join();
}

const bytesOf = (subject: ProfileSubject): number =>
  filesOf(subject).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);

export function titleOf(subject: ProfileSubject): string {
  return subject.kind === 'file' ? fileNameOf(subject.file) : `${fileNameOf(subject.baseline)} ↔ ${fileNameOf(subject.candidate)}`;
}

/** Calls back when a file is written, or is there again; one that is gone stays as it was read. */
function watch(file: string, onWritten: () => void): Disposable {
  const name = path.basename(file);
  // Where the name has what patterns are made of, all files of the folder are looked at.
  const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), /[*?{}[\]]/.test(name) ? '*' : name);
  const owned = new DisposableStore();
  const watcher = owned.add(vscode.workspace.createFileSystemWatcher(pattern, false, false, true));
  const { fsPath } = vscode.Uri.file(file);
  const look = (uri: vscode.Uri) => {
    if (uri.fsPath === fsPath) onWritten();
  };
  owned.add(watcher.onDidCreate(look));
  owned.add(watcher.onDidChange(look));
  return owned;
}
