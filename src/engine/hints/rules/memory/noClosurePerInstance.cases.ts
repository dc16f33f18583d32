import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'class Point { x = 0; y = 0; length = () => Math.hypot(this.x, this.y); }\nexport const points = rows.map((row) => Object.assign(new Point(), row));',
    'export class Node { children: Node[] = []; add = (child: Node): void => { this.children.push(child); }; }\nexport function tree(lines: string[]) { const root = new Node(); for (const line of lines) root.add(new Node()); return root; }',
    '// cells.js\nclass Cell { constructor(value) { this.value = value; } text = () => String(this.value); }\nmodule.exports = (values) => { const cells = []; for (let at = 0; at < values.length; at += 1) cells.push(new Cell(values[at])); return cells; };',
    'class Particle { speed = 1; private step = (ms: number) => { this.at += this.speed * ms; }; at = 0; }\nconst particles = Array.from({ length: 10_000 }, () => new Particle());',
    'class Row { constructor(private readonly cells: string[]) {} get = (at: number) => this.cells[at]; set = (at: number, text: string) => { this.cells[at] = text; }; }\nexport const parse = (text: string) => text.split("\\n").map((line) => new Row(line.split(",")));',
    'class Task { run = async () => { await this.work(); }; work() {} }\nwhile (queue.length > 0) tasks.push(new Task());',
    'class Token { readonly is = (kind: string) => this.kind === kind; kind = ""; }\nfunction* scan(text: string) { for (const word of text.split(" ")) yield new Token(); }',
    'class Shape implements Drawable { #area = () => this.w * this.h; w = 1; h = 1; }\nsizes.forEach(([w, h]) => { shapes.push(new Shape()); });',
  ],
  silent: [
    'class Point { x = 0; length() { return this.x; } }\nconst points = rows.map(() => new Point());',
    'class Store { load = () => fetch("/data"); }\nexport const store = new Store();',
    'class List extends Component { add = () => this.setState({}); }\nconst lists = rows.map(() => new List());',
    'class Button { onClick = () => this.press(); press() {} }\nconst buttons = names.map(() => new Button());',
    'class Row { parse = (text: string) => text.split(this.mark); mark = ","; }\nconst rows = lines.map((line) => new Row()); const parts = lines.map(rows[0].parse);',
    'class Point { static from = (x: number) => new Point(x); }\nconst points = rows.map((x) => Point.from(x));',
    'class Point { length: () => number = () => 1; }\nconst points = rows.map(() => new Point());',
    'class Point { @bound length = () => 1; }\nconst points = rows.map(() => new Point());',
    'class Point { length = () => 1; }\nconst points = [1, 2, 3].map(() => new Point());',
    'class Point { length = memoize(() => 1); }\nconst points = rows.map(() => new Point());',
    'class Point { size = () => 1; }\nfor (const row of rows) { const { size } = new Point(); use(size); }',
    'class Socket { closeHandler = () => this.end(); end() {} }\nfor (const url of urls) connect(url, new Socket());',
  ],
  fixed: [
    [
      'class Row {\n  cells: string[] = [];\n  readonly get = (at: number): string => this.cells[at];\n  private load = async (text) => {\n    this.cells = await parse(text);\n  };\n}\nconst rows = lines.map(() => new Row());',
      'class Row {\n  cells: string[] = [];\n  get(at: number): string { return this.cells[at]; }\n  private async load(text) {\n    this.cells = await parse(text);\n  }\n}\nconst rows = lines.map(() => new Row());',
    ],
  ],
};
