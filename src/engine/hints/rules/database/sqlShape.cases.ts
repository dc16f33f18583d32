import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export const list = (sql, word, from) => sql`SELECT i.id, c.name FROM invoices i JOIN customers c ON i.customer_id = c.id WHERE c.name ILIKE ${`%${word}%`} OR i.status ILIKE ${`%${word}%`} ORDER BY i.date DESC LIMIT ${PAGE} OFFSET ${from}`;',
    "export const page = (db, isDown: boolean, from: number) => db.prepare('SELECT id FROM rows ORDER BY place LIMIT ? OFFSET ?').all(20, from);",
    "export const page = (db, at: number) => db.prepare('SELECT id, name FROM users ORDER BY id LIMIT 20 OFFSET ?').all(at * 20);",
    'export async function list(pool: Pool, from: number) { const { rows } = await pool.query("select * from orders order by created_at desc limit $1 offset $2", [50, from]); return rows; }',
    'export const rowsOf = (db, page: number) => db.query(`SELECT * FROM events ORDER BY id LIMIT ${SIZE} OFFSET ${page * SIZE}`);',
    'export const rowsOf = async (sql, page: number) => sql`select id, title from posts where not hidden order by id limit 20 offset ${page * 20}`;',
    "const PAGE = 'SELECT name FROM cities ORDER BY name LIMIT ?, ?'; export const cities = (connection, from) => connection.execute(PAGE, [from, 50]);",
    "export const search = (db, word: string) => db.prepare(\"SELECT id FROM users WHERE name LIKE '%' || ? || '%'\").all(word);",
    "export const search = (pool, word: string) => pool.query('SELECT id, name FROM products WHERE name ILIKE $1 ORDER BY name', [`%${word}%`]);",
    'export const search = (db, word: string) => db.all("SELECT * FROM notes WHERE body LIKE ?", "%" + word + "%");',
    'export const ended = (db) => db.all("SELECT path FROM files WHERE lower(path) LIKE \'%.tmp\'");',
    'export const search = (prisma, word) => prisma.$queryRaw`SELECT id FROM "User" WHERE LOWER("name") LIKE ${`%${word}%`}`;',
    "export const search = (connection, word) => connection.query('SELECT id FROM t WHERE a LIKE CONCAT(\\'%\\', ?, \\'%\\')', [word]);",
    "export const page = (db, from) => db.all('WITH seen AS (SELECT id FROM visits) SELECT id FROM seen ' + 'ORDER BY id LIMIT 10 OFFSET :from', { from });",
  ],
  silent: [
    "export const page = (db, last: number) => db.prepare('SELECT id, name FROM users WHERE id > ? ORDER BY id LIMIT 20').all(last);",
    "export const second = (db) => db.prepare('SELECT salary FROM staff ORDER BY salary DESC LIMIT 1 OFFSET 1').get();",
    // One condition leaves few rows.
    "export const page = (pool, user, from) => pool.query('SELECT * FROM orders WHERE user_id = $1 ORDER BY id LIMIT 20 OFFSET $2', [user, from]);",
    "export const search = (pool, team, word) => pool.query('SELECT * FROM users WHERE team = $1 AND name ILIKE $2', [team, `%${word}%`]);",
    'export const search = (db, word: string) => db.prepare("SELECT id FROM users WHERE name LIKE ? || \'%\'").all(word);',
    "export const search = (pool, word: string) => pool.query('SELECT id FROM products WHERE name LIKE $1', [`${word}%`]);",
    "export const search = (pool, pattern: string) => pool.query('SELECT id FROM products WHERE name LIKE $1', [pattern]);",
    'export const all = (db) => db.all("SELECT id FROM users WHERE name LIKE \'%\'");',
    'export const own = (db) => db.all("SELECT name FROM tables WHERE name NOT LIKE \'%_backup\' ORDER BY name");',
    'export const page = (db, where: string, values, from) => db.execute(`SELECT u.* FROM users u ${where} ORDER BY u.created_at DESC LIMIT ? OFFSET ?`, [...values, from]);',
    'export const rows = (sql, word, only) => sql`SELECT id FROM patents p WHERE p.public AND p.title ILIKE ${`%${word}%`} ${only} ORDER BY id`;',
    'export const rows = (db, base: string, values) => db.query(`${base} ORDER BY at DESC LIMIT ? OFFSET ?`, values);',
    // An index for parts of texts.
    "// Has an index with gin_trgm_ops.\nexport const search = (pool, word: string) => pool.query('SELECT id FROM products WHERE name ILIKE $1', [`%${word}%`]);",
    "db.exec(\"CREATE VIRTUAL TABLE words USING fts5(name, tokenize='trigram')\"); export const search = (word) => db.prepare(\"SELECT rowid FROM words WHERE name LIKE '%' || ? || '%'\").all(word);",
    'export const tables = (db) => db.all("SELECT name FROM sqlite_master WHERE name LIKE \'%_log\'");',
    // All but the newest.
    "export const old = (db, kept: number) => db.prepare('SELECT id FROM runs ORDER BY at DESC LIMIT -1 OFFSET ?').all(kept);",
    // No query.
    "export const message = t('The select box takes its values from the list; offset ? is where it begins');",
    "export const view = new DataView(buffer, 8).getUint8(offset('select'));",
    '// scripts/clean.ts\nfor (const { path } of db.all("SELECT path FROM files WHERE path LIKE \'%.tmp\'")) remove(path);',
    "export const page = (builder, from) => builder.select('id').from('users').offset(from).limit(20);",
    'export const drop = (db) => db.run("DELETE FROM files WHERE path LIKE \'%.tmp\'");',
  ],
};
