import type { RuleCosts } from '../../cost.ts';

async function usersOf(n: number) {
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, active INTEGER NOT NULL)');
  const fill = db.prepare('INSERT INTO users VALUES (?, ?, ?, ?)');
  db.exec('BEGIN');
  for (let id = 0; id < n; id += 1) fill.run(id, `name ${id}`, `user${id}@example.com`, id % 3 === 0 ? 1 : 0);
  db.exec('COMMIT');
  return { db, all: db.prepare('SELECT * FROM users') };
}

export const costs: RuleCosts = {
  filter: {
    unit: 'rows',
    sizes: [10, 1000, 10_000],
    async prepare(n) {
      const { db, all } = await usersOf(n);
      const one = db.prepare('SELECT * FROM users WHERE email = ?');
      const email = `user${n / 2}@example.com`;
      return { before: () => all.all().find((user) => user['email'] === email), after: () => one.get(email), end: () => db.close() };
    },
  },
  count: {
    unit: 'rows',
    sizes: [10, 1000, 10_000],
    async prepare(n) {
      const { db, all } = await usersOf(n);
      const count = db.prepare('SELECT count(*) AS count FROM users');
      return { before: () => all.all().length, after: () => count.get()!['count'], end: () => db.close() };
    },
  },
};
