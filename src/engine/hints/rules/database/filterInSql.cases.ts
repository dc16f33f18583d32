import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export async function byEmail(email: string) { const users = await prisma.user.findMany(); return users.find((user) => user.email === email); }',
    'export async function active(ctx: Context) { return (await ctx.db.account.findMany()).filter((account) => account.active && !account.closed); }',
    'export const count = async () => (await prisma.order.findMany()).length;',
    "export function open(db) { const rows = db.prepare('SELECT * FROM tickets').all(); return rows.filter((row) => row.state !== 'closed'); }",
    "const all = db.prepare('SELECT id, name FROM users ORDER BY name'); export const named = (name: string) => all.all().find((user) => user.name === name);",
    "export async function total(db) { const rows = await db.all('select id from orders'); return rows.length; }",
    'export async function late(now: Date) { return (await Task.find()).filter((task: Task) => task.dueAt < now); }',
    'class Users { async isTaken(name: string) { const rows = await this.userRepository.find(); return rows.some((row) => name === row.name); } }',
    'export async function cheap(limit: number) { const rows = await Product.findAll(); return rows.filter((row) => row.price <= limit || row.stock === 0).map((row) => row.id); }',
  ],
  silent: [
    'export async function byEmail(email: string) { return prisma.user.findFirst({ where: { email } }); }',
    'export async function list() { const users = await prisma.user.findMany(); return users.map((user) => user.name); }',
    // Used twice.
    'export async function split() { const users = await prisma.user.findMany(); return [users.filter((user) => user.active), users.filter((user) => !user.active)]; }',
    'export async function both() { const users = await prisma.user.findMany(); log(users.length); return users; }',
    // What a database may not know.
    'export async function match(word: string) { const users = await prisma.user.findMany(); return users.filter((user) => user.name.toLowerCase().includes(word)); }',
    'export async function allowed() { const users = await prisma.user.findMany(); return users.filter((user) => mayRead(user)); }',
    'export async function odd() { const users = await prisma.user.findMany(); return users.filter((user, index) => index % 2 === 0); }',
    'export async function equal() { const rows = await prisma.pair.findMany(); return rows.filter((row) => row.sum === row.a + row.b); }',
    // There is a condition already.
    "export const open = (db) => db.prepare('SELECT * FROM tickets WHERE project = 1').all().filter((row) => row.open);",
    "export const open = (db, project) => db.prepare('SELECT * FROM tickets WHERE project = ?').all(project).filter((row) => row.open);",
    "export const last = (db) => db.prepare('SELECT * FROM tickets ORDER BY id DESC LIMIT 100').all().filter((row) => row.open);",
    "export const sums = (db) => db.prepare('SELECT count(*) AS n, state FROM tickets').all().filter((row) => row.n > 3);",
    'export async function some() { const users = await prisma.user.findMany({ where: { active: true } }); return users.find((user) => user.admin); }',
    // No database.
    'export async function tests() { return (await Promise.all(jobs)).filter((job) => job.failed); }',
    'export const first = (list: Finder) => list.find().filter((each) => each.open);',
    '// prisma/seed.ts\nconst users = await prisma.user.findMany(); console.log(users.length);',
    // Kept for all that ask later.
    'const users = await prisma.user.findMany(); export const byEmail = (email: string) => users.find((user) => user.email === email);',
  ],
};
