import { statfsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { messageOf, UserError } from '../../base/errors.ts';
import type { Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import { toConnection, type Connection } from './connection.ts';
import { fileIdentity, openDatabase, openDatabaseToRead, setAside } from './openDatabase.ts';
import { failureOf, loadSqlite, type Sqlite, type StoreFailure } from './sqlite.ts';

/** Opens the database when it is needed, and answers for all that can go wrong with it. */
export interface StoreAccess extends Disposable {
  readonly file: string;
  problem(): UserError | null;
  notices(): readonly string[];
  /** Gives `otherwise` where there is nothing to read yet, or the store cannot be used; `problem` then says why. */
  read<T>(otherwise: T, work: (connection: Connection) => T): T;
  write<T>(otherwise: T, work: (connection: Connection) => T): T;
  /** A write after which all is well again: what went wrong before concerned what was written then. */
  writeAnew<T>(otherwise: T, work: (connection: Connection) => T): T;
}

export function createStoreAccess(options: { readonly folder: string; readonly log: Log; readonly clock: Clock }): StoreAccess {
  const { log, clock } = options;
  const file = path.join(options.folder, 'laptime.db');
  const notices: string[] = [];
  let sqlite: Sqlite | undefined;
  let connection: Connection | undefined;
  let problem: UserError | null = null;
  /** A file that was refused is not tried again for every call, only when another one stands in its place. */
  let refused: { readonly identity: string | undefined } | undefined;
  let disposed = false;

  function connect(creating: boolean): Connection | undefined {
    if (disposed) return undefined;
    const identity = fileIdentity(file);
    // Another process may have set the file aside, or the user may have removed it.
    if (connection !== undefined && connection.identity === identity) return connection;
    close();
    if (refused !== undefined && refused.identity === identity) return undefined;
    refused = undefined;
    sqlite ??= loadSqlite();
    if (identity === undefined && !creating) return undefined;
    connection = open(sqlite);
    return connection;
  }

  function open(loaded: Sqlite): Connection {
    try {
      const database = openDatabase(loaded, file, clock);
      return toConnection(database, fileIdentity(file), false);
    } catch (error) {
      const failure = failureOf(error);
      const database = failure === 'read-only' || failure === 'unreadable' ? openDatabaseToRead(loaded, file) : undefined;
      if (database === undefined) throw error;
      report(explain('read-only', file, error));
      return toConnection(database, fileIdentity(file), true);
    }
  }

  function close(): void {
    const closing = connection;
    connection = undefined;
    try {
      closing?.database.close();
    } catch (error) {
      log.warn(`store: closing ${file}: ${messageOf(error)}`);
    }
  }

  function report(found: UserError): void {
    if (problem?.message !== found.message) log.warn(found.message);
    problem = found;
  }

  function use<T>(writing: boolean, otherwise: T, work: (connection: Connection) => T): T {
    for (let attempt = 1; ; attempt++) {
      const identity = fileIdentity(file);
      try {
        const current = connect(writing);
        if (current === undefined || (writing && current.readOnly)) return otherwise;
        const result = work(current);
        return result;
      } catch (error) {
        const failure = failureOf(error);
        if (error instanceof UserError) refused = { identity };
        else if (failure === undefined) throw error;
        else if (failure === 'damaged' && attempt === 1 && replace(identity)) continue;
        report(error instanceof UserError ? error : explain(causeOf(failure ?? 'unreadable', file), file, error));
        return otherwise;
      }
    }
  }

  /** True when the next attempt finds another file, or none. */
  function replace(identity: string | undefined): boolean {
    close();
    try {
      const target = setAside(file, identity, clock.nowMs());
      if (target !== undefined) {
        const notice = `The history in ${file} is damaged and was set aside as ${path.basename(target)}; a new one begins. Nothing was deleted.`;
        notices.push(notice);
        log.warn(notice);
      }
      return true;
    } catch (error) {
      log.warn(`store: ${file} is damaged and cannot be renamed: ${messageOf(error)}`);
      return false;
    }
  }

  return {
    file,
    problem() {
      use(false, undefined, () => undefined);
      return problem;
    },
    notices: () => [...notices],
    read: (otherwise, work) => use(false, otherwise, work),
    write: (otherwise, work) => use(true, otherwise, work),
    writeAnew: (otherwise, work) =>
      use(true, otherwise, (current) => {
        const result = work(current);
        problem = null;
        return result;
      }),
    dispose() {
      disposed = true;
      close();
    },
  };
}

/** Less than SQLite needs for the smallest transaction. */
const LEAST_ROOM_BYTES = 64 * 1024;

/** What SQLite calls a failed read or write may be a full disk: it cannot make the files beside the database then. */
function causeOf(failure: StoreFailure, file: string): StoreFailure {
  if (failure !== 'unreadable') return failure;
  try {
    const { bavail, bsize } = statfsSync(path.dirname(file));
    return bavail * bsize < LEAST_ROOM_BYTES ? 'full' : failure;
  } catch {
    // There is no such folder, or it cannot be read either.
    return failure;
  }
}

function explain(failure: StoreFailure, file: string, error: unknown): UserError {
  const folder = path.dirname(file);
  const words: Readonly<Record<StoreFailure, string>> = {
    damaged: `the history in ${file} is damaged and could not be set aside. Close other editors that use it, and move the file away.`,
    full: `the disk with ${folder} is full. Free some space.`,
    'read-only': `${folder} cannot be written to. Give yourself the right to write there.`,
    busy: `another process held ${file} for too long. If results are missing, close other editors that use it.`,
    unreadable: `${file} cannot be opened, read or written (${messageOf(error)}). Check the folder and its disk.`,
  };
  return new UserError(`store-${failure}`, `Results are shown but not stored: ${words[failure]}`, { cause: error });
}
