import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function count(root: Node): number {\n  const queue = [root];\n  let found = 0;\n  while (queue.length > 0) {\n    const node = queue.shift()!;\n    found += 1;\n    queue.push(...node.children);\n  }\n  return found;\n}',
    '// walk.js\nfunction walk(start) {\n  const seen = new Set([start]);\n  let pending = [start];\n  while (pending.length) {\n    const at = pending.shift();\n    for (const next of edgesOf(at)) {\n      if (seen.has(next)) continue;\n      seen.add(next);\n      pending.push(next);\n    }\n  }\n  return seen;\n}',
    "const lines = text.split('\\n');\nlet line: string | undefined;\nwhile ((line = lines.shift()) !== undefined) {\n  if (line === '') continue;\n  parse(line);\n}",
    'class Scheduler {\n  run(jobs: Job[]) {\n    const waiting = jobs.filter((job) => job.isReady);\n    do {\n      const job = waiting.shift();\n      job?.start();\n    } while (waiting.length !== 0);\n  }\n}',
    'function drain(events: Event[]) {\n  for (; events.length > 0 && !isStopped; ) {\n    handle(events.shift()!);\n  }\n}',
    'export function newestFirst(rows: Row[]) {\n  const list: Row[] = [];\n  for (const row of rows) {\n    list.unshift(row);\n  }\n  return list;\n}',
    '// report.js\nconst entries = [];\nlog.forEach((entry) => {\n  const text = format(entry);\n  entries.unshift({ text, time: entry.time });\n});\nrender(entries);',
    'function reversed(view: DataView, count: number) {\n  const bytes = [];\n  for (let i = 0; i < count; i++) bytes.unshift(view.getUint8(i));\n  return bytes;\n}',
    'const mirrored = Array.from(cells);\ncells.forEach((cell) => mirrored.unshift(cell));\nvar cells = grid();',
    'function topological(nodes: Node[]) {\n  const sorted: Node[] = [];\n  const open = nodes.filter((node) => node.inputs === 0);\n  while (open.length >= 1) {\n    const node = open.shift()!;\n    sorted.push(node);\n    node.outputs.forEach((next) => {\n      next.inputs -= 1;\n      if (next.inputs === 0) open.push(next);\n    });\n  }\n  return sorted;\n}',
    'function route(start: Place, goal: Place) {\n  const open = [start];\n  while (open.length > 0) {\n    const at = open.shift()!;\n    if (at === goal) return cameFrom(at);\n    for (const next of at.roads) if (see(next)) open.push(next);\n  }\n  return null;\n}',
  ],
  silent: [
    // Short, or most likely so.
    "const args = process.argv.slice(2);\nwhile (args.length > 0) {\n  const arg = args.shift();\n  if (arg === '--help') usage();\n}",
    "const parts = file.split('/');\nwhile (parts.length > 0) visit(parts.shift());",
    "const left = name.split('.');\nlet at = scope;\nwhile (left.length) at = at[left.shift()!];",
    "const steps = ['a', 'b', 'c'];\nwhile (steps.length > 0) run(steps.shift());",
    'function pathOf(node: Node) { const names: string[] = []; while (node) { names.unshift(node.name); node = node.parent; } return names; }',
    'const above: Node[] = []; for (let at = node.parent; at; at = at.parent) above.unshift(at);',
    'function f(nodes: Node[]) { const path: string[] = []; for (const node of nodes) path.unshift(node.name); return path; }',
    'const all: string[] = []; for (const name of ["a", "b"]) all.unshift(name);',
    // No list, or nobody knows.
    'function f(queue) { while (queue.length > 0) run(queue.shift()); }',
    'while (stream.length > 0) stream.shift();\nconst stream = new Fifo();',
    // Keeps a size, or takes a few.
    'const last: number[] = [];\nfor (const value of values) {\n  last.push(value);\n  if (last.length > 20) last.shift();\n}',
    'const lines: string[] = read();\nwhile (lines.length > 0 && lines[0]!.trim() === "") lines.shift();',
    'const log: string[] = [];\nfunction trim() { while (log.length > MOST) log.shift(); }',
    'const newest: Row[] = [];\nfor (const row of rows) {\n  newest.unshift(row);\n  if (newest.length > 10) newest.pop();\n}',
    'const list: Item[] = [];\nfor (const item of items) {\n  if (item.isFirst) list.unshift(item);\n  else list.push(item);\n}',
    'for (const row of rows) { const cells: Cell[] = row.slice(); cells.unshift(head); draw(cells); }',
    'const pairs: Token[] = [];\nfor (const [open, close] of around(node)) {\n  pairs.unshift(open);\n  pairs.push(close);\n}',
    'const chosen: Row[] = [];\nfor (let i = rows.length - 1; i >= 0; i--) {\n  if (rows[i].isOld) break;\n  chosen.unshift(rows[i]);\n}',
    'function fill(words: string[]) {\n  while (words.length > 0) {\n    if (width + words[0].length > most) break;\n    width += words[0].length;\n    words.shift();\n  }\n}',
    "const digits: number[] = [];\nvalue.split(':').forEach((part) => {\n  digits.unshift(Number(part));\n});",
    // Waits, or filled by others.
    'async function f(jobs: Job[]) { while (jobs.length > 0) { const job = jobs.shift()!; await job.run(); } }',
    'const queue: Job[] = [];\nexport const add = (job: Job) => { queue.push(job); };\nexport function run() { while (queue.length > 0) queue.shift()!(); }',
    'function parse(tokens: Token[]) { while (tokens.length > 0) { const token = tokens.shift()!; out.push(parseOne(token, tokens)); } }',
    'function f(queue: Job[]) { const job = queue.shift(); queue.unshift(job); }',
  ],
  fixed: [
    [
      'function f(root: Node) {\n  const queue = [root];\n  // Breadth first.\n  while (queue.length > 0) {\n    // The next one.\n    const { id, children } = queue.shift()!;\n    show(id); // and on\n    queue.push(...children);\n  }\n}',
      'function f(root: Node) {\n  const queue = [root];\n  // Breadth first.\n  for (const { id, children } of queue) {\n    // The next one.\n    show(id); // and on\n    queue.push(...children);\n  }\n}',
    ],
    [
      'function f(jobs: Job[]) { const rest = 1; const open = jobs.slice(); while (open.length) { let job = open.shift(); run(job); } }',
      'function f(jobs: Job[]) { const rest = 1; const open = jobs.slice(); for (let job of open) { run(job); } }',
    ],
    [
      'function f(jobs: Job[]) {\n  const open = jobs.slice();\n  while (open.length > 0) {\n    const job = open.shift()!;\n    if (job.isLast) break;\n    run(job, open.length);\n  }\n}',
      'function f(jobs: Job[]) {\n  const open = jobs.slice();\n  while (open.length > 0) {\n    const job = open.shift()!;\n    if (job.isLast) break;\n    run(job, open.length);\n  }\n}',
    ],
    [
      'function f(jobs: Job[]) {\n  const open = jobs.slice();\n  while (open.length > 0) {\n    const job = open.shift()!;\n    if (job.isLast) break;\n  }\n  return open;\n}',
      'function f(jobs: Job[]) {\n  const open = jobs.slice();\n  while (open.length > 0) {\n    const job = open.shift()!;\n    if (job.isLast) break;\n  }\n  return open;\n}',
    ],
    [
      'function f(rows: Row[]) {\n  const list: Row[] = [];\n  for (const row of rows) {\n    list.unshift(row); // the newest first\n  }\n  return list;\n}',
      'function f(rows: Row[]) {\n  const list: Row[] = [];\n  for (const row of rows) {\n    list.push(row); // the newest first\n  }\n  list.reverse();\n  return list;\n}',
    ],
    [
      'function f(rows: Row[]) {\n  const list: Row[] = [first];\n  for (const row of rows) list.unshift(row);\n  return list;\n}',
      'function f(rows: Row[]) {\n  const list: Row[] = [first];\n  for (const row of rows) list.unshift(row);\n  return list;\n}',
    ],
    [
      'const list: Row[] = []; for (const row of rows()) for (const cell of row) list.unshift(cell, row);',
      'const list: Row[] = []; for (const row of rows()) for (const cell of row) list.unshift(cell, row);',
    ],
    [
      'const list: Row[] = [];\nfor (const row of rows()) for (const cell of row) list.unshift(cell);\nshow(list);',
      'const list: Row[] = [];\nfor (const row of rows()) for (const cell of row) list.push(cell);\nlist.reverse();\nshow(list);',
    ],
  ],
};
