import type { RuleCosts } from '../../cost.ts';
import { rowServer } from '../../rowServer.fixture.ts';

export const costs: RuleCosts = {
  roundTrip: {
    unit: 'rows',
    sizes: [3, 20, 200],
    async prepare(n) {
      const server = await rowServer();
      const ids = Array.from({ length: n }, (_, index) => index * 7);
      return {
        async before() {
          const names: string[] = [];
          for (const id of ids) {
            const [row] = await server.find([id]);
            names.push(row!.name);
          }
          return names;
        },
        async after() {
          const rows = await server.find(ids);
          const byId = new Map(rows.map((row) => [row.id, row]));
          return ids.map((id) => byId.get(id)!.name);
        },
        end: () => server.close(),
      };
    },
  },
  statement: {
    unit: 'rows',
    sizes: [10, 100, 1000],
    async prepare(n) {
      const { DatabaseSync } = await import('node:sqlite');
      const db = new DatabaseSync(':memory:');
      db.exec('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
      db.exec(
        "INSERT INTO users WITH RECURSIVE n(id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM n WHERE id < 9999) SELECT id, 'name ' || id FROM n",
      );
      const one = db.prepare('SELECT name FROM users WHERE id = ?');
      const all = db.prepare('SELECT id, name FROM users WHERE id IN (SELECT value FROM json_each(?))');
      const ids = Array.from({ length: n }, (_, index) => index * 7);
      return {
        before: () => ids.map((id) => one.get(id)!['name']),
        after() {
          const byId = new Map(all.all(JSON.stringify(ids)).map((row) => [row['id'], row['name']]));
          return ids.map((id) => byId.get(id));
        },
        end: () => db.close(),
      };
    },
  },
};
