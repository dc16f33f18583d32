import type { RuleCases } from '../../cases.fixture.ts';

const with20 = (options: string): string => `// tsconfig.json\n${options}`;

export const cases: RuleCases = {
  others: {
    'package.json': '{ "name": "server", "engines": { "node": ">=20.19 <23 || >=24" }, "dependencies": { "fastify": "^5.0.0" } }',
    'old/package.json': '{ "name": "old", "engines": { "node": ">=8" } }',
    'fourteen/package.json': '{ "engines": { "node": "^14.17.0 || >=16" } }',
    'any/package.json': '{ "engines": { "node": "*" } }',
    'web/package.json': '{ "engines": { "node": ">=20" }, "devDependencies": { "vite": "^7.0.0" } }',
    'built/package.json': '{ "engines": { "node": ">=20" }, "scripts": { "build": "tsc --noEmit && esbuild src/main.ts --bundle" } }',
    'part/package.json': '{ "name": "part" }',
    'broken/package.json': '{ "engines": ',
  },
  hits: [
    with20('{ "compilerOptions": { "target": "ES5", "module": "commonjs", "outDir": "dist" } }'),
    with20('{\n  // As it was generated.\n  "compilerOptions": {\n    "target": "es6", /* old */\n    "strict": true,\n  },\n}'),
    with20('{ "compilerOptions": { "target": "es2016", "lib": ["es2022"] }, "include": ["src"] }'),
    '// tsconfig.build.json\n{ "compilerOptions": { "target": "ES2015", "sourceMap": true } }',
    '// part/tsconfig.json\n{ "compilerOptions": { "target": "es5", "downlevelIteration": true } }',
    '// fourteen/tsconfig.json\n{ "compilerOptions": { "target": "es2015" } }',
    '// part/tsconfig-cjs.json\n{ "compilerOptions": { "target": "ES3" } }',
    '// broken/tsconfig.json\n{ "compilerOptions": { "target": "ES5" } }',
    with20('{ "compilerOptions": { "noEmit": false, "target": "Es2015" } }'),
  ],
  silent: [
    with20('{ "compilerOptions": { "target": "ES2022" } }'),
    with20('{ "compilerOptions": { "target": "ESNext", "strict": true } }'),
    with20('{ "compilerOptions": { "target": "ES2017" } }'),
    with20('{ "compilerOptions": { "strict": true } }'),
    with20('{ "compilerOptions": { "target": "ES5", "noEmit": true } }'),
    with20('{ "compilerOptions": { "target": "ES5", "emitDeclarationOnly": true, "declaration": true } }'),
    with20('{ "extends": "./tsconfig.base.json", "compilerOptions": { "target": "ES5" } }'),
    with20('{ "compilerOptions": { "target": "ES5", "lib": ["ES2020", "DOM", "DOM.Iterable"] } }'),
    with20('{ "compilerOptions": { "target": "ES5", "jsx": "react" } }'),
    with20('{ "ts-node": { "target": "ES5" } }'),
    with20('{ "compilerOptions": { "target": 5 } }'),
    with20('[]'),
    '// old/tsconfig.json\n{ "compilerOptions": { "target": "ES5" } }',
    '// any/tsconfig.json\n{ "compilerOptions": { "target": "ES5" } }',
    '// web/tsconfig.json\n{ "compilerOptions": { "target": "ES5" } }',
    '// built/tsconfig.json\n{ "compilerOptions": { "target": "ES5" } }',
    // Other files that say the same in their own way.
    '// package.json\n{ "compilerOptions": { "target": "ES5" } }',
    '// src/options.ts\nexport const options = { "compilerOptions": { "target": "ES5" } };',
  ],
  fixed: [
    [
      with20('{\n  "compilerOptions": {\n    "target": "es5", // as it was\n    "strict": true\n  }\n}\n'),
      with20('{\n  "compilerOptions": {\n    "target": "ES2022", // as it was\n    "strict": true\n  }\n}\n'),
    ],
    [
      '// fourteen/tsconfig.json\n{ "compilerOptions": { "target": "es6" } }',
      '// fourteen/tsconfig.json\n{ "compilerOptions": { "target": "ES2020" } }',
    ],
  ],
};
