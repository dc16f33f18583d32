import type { RuleCosts } from '../../cost.ts';

const PAGE = 20;

export const costs: RuleCosts = {
  offset: {
    unit: 'rows',
    sizes: [100, 10_000, 100_000],
    async prepare(n) {
      const { DatabaseSync } = await import('node:sqlite');
      const db = new DatabaseSync(':memory:');
      db.exec('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL)');
      const fill = db.prepare('INSERT INTO users VALUES (?, ?, ?)');
      db.exec('BEGIN');
      for (let id = 1; id <= n; id += 1) fill.run(id, `name ${id}`, `user${id}@example.com`);
      db.exec('COMMIT');
      const offset = db.prepare('SELECT id, name FROM users ORDER BY id LIMIT ? OFFSET ?');
      const key = db.prepare('SELECT id, name FROM users WHERE id > ? ORDER BY id LIMIT ?');
      // A page in the middle.
      const from = n / 2;
      return { before: () => offset.all(PAGE, from), after: () => key.all(from, PAGE), end: () => db.close() };
    },
  },
  like: {
    unit: 'rows',
    sizes: [100, 10_000, 100_000],
    async prepare(n) {
      const { DatabaseSync } = await import('node:sqlite');
      const db = new DatabaseSync(':memory:');
      db.exec(
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL); CREATE VIRTUAL TABLE notes_text USING fts5(body, tokenize='trigram')",
      );
      const tables = ['INSERT INTO notes (id, body) VALUES (?, ?)', 'INSERT INTO notes_text (rowid, body) VALUES (?, ?)'].map((sql) =>
        db.prepare(sql),
      );
      db.exec('BEGIN');
      for (let id = 1; id <= n; id += 1) {
        const body = `note ${id}: ${id === n / 2 ? 'the lighthouse keeper' : `a word about day ${id % 365} of the year`}`;
        for (const table of tables) table.run(id, body);
      }
      db.exec('COMMIT');
      const scan = db.prepare("SELECT id FROM notes WHERE body LIKE '%' || ? || '%'");
      const index = db.prepare("SELECT rowid AS id FROM notes_text WHERE body LIKE '%' || ? || '%'");
      return { before: () => scan.all('lighthouse'), after: () => index.all('lighthouse'), end: () => db.close() };
    },
  },
};
