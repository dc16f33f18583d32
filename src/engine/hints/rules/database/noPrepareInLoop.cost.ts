import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  insert: {
    unit: 'rows',
    sizes: [10, 100, 1000],
    async prepare(n) {
      const { DatabaseSync } = await import('node:sqlite');
      const db = new DatabaseSync(':memory:');
      db.exec('CREATE TABLE events (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT)');
      const sql = 'INSERT INTO events (id, at, kind, payload) VALUES (?, ?, ?, ?)';
      // As it should be with many rows, both ways within one transaction.
      const all = (insert: () => void) => {
        db.exec('BEGIN');
        insert();
        const count = db.prepare('SELECT count(*) AS count FROM events').get()!['count'];
        db.exec('ROLLBACK');
        return count;
      };
      return {
        before: () =>
          all(() => {
            for (let id = 0; id < n; id += 1) db.prepare(sql).run(id, id * 10, 'visit', null);
          }),
        after: () =>
          all(() => {
            const insert = db.prepare(sql);
            for (let id = 0; id < n; id += 1) insert.run(id, id * 10, 'visit', null);
          }),
        end: () => db.close(),
      };
    },
  },
  select: {
    unit: 'rows',
    sizes: [10, 100, 1000],
    async prepare(n) {
      const { DatabaseSync } = await import('node:sqlite');
      const db = new DatabaseSync(':memory:');
      db.exec('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
      const fill = db.prepare('INSERT INTO users VALUES (?, ?)');
      for (let id = 0; id < 1000; id += 1) fill.run(id, `name ${id}`);
      const sql = 'SELECT name FROM users WHERE id = ?';
      const ids = Array.from({ length: n }, (_, index) => (index * 7) % 1000);
      return {
        before: () => ids.map((id) => db.prepare(sql).get(id)!['name']),
        after() {
          const select = db.prepare(sql);
          return ids.map((id) => select.get(id)!['name']);
        },
        end: () => db.close(),
      };
    },
  },
};
