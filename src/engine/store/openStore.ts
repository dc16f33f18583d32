import { existsSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { ComparisonRun } from '../../model/comparison.ts';
import type { SeriesMark } from '../../model/metric.ts';
import type { Run, RunHeader } from '../../model/run.ts';
import { ownIdentity } from '../processes/index.ts';
import { createAlertRecord } from './alerts.ts';
import { createAlertWrites } from './alertWrites.ts';
import type { Connection } from './connection.ts';
import { insertGain, readGains } from './gains.ts';
import { readMarks, removeOutdatedMarks, saveMarks } from './marks.ts';
import { addMinutes, readMetricIds, readMetricPoints, removeOutdatedMetric } from './metrics.ts';
import { ALERTS_SINCE, COMPARISONS_SINCE, GAINS_SINCE, MARKS_SINCE, METRICS_SINCE, SERIES_SINCE } from './migrations.ts';
import {
  allComparisonIds,
  outdatedComparisonIds,
  readComparisonHistory,
  readComparisonOverviews,
  readComparisonRun,
  type ComparisonOverview,
} from './readComparison.ts';
import { allRunIds, newestRunIds, outdatedRunIds, readHistory, readOverviews, readRun } from './readRun.ts';
import { readEnvironments, readMeasuredCommits, readSeries, readSeriesOf } from './readSeries.ts';
import { removeOutdatedPoints } from './retention.ts';
import type { RunStore } from './runStore.ts';
import { failureOf, inSnapshot, inTransaction, withoutWaiting, type StoreFailure } from './sqlite.ts';
import { createStoreAccess } from './storeAccess.ts';
import { UnreadableRow } from './storedRow.ts';
import { insertComparisonRun } from './writeComparison.ts';
import { insertFileFailure, insertLoader, insertMeasurement, insertRun, updateRun, type RunProgress } from './writeRun.ts';

/** Given back to the file system after runs were removed, in pages of 4 kB: as much as takes some milliseconds. */
const FREED_PAGES = 2000;

/**
 * The store in a folder (see `storeFolder`). Nothing is opened before it is needed, and nothing is created before there is a
 * run to store. Without SQLite in this Node the store is there and empty, and its `problem` names the versions that have it.
 */
export function openStore(options: { readonly folder: string; readonly log: Log; readonly clock: Clock }): RunStore {
  const { log, clock } = options;
  const access = createStoreAccess(options);
  const alertWrites = createAlertWrites({ access, log });
  const running = new Map<string, RunHeader>();
  const unreadable = new Set<string>();
  let metricsFailure: StoreFailure | undefined;

  function noteUnreadable(id: string, error: UnreadableRow, what: 'run' | 'comparison' | 'gain' | 'alert' = 'run'): void {
    if (unreadable.has(id)) return;
    unreadable.add(id);
    log.warn(`store: ${what} ${id} in ${access.file} cannot be read and is left out: ${error.message}`);
  }

  /** Reads one thing as it is at one moment; undefined where it is not there, or cannot be read. */
  function read<T>({ database }: Connection, id: string, what: 'run' | 'comparison', work: () => T | undefined): T | undefined {
    try {
      return inSnapshot(database, work);
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      noteUnreadable(id, error, what);
      return undefined;
    }
  }

  const readStoredRun = (connection: Connection, id: string) => read(connection, id, 'run', () => readRun(connection, id, clock.nowMs()));

  const readStoredComparison = (connection: Connection, id: string) =>
    read(connection, id, 'comparison', () => readComparisonRun(connection, id));

  /** A store of before there were comparisons, or series, stays one where it cannot be written to. */
  const readSince = <T>(version: number, otherwise: T, work: (connection: Connection) => T): T =>
    access.read(otherwise, (connection) => (connection.version < version ? otherwise : work(connection)));
  const readComparisons = <T>(otherwise: T, work: (connection: Connection) => T): T => readSince(COMPARISONS_SINCE, otherwise, work);

  const writeComparison = (run: ComparisonRun): boolean =>
    access.writeAnew(false, (connection) => inTransaction(connection.database, () => insertComparisonRun(connection, run)));

  /** One transaction that also marks how far the run has come. */
  function write(
    runId: string,
    work: (connection: Connection, header: RunHeader) => void,
    end?: Partial<RunProgress>,
    through: typeof access.write = access.write,
  ): void {
    const header = running.get(runId);
    if (header === undefined) throw new Error(`run ${runId} has not begun`);
    const durationMs = Math.max(0, clock.nowMs() - header.startedAtMs);
    through(undefined, (connection) => {
      inTransaction(connection.database, () => {
        const progress: RunProgress = { state: 'running', durationMs, machine: null, owner: ownIdentity(), ...end };
        // It is missing when the store could not be written to before, or another file was put in its place.
        insertRun(connection, header, { ...progress, state: 'running' });
        work(connection, header);
        updateRun(connection, runId, progress);
      });
    });
  }

  /** Of what is seen of machine and programs, under the conditions of `addMinutes`. */
  function writeMetrics(creating: boolean, work: (connection: Connection) => void): boolean {
    // A folder of ours among somebody's files begins with a run, not with a look at the machine.
    const isBesideGit = path.basename(options.folder) !== '.laptime';
    if (!existsSync(access.file) && !(creating && isBesideGit)) return false;
    return access.write(false, (connection) => {
      const { database } = connection;
      try {
        withoutWaiting(database, () => inTransaction(database, () => work(connection)));
        metricsFailure = undefined;
        return true;
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined || failure === 'damaged') throw error;
        // Nothing is lost: it is tried again. What is told of results that are not stored would be wrong here.
        if (failure !== metricsFailure) log.info(`store: metrics wait in memory, ${access.file} cannot be written now: ${failure}`);
        metricsFailure = failure;
        return false;
      }
    });
  }

  return {
    file: access.file,
    problem: () => access.problem(),
    notices: () => access.notices(),
    begin(header) {
      running.set(header.id, header);
      write(header.id, () => {}, {}, access.writeAnew);
    },
    addMeasurement(runId, measurement, loader) {
      write(runId, (connection, header) => insertMeasurement(connection, header, measurement, loader));
    },
    addFileFailure(runId, failure) {
      write(runId, (connection) => insertFileFailure(connection, runId, failure));
    },
    finish(runId, { state, durationMs, machine }) {
      write(runId, () => {}, { state, durationMs, machine, owner: null });
      running.delete(runId);
    },
    recentRuns: (limit) =>
      access.read<Run[]>([], (connection) => newestRunIds(connection, limit).flatMap((id) => readStoredRun(connection, id) ?? [])),
    runOverviews: (limit, without) =>
      access.read([], (connection) => readOverviews(connection, { limit, without }, clock.nowMs(), noteUnreadable)),
    run: (id) => access.read(null, (connection) => readStoredRun(connection, id) ?? null),
    history: (benchmarkId, limit, without) => access.read([], (connection) => readHistory(connection, benchmarkId, { limit, without })),
    series: (metric, benchmarkId) =>
      readSince(SERIES_SINCE, [], (connection) =>
        inSnapshot(connection.database, () =>
          benchmarkId === undefined ? readSeries(connection, metric) : readSeriesOf(connection, metric, benchmarkId),
        ),
      ),
    environments: () => readSince<ReturnType<typeof readEnvironments>>(SERIES_SINCE, new Map(), readEnvironments),
    measuredCommits: (environmentId) =>
      readSince<ReturnType<typeof readMeasuredCommits>>(SERIES_SINCE, new Map(), (connection) =>
        inSnapshot(connection.database, () => readMeasuredCommits(connection, environmentId)),
      ),
    *allRuns() {
      for (const id of access.read<string[]>([], (connection) => allRunIds(connection))) {
        const run = access.read(undefined, (connection) => readStoredRun(connection, id));
        if (run !== undefined) yield run;
      }
    },
    importRun: (run) => access.writeAnew(false, (connection) => inTransaction(connection.database, () => insertWholeRun(connection, run))),
    addComparison: (run) => void writeComparison(run),
    comparison: (id) => readComparisons(null, (connection) => readStoredComparison(connection, id) ?? null),
    comparisonOverviews: (limit) =>
      readComparisons<ComparisonOverview[]>([], (connection) =>
        readComparisonOverviews(connection, limit, (id, error) => noteUnreadable(id, error, 'comparison')),
      ),
    comparisonHistory: (benchmarkId, limit) => readComparisons([], (connection) => readComparisonHistory(connection, benchmarkId, limit)),
    *allComparisons() {
      for (const id of readComparisons<string[]>([], allComparisonIds)) {
        const run = readComparisons(undefined, (connection) => readStoredComparison(connection, id));
        if (run !== undefined) yield run;
      }
    },
    importComparison: (run) => writeComparison({ ...run, source: 'import' }),
    gains: () =>
      readSince<ReturnType<typeof readGains>>(GAINS_SINCE, [], (connection) =>
        readGains(connection, (id, error) => noteUnreadable(id, error, 'gain')),
      ),
    addGain: (gain) => access.writeAnew(false, (connection) => insertGain(connection, gain)),
    addMinutes: (minutes, creating) => writeMetrics(creating, (connection) => addMinutes(connection, minutes)),
    saveMarks: (marks, creating) => writeMetrics(creating, (connection) => saveMarks(connection, marks)),
    marks: (fromMs, limit) => readSince<SeriesMark[]>(MARKS_SINCE, [], (connection) => readMarks(connection, fromMs, limit)),
    metricPoints: (metric, choice) => readSince(METRICS_SINCE, [], (connection) => readMetricPoints(connection, metric, choice)),
    async pruneMetrics(retention) {
      const remove = (work: (connection: Connection) => void) =>
        access.write(undefined, (connection) => {
          try {
            withoutWaiting(connection.database, () => work(connection));
          } catch (error) {
            // The next time will do.
            if (failureOf(error) !== 'busy') throw error;
          }
        });
      for (const id of readSince<number[]>(METRICS_SINCE, [], readMetricIds)) {
        remove((connection) => removeOutdatedMetric(connection, id, retention, clock.nowMs()));
        await setImmediate();
      }
      if (readSince(MARKS_SINCE, false, () => true)) remove((connection) => removeOutdatedMarks(connection, retention, clock.nowMs()));
    },
    openAlertRecord: () =>
      createAlertRecord({
        ...{ clock, writes: alertWrites },
        read: (otherwise, work) => readSince(ALERTS_SINCE, otherwise, work),
        onUnreadable: (id, error) => noteUnreadable(id, error, 'alert'),
      }),
    async prune(retention) {
      let removed = 0;
      const remove = async (table: 'run' | 'comparison_run', ids: readonly string[]) => {
        for (const id of ids) {
          removed += access.write(0, ({ prepare }) => Number(prepare(`DELETE FROM ${table} WHERE id = ?`).run(id).changes));
          // One at a time, so that the thread is free between them.
          await setImmediate();
        }
      };
      await remove(
        'run',
        access.read<string[]>([], (connection) => outdatedRunIds(connection, retention, clock.nowMs())),
      );
      await remove(
        'comparison_run',
        readComparisons<string[]>([], (connection) => outdatedComparisonIds(connection, retention, clock.nowMs())),
      );
      access.write(undefined, (connection) => removeOutdatedPoints(connection, retention, clock.nowMs()));
      if (removed > 0) access.write(undefined, ({ database }) => database.exec(`PRAGMA incremental_vacuum(${FREED_PAGES})`));
      return removed;
    },
    dispose: () => alertWrites.end(() => access.dispose()),
  };
}

function insertWholeRun(connection: Connection, run: Run): boolean {
  const state = run.state === 'running' ? 'interrupted' : run.state;
  if (!insertRun(connection, { ...run, source: 'import' }, { state, durationMs: run.durationMs, machine: run.machine, owner: null })) {
    return false;
  }
  for (const [file, loader] of Object.entries(run.loaders)) insertLoader(connection, run.id, file, loader);
  for (const measurement of run.measurements) {
    const loader = run.loaders[measurement.benchmark.file];
    if (loader === undefined) throw new Error(`run ${run.id} does not say how ${measurement.benchmark.file} was loaded`);
    insertMeasurement(connection, run, measurement, loader);
  }
  for (const failure of run.fileFailures) insertFileFailure(connection, run.id, failure);
  return true;
}
