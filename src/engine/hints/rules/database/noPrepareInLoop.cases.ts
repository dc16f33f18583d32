import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'import { DatabaseSync } from "node:sqlite"; const db = new DatabaseSync("app.db"); for (const { id, name } of users) db.prepare("INSERT INTO users VALUES (?, ?)").run(id, name);',
    'export function names(db: Database, ids: number[]) { return ids.map((id) => db.prepare("SELECT name FROM users WHERE id = ?").pluck().get(id)); }',
    'class Store { save(rows: Row[]) { for (const row of rows) { const insert = this.db.prepare("INSERT OR REPLACE INTO rows VALUES (@id, @text)"); insert.run(row); } } }',
    'const SQL = "UPDATE items SET sold = 1 WHERE id = ?"; for (let i = 0; i < sold.length; i++) { db.prepare(SQL).run(sold[i]); }',
    'orders.forEach((order) => { const lines = db.prepare(`SELECT * FROM lines WHERE order_id = ?`).all(order.id); order.lines = lines; });',
    'const insertAll = db.transaction((rows) => { for (const row of rows) db.prepare("INSERT INTO log (at, text) VALUES (?, ?)").run(row.at, row.text); });',
    'for (const file of files) { for (const tag of file.tags) { db.prepare("INSERT INTO tags VALUES (?, ?)").run(file.id, tag); } }',
    '// lib/import.js\nconst Database = require("better-sqlite3");\nconst db = new Database(file);\nfor (const key in prices) {\n  db.prepare("DELETE FROM prices WHERE sku = ?").run(key);\n}',
    'function f(rows) { for (const row of rows) { const statement = connection.prepare("SELECT id " + "FROM users WHERE mail = ?"); row.id = statement.get(row.mail)?.id; } }',
    'for (const id of ids) { const old = db.prepare("select * from a where id = ?").get(id); if (!old) db.prepare("insert into a values (?)").run(id); }',
    'const counts = groups.map(({ id }) => ({ id, count: db.prepare("WITH m AS (SELECT * FROM members WHERE team = ?) SELECT count(*) AS n FROM m").get(id).n }));',
  ],
  silent: [
    'const insert = db.prepare("INSERT INTO users VALUES (?, ?)"); for (const { id, name } of users) insert.run(id, name);',
    'for (const table of tables) { const rows = db.prepare(`SELECT count(*) FROM ${table}`).get(); show(rows); }',
    'for (const sql of migrations) db.prepare(sql).run();',
    'await env.DB.batch(users.map((user) => env.DB.prepare("INSERT INTO users VALUES (?)").bind(user.id)));',
    'for (const file of files) { const db = new Database(file); show(db.prepare("SELECT count(*) FROM rows").get()); db.close(); }',
    'for (const db of shards) total += db.prepare("SELECT count(*) AS n FROM rows").get().n;',
    'let insert; for (const row of rows) { insert ??= db.prepare("INSERT INTO rows VALUES (?)"); insert.run(row); }',
    'let insert; for (const row of rows) { if (!insert) insert = db.prepare("INSERT INTO rows VALUES (?)"); insert.run(row); }',
    'const statements = names.map((name) => db.prepare("SELECT 1"));',
    'for (const key of keys) { if (!cache.has(key)) cache.set(key, db.prepare("SELECT * FROM a WHERE id = ?")); }',
    'while (more) { more = db.prepare("DELETE FROM old LIMIT 500").run().changes > 0; }',
    'for (let tries = 0; tries < 5; tries++) { try { return db.prepare("UPDATE a SET b = 1").run(); } catch { wait(tries); } }',
    'for (const dish of dishes) { kitchen.prepare("pasta"); }',
    'for (const type of ["a", "b"]) db.prepare("DELETE FROM rows WHERE type = ?").run(type);',
    'function insertUser(user) { db.prepare("INSERT INTO users VALUES (?)").run(user.id); }',
    '// src/store.test.ts\nfor (const id of ids) db.prepare("INSERT INTO a VALUES (?)").run(id);',
    'for (const row of rows) { const statement = db.prepare("SELECT 1 FROM a WHERE id = ?"); queue.push(statement); }',
    'for (const name of names) connect(name).prepare("SELECT 1 FROM a").get();',
  ],
  fixed: [
    [
      'for (const id of ids) {\n  db.prepare("INSERT INTO a VALUES (?)").run(id); // one\n}\n',
      'const insertStatement = db.prepare("INSERT INTO a VALUES (?)");\nfor (const id of ids) {\n  insertStatement.run(id); // one\n}\n',
    ],
    [
      'function f(rows) {\n  // all of them\n  for (const row of rows) {\n    const find = this.db.prepare(`SELECT *\n      FROM a WHERE id = ?`);\n    row.a = find.get(row.id);\n  }\n}\n',
      'function f(rows) {\n  const find = this.db.prepare(`SELECT *\n      FROM a WHERE id = ?`);\n  // all of them\n  for (const row of rows) {\n    row.a = find.get(row.id);\n  }\n}\n',
    ],
    [
      'const find = 1;\nconst all = ids.map((id) => { const find = db.prepare("SELECT * FROM a WHERE id = ?"); return find.get(id); });\n',
      'const find = 1;\nconst selectStatement = db.prepare("SELECT * FROM a WHERE id = ?");\nconst all = ids.map((id) => { const find = selectStatement; return find.get(id); });\n',
    ],
    [
      'for (const a of as) for (const b of a.bs) db.prepare("UPDATE t SET b = ? WHERE a = ?").run(b, a.id);',
      'const updateStatement = db.prepare("UPDATE t SET b = ? WHERE a = ?");\nfor (const a of as) for (const b of a.bs) updateStatement.run(b, a.id);',
    ],
  ],
};
