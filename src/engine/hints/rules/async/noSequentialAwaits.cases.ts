import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export async function show(id: string) {\n  const user = await loadUser(id);\n  const orders = await findOrders(id);\n  return render(user, orders);\n}',
    'async function page({ params }) { const post = await getPost(params.slug); const comments = await getComments(params.slug); const tags = await getTags(); return <Post {...{ post, comments, tags }} />; }',
    'class Report { async make(year: number) { const sales = await this.sales.findByYear(year); const costs = await this.costs.findByYear(year); return sales.length - costs.length; } }',
    "app.get('/stats', async (req, res) => { const users = await prisma.user.count(); const posts = await prisma.post.count({ where: { isPublic: true } }); res.json({ users, posts }); });",
    'const weather = async (city) => { const { data } = await axios.get(`/now/${city}`); const { data: days } = await axios.get(`/days/${city}`); return [data, ...days]; };',
    "export const load = async () => { const menu = await fetch('/menu.json'); const news = await fetch('/news.json'); return { menu: await menu.json(), news: await news.json() }; };",
    '// api.js\nmodule.exports = async function summary(repo) {\n  const issues = await github.listIssues(repo);\n  const pulls = await github.listPulls(repo);\n  return issues.length + pulls.length;\n};',
    'async function f(id) { if (id) { const a = await fetchAuthor(id); const b = await fetchBooks(id); return [a, b]; } return []; }',
    "async function balance(account: Account) { const open = await searchInvoices(account.id, 'open'); const paid = await searchInvoices(account.id, 'paid'); return sum(paid) - sum(open); }",
    'async function dashboard(team) { log(team); const members = (await loadMembers(team)) as Member[]; const goals = await loadGoals(team); return { members, goals }; }',
  ],
  silent: [
    'async function f(id) { const user = await loadUser(id); const orders = await findOrders(user.id); return orders; }',
    'async function f(id) { const { team } = await loadUser(id); const members = await loadMembers(team); return members; }',
    'async function f(id) { const user = await loadUser(id); if (!user) return null; const orders = await findOrders(id); return orders; }',
    'async function f(id) { const session = await getSession(id); const orders = await findOrders(id); return orders; }',
    'async function f(req) { const user = await getCurrentUser(req); const orders = await findOrders(req.params.id); return orders; }',
    'async function f(id) { const saved = await saveUser(id); const orders = await findOrders(id); return [saved, orders]; }',
    'async function f(tx, id) { const user = await tx.findUser(id); const orders = await tx.findOrders(id); return [user, orders]; }',
    'async function f(id) { const before = await countRows(id); await insert(id); const after = await countRows(id); return after - before; }',
    'async function f(id) { const one = await getPrice(id); const two = await getPrice(id); return one === two; }',
    'async function f(state) { const a = await loadUser(state); const b = await loadOrders(state); return [a, b]; }',
    'async function f(page) { const title = await page.getTitle(); const text = await page.getText(); return title + text; }',
    'async function f(url) { const response = await fetch(url); const body = await response.json(); return body; }',
    'async function f(cursor) { const a = await cursor.getNext(); const b = await cursor.getNext(); return [a, b]; }',
    'async function f(id) { const [user, orders] = await Promise.all([loadUser(id), findOrders(id)]); return [user, orders]; }',
    'async function f(id) { let user = await loadUser(id); let orders = await findOrders(id); return [user, orders]; }',
    "async function f() { const a = await import('./a.js'); const b = await import('./b.js'); return [a, b]; }",
    'async function f() { const config = await loadConfig(); const plugins = await loadPlugins(); return [config, plugins]; }',
    'async function f(id) { const user = await getOrCreateUser(id); const orders = await findOrders(id); return [user, orders]; }',
    'async function f(ids) { const a = await loadUser(ids[i++]); const b = await loadOrders(ids[i++]); return [a, b]; }',
    '// src/users.spec.ts\nasync function f(id) { const user = await loadUser(id); const orders = await findOrders(id); return [user, orders]; }',
    'async function f(id) { const user = await loadUser(id); const orders = findOrders(id); return [user, orders]; }',
    'async function f(db) { const a = await db.get(1); const b = await db.get(2); return [a, b]; }',
    'async function f(id) { const user = await loadUser(id, () => count++); const orders = await findOrders(id, () => count++); return [user, orders]; }',
  ],
  fixed: [
    [
      'async function f(id) {\n  // Both are needed.\n  const user = await loadUser(id);\n  const { list = [] } = await findOrders(id, { open: true });\n\n  return [user, list];\n}',
      'async function f(id) {\n  // Both are needed.\n  const [user, { list = [] }] = await Promise.all([loadUser(id), findOrders(id, { open: true })]);\n\n  return [user, list];\n}',
    ],
    [
      'async function f(id) {\n  const user = await loadUser(id); // the one who asks\n  const orders = await findOrders(id);\n}',
      'async function f(id) {\n  const user = await loadUser(id); // the one who asks\n  const orders = await findOrders(id);\n}',
    ],
    [
      'async function f(id) {\n  const user: User = await loadUser(id);\n  const orders = await findOrders(id);\n}',
      'async function f(id) {\n  const user: User = await loadUser(id);\n  const orders = await findOrders(id);\n}',
    ],
    [
      'class A {\n  async f(year, month) {\n    const a = await this.reports.findByYearAndMonth(year, month, this.zone);\n    const b = await this.invoices.findByYearAndMonth(year, month, this.zone);\n  }\n}',
      'class A {\n  async f(year, month) {\n    const [a, b] = await Promise.all([\n      this.reports.findByYearAndMonth(year, month, this.zone),\n      this.invoices.findByYearAndMonth(year, month, this.zone),\n    ]);\n  }\n}',
    ],
    [
      'async function f(id) { const a = (await loadUser(id)) as User; const b = await findOrders(id); }',
      'async function f(id) { const a = (await loadUser(id)) as User; const b = await findOrders(id); }',
    ],
  ],
};
