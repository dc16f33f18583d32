/** A process that holds the write lock of a database, for tests: `node locker.fixture.ts FILE`. It says `locked`, and ends with its input. */
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2]!);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('locked\n');
process.stdin.resume().on('end', () => {
  database.exec('ROLLBACK');
  database.close();
});
