import path from 'node:path';

/** One row of "who may import whom": the longest `folder` that a file lies in is the row that counts. */
interface Wall {
  readonly folder: string;
  /** Folders of ours whose files may be imported; the own folder always may. */
  readonly ours: readonly string[];
  /** Folders of ours from which only types may be imported. */
  readonly types?: readonly string[];
  /** `node:*` modules. */
  readonly node: boolean;
  /** Packages from the registry. */
  readonly packages: boolean;
  readonly vscode: boolean;
}

const pure = { ours: ['src/base', 'src/model', 'src/engine/stats'], node: false, packages: true, vscode: false };
const feature = { ours: ['src/base', 'src/model', 'src/protocol', 'src/engine'], node: true, packages: true, vscode: false };

const walls: readonly Wall[] = [
  { folder: 'src/base', ours: [], node: false, packages: false, vscode: false },
  { folder: 'src/model', ours: [], types: ['src/base'], node: false, packages: false, vscode: false },
  { folder: 'src/protocol', ours: ['src/base', 'src/model'], node: false, packages: false, vscode: false },
  { folder: 'src/engine', ...feature },
  { folder: 'src/engine/stats', ...pure },
  { folder: 'src/engine/reports', ...pure },
  { folder: 'src/engine/diagnosis', ...pure },
  { folder: 'src/engine/hints/rules', ...pure, ours: ['src/base', 'src/model', 'src/engine/hints', 'src/engine/syntax'] },
  { folder: 'src/engine/alerts/conditions', ...pure },
  { folder: 'src/engine/harness', ours: ['src/base', 'src/model', 'src/protocol'], node: true, packages: true, vscode: false },
  { folder: 'src/server', ours: ['src/base', 'src/model', 'src/protocol', 'src/engine'], node: true, packages: true, vscode: false },
  { folder: 'src/cli', ours: ['src/base', 'src/model', 'src/engine', 'src/server'], node: true, packages: true, vscode: false },
  {
    folder: 'src/editor',
    ours: ['src/base', 'src/model', 'src/protocol', 'src/engine', 'src/server'],
    node: true,
    packages: true,
    vscode: true,
  },
  { folder: 'src/webview', ours: ['src/base', 'src/model', 'src/protocol'], node: false, packages: true, vscode: false },
];

const contains = (folder: string, file: string) => file === folder || file.startsWith(`${folder}/`);

function wallOf(file: string): Wall | undefined {
  return walls
    .filter((wall) => contains(wall.folder, file))
    .reduce<Wall | undefined>((longest, wall) => (longest && longest.folder.length > wall.folder.length ? longest : wall), undefined);
}

/** `src/engine/store` for every file in it; undefined outside of the engine and for `engine.ts` itself. */
const featureOf = (file: string) => /^src\/engine\/[^/]+(?=\/)/.exec(file)?.[0];

/**
 * What is wrong with `file` importing `specifier`, in words; undefined when nothing is. `file` is relative to the
 * repository, with `/`. Tests beside the code may also use Node and packages.
 */
export function judgeImport(file: string, specifier: string, typeOnly: boolean): string | undefined {
  const wall = wallOf(file);
  if (!wall) return undefined;
  // What measures the cost of a pattern may use what the pattern is about: files, databases, React.
  const isTest = /\.(?:cost|test)\.tsx?$/.test(file);
  if (specifier === 'vscode') return wall.vscode ? undefined : `${wall.folder} may not import 'vscode': only src/editor does`;
  if (specifier.startsWith('node:')) return wall.node || isTest ? undefined : `${wall.folder} may not import Node's modules`;
  if (!specifier.startsWith('.')) return wall.packages || isTest ? undefined : `${wall.folder} may not import packages`;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (!/\.(?:[cm]?[jt]sx?|json|css)$/.test(target)) return `'${specifier}' needs its file extension: Node runs these files as they are`;
  if (target.startsWith('src/')) return judgeOurs(wall, file, target, typeOnly);
  // The build tools and tests import the sources, never the other way round; package.json is data.
  return isTest || target === 'package.json' ? undefined : `${wall.folder} may not import '${target}': it is not in src/`;
}

function judgeOurs(wall: Wall, file: string, target: string, typeOnly: boolean): string | undefined {
  const theirs = wallOf(target)?.folder ?? target;
  if (theirs !== wall.folder) {
    const allowed = wall.ours.some((folder) => contains(folder, target));
    const allowedAsType = wall.types?.some((folder) => contains(folder, target)) ?? false;
    if (!allowed && !(allowedAsType && typeOnly)) {
      const may = [...wall.ours, ...(wall.types ?? []).map((folder) => `types of ${folder}`)];
      return `${wall.folder} may not import ${theirs}: it may import ${may.join(', ') || 'nothing of ours'}`;
    }
  }
  const from = featureOf(file);
  const to = featureOf(target);
  if (to !== undefined && from !== to && target !== `${to}/index.ts`) return `import ${to} through its index.ts only`;
  if (target === 'src/engine/engine.ts' && from !== undefined) return `${from} may not import engine.ts, which is made of the features`;
  return undefined;
}
