import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function withAuthors(posts: Post[], users: User[]): View[] {\n  return posts.map((post) => ({ ...post, author: users.find((user) => user.id === post.authorId) }));\n}',
    '// merge.js\nfor (const row of next) {\n  const old = previous.find((each) => each.key === row.key);\n  if (old) row.seen = old.seen;\n}\nvar previous = load();',
    "import type { Line } from './cart.ts';\nexport function total(cart: Line[], products: Product[]) {\n  let sum = 0;\n  for (const line of cart) {\n    const product = products.find(({ sku }) => sku === line.sku);\n    sum += (product?.price ?? 0) * line.count;\n  }\n  return sum;\n}",
    'export const Inbox = ({ mails, people }: Props) => (\n  <ul>\n    {mails.map((mail) => (\n      <li key={mail.id}>{people.find((person) => mail.from === person.address)?.name}</li>\n    ))}\n  </ul>\n);',
    'function patch(nodes, changes) {\n  for (let i = 0; i < changes.length; i++) {\n    const index = nodes.findIndex(function (node) { return node.id === changes[i].id; });\n    if (index >= 0) console.log(nodes[index].name, changes[i].name);\n  }\n}',
    'class Tree {\n  parents(nodes: Node[]) {\n    return nodes.map((node) => nodes.find((each) => each.id === node.parentId) ?? null);\n  }\n}',
    'function sync(state: State, remote: Item[]) {\n  for (const item of remote) {\n    const local = state.items.find((each) => each.meta.id === item.meta.id);\n    if (!local) download(item);\n  }\n}',
    'const gone = before.filter((file) => !after.some((other) => other.path === file.path));\nconst [before, after] = lists();',
    'function join(orders: Order[], customers: readonly Customer[]) {\n  const rows = [];\n  orders.forEach((order) => {\n    const customer = customers.find((c) => c.id === order.customer.id);\n    if (customer) rows.push([order.number, customer.name]);\n  });\n  return rows;\n}',
    'const latest = (names: string[], versions: Version[]) => names.map((name) => versions.findLast((version) => version.name === name));',
    'function rename(tokens: Token[], words: Word[]) {\n  while (tokens.length > 0) {\n    const token = tokens.pop()!;\n    emit(words.find((word) => word.name === String(token.text))?.short ?? token.text);\n  }\n}',
    'export function sorted(cards: Card[], ranks: Rank[]) {\n  return cards.toSorted((a, b) => ranks.find((rank) => rank.card === a.id)!.value - ranks.find((rank) => rank.card === b.id)!.value);\n}',
  ],
  silent: [
    // More or less than one key.
    'posts.map((post) => users.find((user) => user.id === post.authorId && user.isActive));\nconst users = load();',
    'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user) => user.id == post.authorId));',
    'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user) => user === post.author));',
    'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user) => user.score > post.score));',
    'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user) => user.name.toLowerCase() === post.author));',
    'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user, index) => user.id === post.ids[index]));',
    'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user) => user.id === user.owner + post.id));',
    'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user) => user.id === nextId(post)));',
    'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find(isAuthorOf(post)));',
    // Changed in the loop, or made there.
    'const all: Item[] = [];\nfor (const item of items) {\n  const old = all.find((each) => each.id === item.id);\n  if (old) old.count += 1;\n  else all.push(item);\n}',
    'function f(state: State, items: Item[]) { for (const item of items) { if (!state.items.some((each) => each.id === item.id)) state.items.push(item); } }',
    'for (const group of groups) {\n  const members = group.members;\n  const first = members.find((member) => member.id === group.owner);\n  show(first);\n}',
    'const all: Item[] = [];\nfunction add(item: Item) { all.push(item); }\nfor (const item of items) if (!all.find((each) => each.id === item.id)) add(item);',
    // Short ones.
    "const shapes = [{ id: 'a', size: 1 }, { id: 'b', size: 2 }];\nexport const sizes = rows.map((row) => shapes.find((shape) => shape.id === row.shape)?.size);",
    'const cells = (rows: Row[], columns: Column[]) => rows.map((row) => columns.find((column) => column.key === row.key));',
    'function f(users: User[]) { for (const id of [1, 2, 3]) show(users.find((user) => user.id === id)); }',
    'const label = (choice, options) => choice.list.map((value) => options.find((option) => option.value === value).label);',
    "import { countries } from './countries.ts';\nexport const named = (rows: Row[]) => rows.map((row) => countries.find((country) => country.code === row.code)?.name);",
    'function chainOf(node: Node, nodes: Node[]) { while (node) { show(nodes.find((each) => each.id === node.owner)); node = node.parent; } }',
    'function walk(steps: Step[], at: Step | undefined) { while (at) { at = steps.find((step) => step.id === at.next); } }',
    'async function f(posts: Post[], users: User[]) { for (const post of posts) await mail(users.find((user) => user.id === post.by)); }',
    // The same in each turn, or not in a loop.
    'const f = (posts: Post[], users: User[], id: string) => posts.map((post) => ({ post, user: users.find((user) => user.id === id) }));',
    'export const userOf = (post: Post, users: User[]) => users.find((user) => user.id === post.authorId);',
    'const f = (wanted: Id[], users: User[]) => wanted.every((id) => users.some((user) => user.id === id));',
    'function free(files: File[]) { let n = 1; while (files.some((file) => file.number === n)) n += 1; return n; }',
    'for (const post of posts) button.onclick = () => users.find((user) => user.id === post.authorId);\nvar users = [];',
    'const f = (posts, users) => posts.map((post) => users?.find((user) => user.id === post.authorId));',
    'for (const post of posts) await User.find({ id: post.authorId });',
    'const f = (rows, name) => rows.map((row) => this.parts.find((part) => part.row === row.id));',
  ],
  fixed: [
    [
      'function f(posts: Post[], users: User[]) {\n  // Who wrote what.\n  return posts.map((post) => users.find((user) => user.id === post.authorId)?.name);\n}',
      'function f(posts: Post[], users: User[]) {\n  // Who wrote what.\n  const usersById = new Map([...users].reverse().map((user) => [user.id, user]));\n  return posts.map((post) => usersById.get(post.authorId)?.name);\n}',
    ],
    [
      'function f(posts: Post[], users: User[]) {\n  for (const post of posts) {\n    if (users.some(({ id }) => `u-${post.author}` === id)) show(post);\n  }\n}',
      'function f(posts: Post[], users: User[]) {\n  const idsOfUsers = new Set(users.map((item) => item.id));\n  for (const post of posts) {\n    if (idsOfUsers.has(`u-${post.author}`)) show(post);\n  }\n}',
    ],
    [
      'function f(names: string[], all: Version[]) { for (const name of names) show(all.findLast((v) => v.meta.name === name)); }',
      'function f(names: string[], all: Version[]) { const allByMetaName = new Map(all.map((v) => [v.meta.name, v])); for (const name of names) show(allByMetaName.get(name)); }',
    ],
    [
      'function f(posts: Post[], users: User[]) { return posts.map((post) => users.find(/* the first */ (user) => user.id === post.by)); }',
      'function f(posts: Post[], users: User[]) { return posts.map((post) => users.find(/* the first */ (user) => user.id === post.by)); }',
    ],
    [
      'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user) => user.id === post.authorId));',
      'const f = (posts: Post[], users: User[]) => posts.map((post) => users.find((user) => user.id === post.authorId));',
    ],
  ],
};
