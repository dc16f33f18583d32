import * as vscode from 'vscode';
import { Emitter, type Event } from '../base/emitter.ts';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import { isHintChoice, type HintChoice } from './hints/levels.ts';

const SECTION = 'laptime';

/** How the editor shows things. What changes results lives in `laptime.config.json`, shared with the command line. */
export interface Settings {
  readonly codeLens: boolean;
  readonly hover: boolean;
  /** How many of the last results the hover lists. */
  readonly hoverRuns: number;
  readonly progressNotification: boolean;
  /** Whether the lines of a profile that is loaded are marked. */
  readonly heat: boolean;
  /** Whether functions of a profile have a lens. */
  readonly heatFunctionLens: boolean;
  /** Which hints are shown. */
  readonly hintLevel: HintChoice;
  /** When a run that the user started opens the panel. */
  readonly openPanel: 'never' | 'onRun';
  /** The one setting that is about running: a path is true for one machine only, so it cannot live in a committed file. */
  readonly nodeExecutable: string | null;
  /** How what the machine and watched programs do is shown. */
  readonly monitoring: {
    readonly statusBar: 'always' | 'whileWatching' | 'never';
    /** From one look to the next, while the window is in focus. */
    readonly everyMs: number;
    /** Whether debug sessions of Node are watched. */
    readonly debugSessions: 'never' | 'ask' | 'always';
  };
}

/** Every setting with its default, as package.json contributes it; a test keeps the two the same. */
export const settingDefaults = {
  'codeLens.enabled': true,
  'hover.enabled': true,
  'hover.runs': 5,
  'progress.notification': true,
  'heat.enabled': true,
  'heat.functionLens': false,
  'hints.level': 'configured',
  'panel.open': 'never',
  'node.executable': '',
  'monitoring.statusBar': 'always',
  'monitoring.everySeconds': 2,
  'monitoring.debugSessions': 'never',
} as const;

type Key = keyof typeof settingDefaults;

function readSettings(scope: vscode.ConfigurationScope | undefined): Settings {
  const section = vscode.workspace.getConfiguration(SECTION, scope ?? null);
  // A hand-edited settings.json can hold anything: a value of the wrong type counts as unset.
  const read = <K extends Key>(key: K) => {
    const value: unknown = section.get(key);
    return typeof value === typeof settingDefaults[key] ? (value as Widened<(typeof settingDefaults)[K]>) : settingDefaults[key];
  };
  const executable = read('node.executable').trim();
  const level = read('hints.level');
  const monitoring: Settings['monitoring'] = {
    statusBar: oneOf(['whileWatching', 'never'], read('monitoring.statusBar')) ?? 'always',
    everyMs: 1000 * Math.min(Math.max(read('monitoring.everySeconds'), 0.5), 60),
    debugSessions: oneOf(['ask', 'always'], read('monitoring.debugSessions')) ?? 'never',
  };
  return Object.freeze({
    codeLens: read('codeLens.enabled'),
    hover: read('hover.enabled'),
    hoverRuns: Math.min(Math.max(Math.round(read('hover.runs')), 1), 20),
    progressNotification: read('progress.notification'),
    heat: read('heat.enabled'),
    heatFunctionLens: read('heat.functionLens'),
    hintLevel: isHintChoice(level) ? level : 'configured',
    openPanel: read('panel.open') === 'onRun' ? 'onRun' : 'never',
    nodeExecutable: executable === '' ? null : executable,
    monitoring,
  });
}

const oneOf = <const T extends string>(known: readonly T[], value: string): T | undefined => known.find((one) => one === value);

type Widened<T> = T extends boolean ? boolean : T extends number ? number : string;

/** The settings of each folder, read once after every change. */
export class SettingsSource implements Disposable {
  readonly #read = new Map<string, Settings>();
  readonly #owned = new DisposableStore();
  readonly #changed: Emitter<void>;
  readonly onDidChange: Event<void>;

  constructor(onError: (error: unknown) => void) {
    this.#changed = this.#owned.add(new Emitter<void>(onError));
    this.onDidChange = this.#changed.event;
    this.#owned.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(SECTION)) return;
        this.#read.clear();
        this.#changed.fire();
      }),
    );
  }

  /** The settings that hold for a folder or file; for the window without one. */
  for(scope?: vscode.Uri): Settings {
    const key = scope?.toString() ?? '';
    const known = this.#read.get(key);
    if (known) return known;
    const settings = readSettings(scope);
    this.#read.set(key, settings);
    return settings;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
