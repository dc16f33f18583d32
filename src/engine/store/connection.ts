import type { StatementSync } from 'node:sqlite';
import type { Database } from './sqlite.ts';

/** An open store. Statements are compiled once. */
export interface Connection {
  readonly database: Database;
  /** Which file was opened, as `fileIdentity` tells it. */
  readonly identity: string | undefined;
  readonly readOnly: boolean;
  /** The newest, but for an older file that cannot be written to. */
  readonly version: number;
  prepare(sql: string): StatementSync;
}

export function toConnection(database: Database, identity: string | undefined, readOnly: boolean): Connection {
  const statements = new Map<string, StatementSync>();
  return {
    database,
    identity,
    readOnly,
    version: Number(database.prepare('PRAGMA user_version').get()?.['user_version']),
    prepare(sql) {
      let statement = statements.get(sql);
      if (statement === undefined) statements.set(sql, (statement = database.prepare(sql)));
      return statement;
    },
  };
}
