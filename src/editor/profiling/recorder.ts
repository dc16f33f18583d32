import * as vscode from 'vscode';
import { isCancellation } from '../../base/errors.ts';
import type { Engine, RecordedProfile, RecordProcessRequest, RecordProgress } from '../../engine/engine.ts';
import type { ProfileKind } from '../../model/profile.ts';
import type { Selection } from '../../model/run.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import { offer } from '../offer.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { SettingsSource } from '../settings.ts';
import { oneLine } from '../wording.ts';
import { openProgramTerminal, type ProgramTerminal } from './programTerminal.ts';
import type { RecordingLength } from './recordingLength.ts';
import type { RecordingControl, RecordingJob, Recordings } from './recordings.ts';
import { kindText } from './recordingTexts.ts';

export interface RecorderParts {
  readonly recordings: Recordings;
  readonly profiles: Pick<Profiles, 'show' | 'showDifference'>;
  readonly settings: SettingsSource;
  readonly failures: Failures;
}

export interface BenchmarksToRecord {
  readonly folder: Folder;
  readonly kind: ProfileKind;
  readonly label: string;
  readonly selections: readonly Selection[];
  /** A name that git takes for a commit, or `baseline:NAME`; left out: what is on disk. */
  readonly revision?: string;
}

export interface ProgramToRecord {
  readonly folder: Folder;
  readonly label: string;
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** Whether its TypeScript is loaded as that of bench files is. */
  readonly typescript: boolean;
  readonly length: RecordingLength;
}

type ProcessAddress = Pick<Extract<RecordProcessRequest, { readonly pid: number }>, 'pid'> | OtherAddress;
type OtherAddress =
  | Pick<Extract<RecordProcessRequest, { readonly inspector: string }>, 'inspector'>
  | Pick<Extract<RecordProcessRequest, { readonly debugSession: unknown }>, 'debugSession'>;

export interface ProcessToRecord {
  readonly folder: Folder;
  readonly label: string;
  readonly address: ProcessAddress;
  readonly length: RecordingLength;
}

const TOLD_MS = 5000;

/** Every way to record a profile ends here. */
export class Recorder {
  readonly #parts: RecorderParts;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** One profile of each benchmark, of one revision. */
  async benchmarks(
    { folder, kind, label, selections, revision }: BenchmarksToRecord,
    onProgress: (progress: RecordProgress) => void,
    signal: AbortSignal,
  ): Promise<readonly RecordedProfile[]> {
    const job: RecordingJob = { folder, kind, label, inTurn: true };
    return this.#record(
      job,
      (engine, { stopped, follow }, cancelled) => {
        const told = (progress: RecordProgress) => {
          follow(progress);
          onProgress(progress);
        };
        const request = {
          kind,
          selections,
          stop: stopped,
          onProgress: told,
          ...this.#node(folder),
          ...(revision !== undefined && { revision }),
        };
        return engine.recordBenchmark(request, cancelled);
      },
      signal,
    );
  }

  /** Starts a program in a terminal, records it, and shows what came of it. It ends with the recording, which it was started for. */
  async program({ folder, label, command, cwd, typescript, length }: ProgramToRecord): Promise<void> {
    const { kind } = length;
    let terminal: ProgramTerminal | undefined;
    try {
      const recorded = await this.#record(
        { folder, kind, label, inTurn: true },
        (engine, control, cancelled) => {
          const shown = (terminal = openProgramTerminal(label, { onInterrupt: control.stop, onClose: control.cancel }));
          shown.tell(vscode.l10n.t('Laptime records a {0} of: {1}', kindText(kind), command.join(' ')));
          shown.tell(vscode.l10n.t('Ctrl+C here ends it and shows the profile.'));
          const output = (chunk: Uint8Array, stream: 'stdout' | 'stderr') => shown.write(chunk, stream);
          const onProgress = (progress: RecordProgress) => {
            control.follow(progress);
            if (progress.kind === 'ended') shown.tell(endText(progress));
          };
          const request = { kind, command, cwd, output, onProgress, typescript, afterwards: 'ends', stop: control.stopped } as const;
          return engine.recordProgram({ ...request, ...duration(length), ...this.#node(folder) }, cancelled);
        },
        new AbortController().signal,
      );
      await this.show(recorded);
    } catch (error) {
      if (isCancellation(error)) terminal?.tell(vscode.l10n.t('Cancelled: no profile was kept.'));
      throw error;
    } finally {
      terminal?.dispose();
    }
  }

  /** Records a process that runs, and shows what came of it. */
  async process({ folder, label, address, length }: ProcessToRecord): Promise<void> {
    const { kind } = length;
    const recorded = await this.#record(
      { folder, kind, label, inTurn: false },
      (engine, { stopped, follow }, cancelled) =>
        engine.recordProcess({ ...address, kind, stop: stopped, onProgress: follow, ...duration(length) }, cancelled),
      new AbortController().signal,
    );
    await this.show(recorded);
  }

  /** Opens the first profile, and offers the others. */
  async show(recorded: readonly RecordedProfile[]): Promise<void> {
    const { failures, profiles } = this.#parts;
    const [first] = recorded;
    if (!first) return;
    await profiles.show(first.file);
    if (recorded.length === 1) return;
    const choose = async () => {
      const chosen = await pickProfile(recorded);
      if (chosen) await profiles.show(chosen.file);
    };
    const text = vscode.l10n.t('{0} profiles were recorded; that of {1} is shown.', recorded.length, oneLine(first.recording.title, 60));
    void offer(text, [{ title: vscode.l10n.t('Show Another…'), act: choose }], failures);
  }

  async showDifference(baseline: RecordedProfile, candidate: RecordedProfile): Promise<void> {
    await this.#parts.profiles.showDifference(baseline.file, candidate.file);
  }

  async #record(
    job: RecordingJob,
    work: (engine: Engine, control: RecordingControl, signal: AbortSignal) => Promise<readonly RecordedProfile[]>,
    signal: AbortSignal,
  ): Promise<readonly RecordedProfile[]> {
    try {
      return await this.#parts.recordings.record(job, work, signal);
    } catch (error) {
      if (isCancellation(error)) {
        vscode.window.setStatusBarMessage(vscode.l10n.t('$(circle-slash) Cancelled: no profile was kept'), TOLD_MS);
      }
      throw error;
    }
  }

  #node(folder: Folder): { readonly nodeExecutable?: string } {
    const { nodeExecutable } = this.#parts.settings.for(folder.uri);
    return nodeExecutable === null ? {} : { nodeExecutable };
  }
}

const duration = ({ seconds }: RecordingLength): { readonly durationMs?: number } =>
  seconds === null ? {} : { durationMs: seconds * 1000 };

function endText({ exitCode, signal }: Extract<RecordProgress, { readonly kind: 'ended' }>): string {
  if (signal !== null) return vscode.l10n.t('The program was ended by {0}.', signal);
  return exitCode === null ? vscode.l10n.t('The program was ended.') : vscode.l10n.t('The program ended with exit code {0}.', exitCode);
}

async function pickProfile(recorded: readonly RecordedProfile[]): Promise<RecordedProfile | undefined> {
  const items = recorded.map((profile) => ({
    label: oneLine(profile.recording.title),
    description: kindText(profile.recording.kind),
    profile,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which profile?'), matchOnDescription: true });
  return picked?.profile;
}
