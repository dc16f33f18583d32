import type { RuleCases } from '../../cases.fixture.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const lines = (count: number, line: (index: number) => string): string => numbers(count).map(line).join('\n');

export const cases: RuleCases = {
  others: {
    'package.json': '{ "name": "tool", "type": "module", "dependencies": { "zod": "^4.0.0" } }',
    'src/formats/index.ts': lines(40, (at) => `export { format${at}, parse${at} as read${at} } from './format${at}.js';`),
    'src/stars/index.ts': `// All of them.\n${lines(25, (at) => `export * from './star${at}';`)}`,
    'src/chain/index.js': "export * from './a';\nexport * from './b/index.js';\nexport type { Row } from './types';\n",
    'src/chain/a/index.js': lines(15, (at) => `export * from './a${at}.js';`),
    'src/chain/b/index.js': lines(15, (at) => `export * from './b${at}.js';`),
    'src/imported/index.ts': `${lines(30, (at) => `import step${at} from './step${at}.js';`)}\nexport { ${numbers(30)
      .map((at) => `step${at}`)
      .join(', ')} };`,
    'src/index.ts': `export interface Options { quiet: boolean }\n${lines(30, (at) => `export { run${at} } from './runs/run${at}.js';`)}`,
    'src/few/index.ts': lines(12, (at) => `export * from './few${at}.js';`),
    'src/same/index.ts': lines(60, (at) => `export { one${at} } from './all.js';`),
    'src/types/index.ts': lines(40, (at) => `export type * from './types${at}.js';`),
    'src/registry/index.ts': `${lines(40, (at) => `import { run as run${at} } from './run${at}.js';`)}\nexport const commands = [${numbers(
      40,
    )
      .map((at) => `run${at}`)
      .join(', ')}];\nexport * from './run0.js';`,
    'src/effects/index.ts': `import './setUp.js';\n${lines(40, (at) => `export * from './effect${at}.js';`)}`,
    'src/both.ts': 'export const one = 1;',
    'src/both/index.ts': lines(40, (at) => `export * from './both${at}.js';`),
    'src/broken/index.ts': 'export * from ',
    'web/package.json': '{ "name": "web", "devDependencies": { "vite": "^7.0.0" } }',
    'web/src/formats/index.ts': lines(40, (at) => `export * from './format${at}.js';`),
    'page/package.json': '{ "name": "page", "browserslist": ["defaults"] }',
    'page/formats/index.js': lines(40, (at) => `export * from './format${at}.js';`),
  },
  hits: [
    "// src/app.ts\nimport { format3 } from './formats/index.js';\nexport const text = format3(1);",
    "// src/app.ts\nimport { format3, read5, type Format } from './formats';\nexport const text = (value: Format) => format3(read5(value));",
    "// src/deep/app.mts\nimport { twinkle } from '../stars/index.ts';\ntwinkle();",
    "// src/deep/app.cts\nimport { twinkle } from '../stars/';\ntwinkle();",
    "// src/app.js\nimport { deep } from './chain';\nexport const found = deep([1]);",
    "// src/app.ts\nimport { step4 as first } from './imported';\nawait first();",
    "// src/app/main.ts\nimport { run1, run2 } from '..';\nrun1(); run2();",
    "// src/main.ts\nimport { run7 } from './index';\nif (process.argv.length > 2) run7();",
    "// src/main.ts\nimport { run7 } from '.';\nexport class Tool { run = run7; }",
  ],
  silent: [
    // Types only, one way or the other.
    "// src/app.ts\nimport type { Format } from './formats';\nexport const text = (value: Format) => String(value);",
    "// src/app.ts\nimport { Format } from './formats';\nexport const text = (value: Format) => String(value);",
    "// src/app.ts\nimport { one } from './few';\none();",
    "// src/app.ts\nimport { one0 } from './same';\none0();",
    "// src/app.ts\nimport { Row0 } from './types';\nnew Row0();",
    // It is wanted as a whole.
    "// src/app.ts\nimport { commands } from './registry';\nfor (const run of commands) run();",
    "// src/app.ts\nimport * as formats from './formats';\nexport const all = Object.values(formats);",
    "// src/app.ts\nimport './formats';",
    "// src/app.ts\nimport { effect1 } from './effects';\neffect1();",
    "// src/app.ts\nimport * as formats from './formats';\nimport { format3 } from './formats';\nformat3(formats);",
    "// src/app.ts\nexport * from './formats';\nimport { format3 } from './formats';\nformat3();",
    // A file comes before a folder.
    "// src/app.ts\nimport { one } from './both';\none();",
    "// src/app.ts\nimport { one } from './broken';\none();",
    "// src/app.ts\nimport { one } from './gone';\none();",
    "// src/app.ts\nimport { one } from '../../outside';\none();",
    "// src/app.ts\nimport { format3 } from './formats/format3.js';\nformat3();",
    "// src/app.ts\nimport { uniq } from 'lodash';\nuniq([]);",
    // Bundled.
    "// web/src/app.ts\nimport { format3 } from './formats';\nformat3();",
    "// page/app.js\nimport { format3 } from './formats';\nformat3();",
    "// src/app.tsx\nimport { format3 } from './formats';\nexport const App = () => <b>{format3()}</b>;",
    // What an entry point hands on is for others to choose.
    "// src/lib.ts\nexport { format3 } from './formats';",
  ],
  fixed: [
    [
      "// src/app.ts\nimport { format3, read5, read3 as third } from './formats/index.js';\nthird(format3(read5));",
      "// src/app.ts\nimport { format3, parse3 as third } from './formats/format3.js';\nimport { parse5 as read5 } from './formats/format5.js';\nthird(format3(read5));",
    ],
    ['// src/app/main.ts\nimport { run1 } from ".."\nrun1()', '// src/app/main.ts\nimport { run1 } from "../runs/run1.js"\nrun1()'],
    [
      "// src/app.ts\nimport { step4 } from './imported';\nstep4();",
      "// src/app.ts\nimport { default as step4 } from './imported/step4.js';\nstep4();",
    ],
  ],
};
