import type { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../base/errors.ts';

export type Sqlite = typeof import('node:sqlite');
export type Database = DatabaseSync;

/**
 * Node's own SQLite, loaded when it is first needed.
 * @throws UserError `store-unavailable` where Node has none
 */
export function loadSqlite(): Sqlite {
  const sqlite = withoutSqliteWarning(() => process.getBuiltinModule?.('node:sqlite'));
  if (sqlite === undefined) {
    const running =
      process.versions['electron'] === undefined ? `Node.js ${process.versions.node}` : `an editor with Node.js ${process.versions.node}`;
    throw new UserError(
      'store-unavailable',
      `There is no history because ${running} has no SQLite: results are shown but not stored. It needs VS Code 1.101 or later, or Node.js 22.13 or later for the command line.`,
    );
  }
  return sqlite;
}

/** Node 22 warns on stderr that its SQLite is experimental, in the middle of our own output. */
function withoutSqliteWarning<T>(load: () => T): T {
  const original = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: []) => {
    if (!String(warning).includes('SQLite')) original.call(process, warning, ...rest);
  };
  try {
    return load();
  } finally {
    process.emitWarning = original;
  }
}

/** What the user can do something about, of all that SQLite can fail with. */
export type StoreFailure = 'damaged' | 'full' | 'read-only' | 'busy' | 'unreadable';

// Primary result codes, https://www.sqlite.org/rescode.html
const FAILURES: Readonly<Record<number, StoreFailure>> = {
  3: 'read-only', // PERM
  5: 'busy', // BUSY
  8: 'read-only', // READONLY
  10: 'unreadable', // IOERR
  11: 'damaged', // CORRUPT
  13: 'full', // FULL
  14: 'unreadable', // CANTOPEN
  15: 'busy', // PROTOCOL: the lock could not be had
  23: 'unreadable', // AUTH
  26: 'damaged', // NOTADB
};

const FILE_FAILURES: Readonly<Record<string, StoreFailure>> = {
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EIO: 'unreadable',
  EMFILE: 'unreadable',
  ENFILE: 'unreadable',
  ENOTDIR: 'unreadable',
};

/** Undefined for errors that are bugs. */
export function failureOf(error: unknown): StoreFailure | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'ERR_SQLITE_ERROR' && 'errcode' in error) return FAILURES[Number(error.errcode) & 0xff];
  return FILE_FAILURES[String(error.code)];
}

/** Runs `work`, which fails as busy at once where another process holds the store: nobody waits for what can be done later. */
export function withoutWaiting<T>(database: Database, work: () => T): T {
  const before = Number(database.prepare('PRAGMA busy_timeout').get()?.['timeout']);
  database.exec('PRAGMA busy_timeout = 0');
  try {
    return work();
  } finally {
    database.exec(`PRAGMA busy_timeout = ${before}`);
  }
}

/**
 * Runs `work` in one transaction that takes the write lock at once: all of it is stored, or nothing.
 * With a lock taken only at the first write, two processes that both have read would refuse each other without waiting.
 */
export function inTransaction<T>(database: Database, work: () => T): T {
  return between(database, 'BEGIN IMMEDIATE', work);
}

/** Runs `work` on the store as it is at one moment, whatever others write meanwhile. */
export function inSnapshot<T>(database: Database, work: () => T): T {
  return between(database, 'BEGIN', work);
}

function between<T>(database: Database, begin: string, work: () => T): T {
  database.exec(begin);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
    throw error;
  }
}
