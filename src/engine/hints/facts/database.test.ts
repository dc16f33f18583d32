import { describe, expect, it } from 'vitest';
import { parseSource, type ts } from '../../syntax/index.ts';
import { isSetUp, queryOf } from './database.ts';
import { fileFacts } from './fileFacts.ts';

describe('queryOf', () => {
  it.each([
    ['pool.query("SELECT 1")', 'read', 'sql'],
    ['pool.query("  insert into a values (1)")', 'insert', 'sql'],
    ['const SQL = "DELETE FROM a"; db.exec(SQL)', 'write', 'sql'],
    ['pool.query(`UPDATE a SET b = ${b}`)', 'write', 'sql'],
    ['sql`select 1`', 'read', 'sql'],
    ['prisma.$queryRaw`SELECT 1`', 'read', 'sql'],
    ['html`select`', null, null],
    ['const one = db.prepare("SELECT 1"); one.get()', 'read', 'statement'],
    ['db.prepare("INSERT INTO a VALUES (1)").run()', 'insert', 'statement'],
    ['prisma.user.findMany({ where: {} })', 'read', 'prisma'],
    ['prisma.user.create({ data: {} })', 'insert', 'prisma'],
    ['list.findFirst(f)', null, null],
    ['User.findById(id).lean()', 'read', 'model'],
    ['this.userRepo.findOneBy({ id })', 'read', 'model'],
    ['dataSource.getRepository(User).findOne({ id })', 'read', 'model'],
    ['tree.findOne(id)', null, null],
    ['import { User } from "./models/user"; User.create({ a })', 'insert', 'model'],
    ['import { Worker } from "./worker"; Worker.create({ a })', null, null],
    ['knex("users").where({ id }).first()', 'read', 'builder'],
    ['db("users").insert(row)', 'insert', 'builder'],
    ['const db = drizzle(c); db.select().from(users).where(eq(users.id, id))', 'read', 'builder'],
    ['db.selectFrom("users").where("id", "=", id).executeTakeFirst()', 'read', 'builder'],
    ['db.insertInto("users").values(row).execute()', 'insert', 'builder'],
    ['list.insert(1).values(2)', null, null],
    ['map.get(key)', null, null],
    ['run("SELECT 1")', null, null],
  ])('of %s', (text, does, through) => {
    const source = parseSource('a.ts', text, true);
    const last = source.statements.at(-1) as ts.ExpressionStatement;
    const query = queryOf(last.expression, fileFacts(source));
    expect(query && { does: query.does, through: query.through }).toEqual(does === null ? null : { does, through });
  });

  it('knows what fills a database once', () => {
    expect(['prisma/seed.ts', 'db/migrations/1.js', 'src/seeds/users.ts', 'scripts\\fill.ts'].filter(isSetUp)).toHaveLength(4);
    expect(['src/users.ts', 'src/seedling/a.tsx', 'src/migrate.ts'].filter(isSetUp)).toEqual([]);
  });
});
