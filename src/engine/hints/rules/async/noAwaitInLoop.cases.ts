import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'async function f(ids) { const users = []; for (const id of ids) users.push(await loadUser(id)); return users; }',
    'async function f(urls) { const pages = {}; for (const url of urls) { const response = await fetch(url); pages[url] = response; } return pages; }',
    'export const sizes = async (files: string[]) => { let list = []; for (const file of files) { const info = await stat(file); list.push(info.size); } return list; };',
    'async function f(users) { for (const user of users) { user.photo = await api.photoOf(user.id); } }',
    'const m = new Map(); for (const [name, version] of Object.entries(wanted)) m.set(name, await registry.manifest(name, version));',
    'class A { async all(keys) { const out = []; for (const key of keys) { const value = await this.store.get(key); if (value) out.push(value); } return out; } }',
    'async function f(rows) { const out = []; for (const { id } of rows) out.push({ id, total: await totalOf(id) }); return out; }',
    'async function f(items) { for (const item of items) show(item, await translate(item.text)); }',
    'const texts: string[] = []; for (const f of files) { const t = await fs.promises.readlink(f); texts.push(t); }',
  ],
  silent: [
    'async function f(ids) { for (const id of ids) await remove(id); }',
    'async function f(ids) { for (const id of ids) { const user = await loadUser(id); if (user.isAdmin) return user; } }',
    'async function f(ids) { for (const id of ids) { const user = await loadUser(id); if (!user) break; list.push(user); } }',
    'async function f(urls) { let cursor; for (const url of urls) { const result = await load(url, cursor); cursor = result.cursor; } }',
    'async function f(url) { for (let tries = 0; tries < 3; tries += 1) { const answer = await fetch(url); if (answer.ok) list.push(answer); } }',
    'async function f(stream) { for await (const chunk of stream) out.push(await decode(chunk)); }',
    'async function f(rows, tx) { for (const row of rows) out.push(await tx.insert(row)); }',
    'async function f(rows) { /* one after the other: the service allows no more */ for (const row of rows) out.push(await send(row)); }',
    'async function f(rows) { for (const row of rows) { try { out.push(await send(row)); } catch (error) { errors.push(error); } } }',
    'async function f(batches) { for (const batch of batches) out.push(await Promise.all(batch.map(send))); }',
    'async function f(ids) { while (ids.length > 0) out.push(await load(ids.pop())); }',
    'async function f(page, selectors) { for (const selector of selectors) texts.push(await page.textContent(selector)); }',
    'async function f(ids) { await Promise.all(ids.map(async (id) => { const user = await loadUser(id); out.push(user); })); }',
    'async function f(steps) { let state = {}; for (const step of steps) { state = await run(step, state); } return state; }',
    'async function f(promises) { for (const promise of promises) out.push(await promise); }',
    'async function f(parts) { for (const part of parts) { const a = await load(part); out.push(await check(a)); } }',
    'for (const row of rows) handlers.push(async () => { const x = await load(row); return x; });',
    'async function f(xs) { for (const x of xs) { const seen = await load(x, out.length); out.push(seen); } }',
    '// src/users.test.ts\nasync function f(ids) { for (const id of ids) users.push(await loadUser(id)); }',
    'async function f(rl, names) { for (const name of names) answers.push(await rl.question(name)); }',
    'async function f(names) { for (const name of names) answers.push(await promptUser(name)); }',
    'async function f(hooks, config) { for (const hook of hooks) results.push(await hook.handler(config)); }',
    'async function f(files) { for (const file of files) { before(file); const result = await load(file); after(file, result); } }',
    'async function f(files) { for (const file of files) modules.push(await requireOrImport(file)); }',
    'async function f(entries) { for (const entry of entries) all.push(await entry(options)); }',
  ],
  fixed: [
    [
      'async function f(ids: string[]) {\n  const users = [];\n  for (const id of ids) {\n    users.push(await loadUser(id));\n  }\n  return users;\n}',
      'async function f(ids: string[]) {\n  const users = [];\n  users.push(...(await Promise.all(ids.map((id) => loadUser(id)))));\n  return users;\n}',
    ],
    [
      'async function f(rows) { for (const { id } of rows) totals.push(await this.totalOf(id)); }',
      'async function f(rows) { totals.push(...(await Promise.all(Array.from(rows, ({ id }) => this.totalOf(id))))); }',
    ],
    [
      'async function f(ids) { for (const id of ids) users.push(await loadUser(id)); /* all */ }',
      'async function f(ids) { users.push(...(await Promise.all(Array.from(ids, (id) => loadUser(id))))); /* all */ }',
    ],
    [
      'async function f(ids) { for (const id of ids) { /* by id */ users.push(await loadUser(id)); } }',
      'async function f(ids) { for (const id of ids) { /* by id */ users.push(await loadUser(id)); } }',
    ],
    [
      'async function f(ids) { for (const id of ids) users.push((await loadUser(id)).name); }',
      'async function f(ids) { for (const id of ids) users.push((await loadUser(id)).name); }',
    ],
  ],
};
