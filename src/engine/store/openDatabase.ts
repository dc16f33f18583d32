import { existsSync, lstatSync, renameSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Clock } from '../../base/clock.ts';
import { migrate, versionOf } from './migrations.ts';
import { failureOf, type Database, type Sqlite } from './sqlite.ts';
import { prepareFolder, refuseLinks } from './storeFolder.ts';

const BUSY_TIMEOUT_MS = 5000;
const RETRY_AFTER_MS = 20;

/** The files that SQLite keeps beside the database while it is open. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/**
 * Opens the store for reading and writing, created or brought to the newest version where needed.
 * @throws UserError `store-link`, `store-newer`, `store-foreign`; errors of SQLite and of files that `failureOf` knows
 */
export function openDatabase(sqlite: Sqlite, file: string, clock: Clock): Database {
  prepareFolder(path.dirname(file));
  refuseLinks(file, ...COMPANIONS.map((suffix) => file + suffix));
  // Where several processes open a new file at once, SQLite refuses some without waiting: the switch to WAL needs the file alone.
  const deadlineMs = clock.monotonicMs() + BUSY_TIMEOUT_MS;
  for (;;) {
    const database = new sqlite.DatabaseSync(file);
    try {
      prepareConnection(database);
      // Before anything is written: a file that is not ours, or not ours yet, stays as it is.
      if (versionOf(database, file) === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL');
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 16777216');
      migrate(database, file);
      return database;
    } catch (error) {
      database.close();
      if (failureOf(error) !== 'busy' || clock.monotonicMs() > deadlineMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER_MS);
    }
  }
}

/**
 * Opens a store that cannot be written to, for reading. Undefined where that cannot be done either, or where there is none.
 * @throws UserError `store-newer`, `store-foreign`
 */
export function openDatabaseToRead(sqlite: Sqlite, file: string): Database | undefined {
  if (!existsSync(file)) return undefined;
  const immutable = pathToFileURL(file);
  // Without a log beside it the file is whole, and SQLite must be told that it may read without creating one.
  if (!existsSync(`${file}-wal`)) immutable.searchParams.set('immutable', '1');
  try {
    const database = new sqlite.DatabaseSync(immutable, { readOnly: true });
    let usable = false;
    try {
      prepareConnection(database);
      // An older file stays as old as it is: readers ask the connection for its version.
      usable = versionOf(database, file) > 0;
    } finally {
      if (!usable) database.close();
    }
    return usable ? database : undefined;
  } catch (error) {
    // Before Node 22.15 a URL is a TypeError.
    if (failureOf(error) === undefined && !(error instanceof TypeError)) throw error;
    return undefined;
  }
}

function prepareConnection(database: Database): void {
  database.exec(
    `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON`,
  );
}

/** Which file stands at a path, to notice that another one took its place; undefined where there is none. */
export function fileIdentity(file: string): string | undefined {
  const found = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}

/**
 * Renames a damaged store and what belongs to it, so that a new one can begin. The new name; undefined when another process
 * was faster, and the file at the path is not the damaged one any more.
 */
export function setAside(file: string, identity: string | undefined, nowMs: number): string | undefined {
  if (identity === undefined || fileIdentity(file) !== identity) return undefined;
  const time = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  const target = path.join(path.dirname(file), `laptime.damaged-${time}.db`);
  // The log first: SQLite would read it into the new store if it found it beside it.
  for (const suffix of [...COMPANIONS, '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  return target;
}
