import type { RuleCases } from '../../cases.fixture.ts';

const of = (text: string, file = 'tsconfig.json'): string => `// ${file}\n${text}`;

export const cases: RuleCases = {
  others: {
    'package.json':
      '{ "name": "app", "dependencies": { "zod": "^4.0.0" }, "devDependencies": { "@types/node": "^24.0.0", "typescript": "^6.0.0" } }',
    'parts/one/package.json': '{ "name": "one" }',
  },
  hits: [
    of('{ "compilerOptions": { "strict": true, "target": "ES2022" } }'),
    of(
      '{\n  "compilerOptions": {\n    /* Language */\n    "target": "es2022",\n    // "skipLibCheck": true,\n    "module": "nodenext",\n  },\n  "include": ["src"],\n}',
    ),
    of('{ "compilerOptions": {} }'),
    of('{ "compilerOptions": { "declaration": false, "outDir": "dist" }, "files": ["src/main.ts"] }'),
    of('{ "$schema": "https://json.schemastore.org/tsconfig", "compilerOptions": { "jsx": "react-jsx", "lib": ["DOM", "ES2022"] } }'),
    of('{ "compilerOptions": { "noEmit": true } }', 'tsconfig.test.json'),
    of('{ "compilerOptions": { "rootDir": "src", "incremental": true } }', 'parts/one/tsconfig.json'),
    of('{ "files": ["a.ts"], "references": [{ "path": "./parts/one" }], "compilerOptions": { "types": ["node"] } }'),
  ],
  silent: [
    of('{ "compilerOptions": { "skipLibCheck": true } }'),
    of('{ "compilerOptions": { "strict": true, "skipLibCheck": false } }'),
    of('{ "compilerOptions": { "skipDefaultLibCheck": true } }'),
    of('{ "compilerOptions": { "declaration": true, "outDir": "dist" } }'),
    of('{ "compilerOptions": { "composite": true } }'),
    of('{ "extends": "@tsconfig/node24/tsconfig.json", "compilerOptions": { "outDir": "dist" } }'),
    of('{ "files": [], "compilerOptions": {}, "references": [{ "path": "./parts/one" }] }'),
    of('{ "include": ["src"] }'),
    of('{ "compilerOptions": true }'),
    of('{ "compilerOptions": { "strict": true } }', 'package.json'),

    of('export const settings = { "compilerOptions": { "strict": true } };', 'src/settings.ts'),
  ],
  fixed: [
    [of('{ "compilerOptions": {} }'), of('{ "compilerOptions": { "skipLibCheck": true } }')],
    [of('{ "compilerOptions": {"strict": true} }'), of('{ "compilerOptions": { "skipLibCheck": true,"strict": true} }')],
    [
      of('{\n  "compilerOptions": {\n    "strict": true\n  }\n}\n'),
      of('{\n  "compilerOptions": {\n    "skipLibCheck": true,\n    "strict": true\n  }\n}\n'),
    ],
  ],
};
