import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BUILD_LIMIT_MS, buildHarness, createWorkspace, findNode20, type Workspace } from '../process.fixture.ts';

const workspaces: Workspace[] = [];
const nodes = [process.execPath, ...(findNode20() === undefined ? [] : [findNode20()!])];

beforeAll(buildHarness, BUILD_LIMIT_MS);
afterEach(() => workspaces.splice(0).forEach((workspace) => workspace.remove()));

describe.each(nodes)('a program that is loaded as bench files are, by %s', (node) => {
  it.each(['main.ts', 'main.mts', 'main.tsx'])('%s has enums, JSX and the paths of its tsconfig', (file) => {
    const workspace = createWorkspace({
      'package.json': '{}',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] }, "jsx": "react", "jsxFactory": "h" } }',
      'src/kind.ts': `export enum Kind { First = 40, Second }\nexport const double = (value: number): number => 2 * value;\n`,
      [file]: [
        `import { double, Kind } from '@/kind';`,
        `const h = (name: string) => name;`,
        `console.log(Kind.Second, double(4)${file.endsWith('x') ? ', <b />, h.name' : ''});`,
      ].join('\n'),
    });
    workspaces.push(workspace);
    const loader = pathToFileURL(path.join(import.meta.dirname, '../../../../dist/harness/program.js')).href;
    const options = { cwd: path.dirname(workspace.root), encoding: 'utf8' } as const;
    const printed = execFileSync(node, ['--import', loader, path.join(workspace.root, file)], options);
    expect(printed.trim()).toBe(file.endsWith('x') ? '41 8 b h' : '41 8');
  });
});
