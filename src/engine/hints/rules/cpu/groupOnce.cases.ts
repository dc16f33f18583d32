import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export const teamsWithPeople = (teams: Team[], people: Person[]) =>\n  teams.map((team) => ({ ...team, members: people.filter((person) => person.teamId === team.id) }));',
    '// tree.js\nexport function withChildren(nodes) {\n  return nodes.map((node) => ({ ...node, children: nodes.filter((each) => each.parent === node.id) }));\n}',
    'for (const author of authors) {\n  const books = allBooks.filter((book) => book.author.id === author.id);\n  author.count = books.length;\n}\nvar allBooks = load();',
    "import type { Order } from './orders.ts';\nexport function totals(customers: Customer[], orders: Order[]) {\n  const totals = new Map<string, number>();\n  customers.forEach((customer) => {\n    const own = orders.filter(({ customerId }) => customerId === customer.id);\n    totals.set(customer.id, own.reduce((sum, order) => sum + order.amount, 0));\n  });\n  return totals;\n}",
    'export function Board({ lanes, cards }: Props) {\n  return lanes.map((lane) => (\n    <Lane key={lane.id} cards={cards.filter((card) => card.lane === lane.id)} />\n  ));\n}',
    'const days = Array.from(new Set(logs.map((log) => log.day)), (day) => ({ day, logs: logs.filter((log) => log.day === day) }));\nvar logs = read();',
    'function report(projects: Project[], issues: Issue[]) {\n  for (let i = 0; i < projects.length; i += 1) {\n    const { key } = projects[i]!;\n    write(key, issues.filter((issue) => issue.project === key).length);\n  }\n}',
    'class Shop {\n  shelves(data: Data) {\n    const out: Record<string, Item[]> = {};\n    for (const shelf of data.shelves) out[shelf.name] = data.items.filter((item) => shelf.id === item.shelfId);\n    return out;\n  }\n}',
    'const names = Object.keys(counts);\nconst rows = names.map(function (name) { return [name, entries.filter(function (entry) { return entry.name === name; }).length]; });\nvar entries = all();',
    'function chart(series: Series[], points: readonly Point[]) {\n  while (series.length > 0) {\n    const one = series.pop()!;\n    draw(one, points.filter((point) => point.series === one.id));\n  }\n}',
  ],
  silent: [
    // More than a key.
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p.team === team.id && p.isActive));',
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p.team !== team.id));',
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p.age > team.age));',
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => team.ids.includes(p.id)));',
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p !== team.lead));',
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p == team.lead));',
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p.team === idOf(team)));',
    // Maybe no list.
    'const f = (users, message$) => users.map((user) => message$.filter((message) => message.to === user.id));',
    'const f = (users, query) => users.map((user) => query.filter((row) => row.user === user.id));',
    'const f = (users, bus) => users.forEach((user) => bus.events.filter((event) => event.user === user.id).subscribe(user.on));',
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p.team === team.id)[0]);',
    // Short ones.
    "import { countries } from './countries.ts';\nexport const byRegion = (regions: Region[]) => regions.map((region) => countries.filter((country) => country.region === region.id));",
    "const f = (people: Person[]) => ['red', 'blue'].map((team) => people.filter((person) => person.team === team));",
    'const f = (tabs: Tab[], people: Person[]) => tabs.map((tab) => people.filter((person) => person.tab === tab.id));',
    "const kinds = { a: 'A', b: 'B' };\nexport const groups = Object.keys(kinds).map((kind) => rows.filter((row) => row.kind === kind));",
    'const f = (rows: Row[], columns: Column[]) => rows.map((row) => columns.filter((column) => column.group === row.group));',
    'async function f(teams: Team[], people: Person[]) { for (const team of teams) await mail(people.filter((p) => p.team === team.id)); }',
    // Changed in the loop, made there, or the same in each turn.
    'function f(teams: Team[], people: Person[]) { for (const team of teams) { take(people.filter((p) => p.team === team.id)); people.pop(); } }',
    'let rest: Person[] = all;\nfor (const team of teams) {\n  const own = rest.filter((p) => p.team === team.id);\n  rest = rest.filter((p) => p.team !== team.id);\n  use(own);\n}',
    'function f(teams: Team[]) { for (const team of teams) { const people = team.people; show(people.filter((p) => p.role === team.role)); } }',
    'const f = (teams: Team[], people: Person[], id: string) => teams.map((team) => people.filter((p) => p.team === id));',
    'export const membersOf = (team: Team, people: Person[]) => people.filter((person) => person.team === team.id);',
    'const f = (teams: Team[], people: Person[]) => teams.map((team) => () => people.filter((p) => p.team === team.id));',
  ],
  fixed: [
    [
      'function f(teams: Team[], people: Person[]) {\n  for (const team of teams) {\n    // All of them.\n    team.members = people.filter((person) => person.teamId === team.id);\n  }\n}',
      'function f(teams: Team[], people: Person[]) {\n  const peopleByTeamId = Map.groupBy(people, (person) => person.teamId);\n  for (const team of teams) {\n    // All of them.\n    team.members = peopleByTeamId.get(team.id) ?? [];\n  }\n}',
    ],
    [
      'function f(teams: Team[], people: Person[]) {\n  return teams.map((team) => people.filter(({ team: id }) => id === team.id).length);\n}',
      'function f(teams: Team[], people: Person[]) {\n  const peopleByTeam = Map.groupBy(people, (item) => item.team);\n  return teams.map((team) => (peopleByTeam.get(team.id) ?? []).length);\n}',
    ],
    [
      'function f(teams: Team[], people: Person[]) { for (const t of teams) show(people.filter((p) => p.t === t /* an id */)); }',
      'function f(teams: Team[], people: Person[]) { for (const t of teams) show(people.filter((p) => p.t === t /* an id */)); }',
    ],
    [
      'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p.team === team.id));',
      'const f = (teams: Team[], people: Person[]) => teams.map((team) => people.filter((p) => p.team === team.id));',
    ],
  ],
};
