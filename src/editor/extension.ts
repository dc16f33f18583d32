import * as vscode from 'vscode';
import { registerCommands } from './commands/index.ts';
import { copyMarkdown } from './commands/results.ts';
import { registerContext } from './context.ts';
import { createFailures } from './failures.ts';
import { Folders } from './folders.ts';
import { HeapView } from './heap/heapView.ts';
import type { Hints } from './hints/hints.ts';
import { levelIn } from './hints/levels.ts';
import { registerHints } from './hints/registerHints.ts';
import { registerHover } from './hover.ts';
import { Insights } from './insight/insights.ts';
import { registerLens } from './lens.ts';
import type { DebugWatching } from './monitoring/debugWatching.ts';
import type { LocalServers } from './monitoring/localServers.ts';
import type { Monitoring } from './monitoring/monitoring.ts';
import type { MonitorStatus } from './monitoring/monitorStatus.ts';
import type { MonitorView } from './monitoring/monitorView.ts';
import { registerMonitoring } from './monitoring/registerMonitoring.ts';
import { CONTROLLER_ID } from './names.ts';
import { Notices } from './notices.ts';
import { Panel } from './panel/panel.ts';
import { registerProfiles, type Profiles } from './profiles/profiles.ts';
import { DebugSessions } from './profiling/debugSessions.ts';
import { Recorder } from './profiling/recorder.ts';
import { Recordings } from './profiling/recordings.ts';
import { registerRecordings } from './profiling/registerRecordings.ts';
import { registerProgress } from './progress.ts';
import { Results } from './results.ts';
import { Runs } from './runs.ts';
import { SettingsSource } from './settings.ts';
import { registerStatusBar } from './statusBar.ts';
import { BenchmarkComparer } from './testing/comparer.ts';
import { Discovery } from './testing/discovery.ts';
import { BenchmarkProfiler } from './testing/profiler.ts';
import { registerTesting } from './testing/register.ts';
import { runBenchmarksOf } from './testing/runBenchmarks.ts';
import { BenchmarkRunner } from './testing/runner.ts';
import { BenchmarkTree } from './testing/tree.ts';

/** What tests inside the extension host look at. */
export interface EditorParts {
  readonly controller: vscode.TestController;
  readonly folders: Folders;
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
  readonly runner: BenchmarkRunner;
  readonly comparer: BenchmarkComparer;
  readonly runs: Runs;
  readonly results: Results;
  readonly panel: Panel;
  readonly profiles: Profiles;
  readonly profiler: BenchmarkProfiler;
  readonly recorder: Recorder;
  readonly recordings: Recordings;
  readonly hints: Hints;
  readonly insights: Insights;
  readonly heapView: HeapView;
  readonly monitoring: Monitoring;
  readonly monitorStatus: MonitorStatus;
  readonly monitorView: MonitorView;
  readonly debugWatching: DebugWatching;
  readonly localServers: LocalServers;
}

/** The root of the editor's face: makes the parts and joins them. Nothing here waits, and no engine is made yet. */
export function activate(context: vscode.ExtensionContext): EditorParts | undefined {
  const own = <T extends vscode.Disposable>(part: T): T => (context.subscriptions.push(part), part);
  const log = own(vscode.window.createOutputChannel('Laptime', { log: true }));
  const failures = createFailures(log);
  const onError = (error: unknown) => failures.report(vscode.l10n.t('showing a change'), error);
  const settings = own(new SettingsSource(onError));
  const folders = own(new Folders(context, log, async () => (await import('../engine/engine.ts')).createEngine));
  const results = own(new Results(onError));
  const runs = own(new Runs(results, settings, onError));
  const controller = own(vscode.tests.createTestController(CONTROLLER_ID, 'Laptime'));
  const tree = own(new BenchmarkTree(controller, folders, results, onError));
  const discovery = own(new Discovery(tree, folders, failures, log));
  const notices = new Notices();
  const runner = new BenchmarkRunner({ controller, folders, tree, discovery, results, runs, notices, failures });
  const comparer = new BenchmarkComparer({ controller, tree, discovery, runs, notices, failures });
  const recordings = own(new Recordings(runs, onError));
  const profiles = own(registerProfiles({ extensionUri: context.extensionUri, memory: context.globalState, folders, settings, failures }));
  const recorder = new Recorder({ recordings, profiles, settings, failures });
  const profiler = new BenchmarkProfiler({ controller, folders, tree, discovery, recorder, notices, failures });
  const debugSessions = own(new DebugSessions());
  const insights = own(new Insights({ extensionUri: context.extensionUri, folders, tree, runs, settings, failures }));
  const { hints, measuredFixes } = own(registerHints({ folders, settings, profiles, runs, failures, log }));
  const heapView = own(new HeapView());
  const faces = own(registerMonitoring({ extension: context, folders, settings, failures, log }));
  const { monitoring, monitorStatus, monitorView, alertSecrets, debugWatching, localServers } = faces;
  const panel = own(
    new Panel({
      ...{ extensionUri: context.extensionUri, folders, tree, discovery, results, runs, settings, failures },
      runBenchmarks: (shown, ids) => runBenchmarksOf(shown, ids, { tree, discovery, runner }),
      copyMarkdown,
      monitoring,
      measureOn: (shown, ids) => comparer.measureOn(shown, ids),
      compareCommits: (folder, id, baseline, candidate) => comparer.compareCommits(folder, id, baseline, candidate),
      hints: {
        profile: async () => (profiles.heatSource ? (await profiles.opened()).current.file : null),
        levelOf: ({ uri }) => levelIn(settings.for(uri).hintLevel),
      },
    }),
  );

  own(registerTesting(folders, tree, discovery, runner, profiler, controller));
  own(registerContext(folders, tree, runs));
  own(registerLens(folders, tree, discovery, results, settings, onError));
  own(registerHover(folders, discovery, results, settings));
  own(registerStatusBar(folders, tree, runs, results, failures));
  own(registerProgress(runs, settings));
  own(registerRecordings(recordings));
  const recording = {
    profiler,
    recorder,
    recordings,
    debugSessions,
    insights,
    heapView,
    ...{ monitoring, monitorView, alertSecrets, debugWatching, localServers },
    settings,
    measuredFixes,
    memory: context.workspaceState,
  };
  own(
    registerCommands({
      extensionUri: context.extensionUri,
      ...{ folders, tree, discovery, runner, comparer, runs, results, panel, profiles, notices, failures, log },
      ...recording,
    }),
  );
  void discovery.start();
  void failures.guard(vscode.l10n.t('watching the machine'), () => monitoring.start());

  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return isTest
    ? {
        controller,
        folders,
        tree,
        discovery,
        runner,
        comparer,
        runs,
        results,
        panel,
        profiles,
        profiler,
        recorder,
        recordings,
        hints,
        insights,
        heapView,
        monitoring,
        monitorStatus,
        monitorView,
        debugWatching,
        localServers,
      }
    : undefined;
}
