/** Lines that leak end in `// leaks: NAME`, as the search is expected to call it. */
export const leakingFiles: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "leaking", "type": "module" }',
  'src/leaking.ts': `import { EventEmitter } from 'node:events';

interface Payload {
  readonly id: number;
}

class Entry {
  readonly payload: Payload;
  constructor(payload: Payload) {
    this.payload = payload;
  }
}

class TreeNode {
  readonly parent: TreeNode | null;
  readonly children: TreeNode[] = [];
  constructor(parent: TreeNode | null) {
    this.parent = parent;
    parent?.children.push(this);
  }
}

const cache = new Map<string, Entry>();
const bus = new EventEmitter();
bus.setMaxListeners(0);
const callbacks: (() => number)[] = [];
const chunks: Buffer[] = [];
const selected: TreeNode[] = [];
const numbers: number[] = [];
const shutdown = new Promise<void>(() => {});
(globalThis as { requestLog?: object[] }).requestLog = [];

export function growingCache(id: number): void {
  const key = 'entry ' + id;
  cache.set(
    key,
    new Entry({ id }), // leaks: Entry
  );
}

export function listeners(id: number): void {
  bus.on('tick', function onTick() { // leaks: onTick()
    return id;
  });
}

export function closures(id: number): void {
  const data = [id, id + 1];
  const callback = () => data[0]! + 1; // leaks: callback()
  callbacks.push(callback);
}

export function buffers(id: number): void {
  const size = 64 + (id % 2);
  chunks.push(Buffer.alloc(size)); // leaks: Buffer
}

export function timers(id: number): void {
  const name = 'timer ' + id;
  setInterval(() => name, 1e8).unref(); // leaks: Timeout
}

async function waiting(id: number): Promise<number> { // leaks: Generator
  const request = { id };
  await shutdown;
  return request.id;
}

export function promises(id: number): void {
  void waiting(id);
}

export function globalArray(id: number): void {
  const { requestLog } = globalThis as unknown as { requestLog: object[] };
  requestLog.push({ id, at: 'now' }); // leaks: Object
}

// Made on two lines: of these, the function is named.
export function detachedTree(): void { // leaks: TreeNode
  const root = new TreeNode(null);
  for (let count = 0; count < 2; count += 1) new TreeNode(root);
  selected.push(root.children[0]!);
}

export function numbersOnly(id: number): void { // leaks: Array
  numbers.push(id);
}
`,
  'leaking.bench.ts': `import { bench } from 'laptime';
import * as leaking from './src/leaking.ts';

let id = 0;
bench('all that leaks', () => {
  id += 1;
  leaking.growingCache(id);
  leaking.listeners(id);
  leaking.closures(id);
  leaking.buffers(id);
  leaking.timers(id);
  leaking.promises(id);
  leaking.globalArray(id);
  leaking.detachedTree();
  leaking.numbersOnly(id);
});
`,
  'bounded.bench.ts': `import { bench } from 'laptime';

class Connection {
  readonly buffer = new Uint8Array(64);
}

const newest = new Map<string, object>();
const ring: (object | null)[] = Array.from({ length: 64 }, () => null);
const weak = new WeakMap<object, object>();
const pool: Connection[] = [];
const memo = new Map<number, object>();
let table: object[] | undefined;
let id = 0;

bench('all that is bounded', async () => {
  id += 1;
  newest.set('key ' + id, { id });
  if (newest.size > 200) newest.delete(newest.keys().next().value!);
  ring[id % 64] = { id };
  const key = { id };
  weak.set(key, { value: id });
  const connections = Array.from({ length: 8 }, () => pool.pop() ?? new Connection());
  await Promise.resolve();
  pool.push(...connections);
  const domain = (id * 7919) % 100;
  if (!memo.has(domain)) memo.set(domain, { domain });
  table ??= Array.from({ length: 1000 }, (_, row) => ({ row }));
  return weak.get(key);
});
`,
};

/** What is expected to be found, and on which line of `src/leaking.ts`. */
export function expectedLeaks(): Map<string, number> {
  const lines = leakingFiles['src/leaking.ts']!.split('\n');
  return new Map(
    lines.flatMap((text, index) => {
      const name = /\/\/ leaks: (.*)$/.exec(text)?.[1];
      return name === undefined ? [] : [[name, index + 1] as const];
    }),
  );
}
