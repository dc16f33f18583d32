import type { RuleCases } from '../../cases.fixture.ts';

const FS =
  "import fs, { lstatSync, readdirSync, statSync } from 'node:fs';\nimport { readdir, stat } from 'node:fs/promises';\nimport path from 'node:path';\n";

export const cases: RuleCases = {
  hits: [
    `${FS}for (const name of readdirSync(folder)) if (statSync(path.join(folder, name)).isDirectory()) folders.push(name);`,
    `${FS}export const folders = (root: string) => fs.readdirSync(root).filter((name) => fs.statSync(path.join(root, name)).isDirectory());`,
    `${FS}async function f(root) { for (const name of await readdir(root)) { if ((await stat(path.join(root, name))).isFile()) files.push(name); } }`,
    `${FS}function walk(dir) { const names = fs.readdirSync(dir); for (const name of names) { const full = path.join(dir, name); if (fs.statSync(full).isDirectory()) walk(full); else files.push(full); } }`,
    `${FS}const links = readdirSync('.', 'utf8').filter((name) => lstatSync(name).isSymbolicLink());`,
    "const fs = require('fs');\nfs.readdirSync(dir).forEach(function (file) { if (fs.lstatSync(dir + '/' + file).isDirectory()) list.push(file); });",
    `${FS}class Tree { files(root: string) { return fs.readdirSync(root).sort().filter((name) => fs.statSync(\`\${root}/\${name}\`).isFile()); } }`,
    `${FS}async function f(root) { const names = await fs.promises.readdir(root); for (const name of names.filter((each) => each !== '.git')) if ((await fs.promises.lstat(path.join(root, name))).isDirectory()) out.push(name); }`,
  ],
  silent: [
    `${FS}for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) folders.push(entry.name);`,
    `${FS}for (const name of readdirSync(folder)) sizes.push(statSync(path.join(folder, name)).size);`,
    `${FS}for (const name of readdirSync(folder)) { const info = statSync(path.join(folder, name)); if (info.isFile()) total += info.size; }`,
    `${FS}for (const name of names) if (statSync(path.join(folder, name)).isDirectory()) folders.push(name);`,
    `${FS}if (statSync(folder).isDirectory()) list(readdirSync(folder));`,
    `${FS}for (const name of readdirSync(folder)) if (statSync(folder).isDirectory()) out.push(name);`,
    `${FS}for (const name of readdirSync(folder, { recursive: true })) if (statSync(path.join(folder, name)).isFile()) out.push(name);`,
    `${FS}const isFolder = (name) => statSync(name).isDirectory();`,
    `${FS}for (const name of glob('*.js')) if (statSync(name).isFile()) out.push(name);`,
    `// test/a.ts\n${FS}for (const name of readdirSync(folder)) if (statSync(path.join(folder, name)).isDirectory()) folders.push(name);`,
  ],
};
