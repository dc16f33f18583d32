import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { writableCache } from '../../../.ci/setup/cache.mjs';
import { run } from '../../../.ci/setup/run.mjs';
import { rules } from '../../../src/engine/hints/rules/index.ts';
import { repository } from '../dist.ts';

/** Another linter, as a command that looks at the folder that it is started in. */
export interface Linter {
  readonly label: string;
  readonly args: readonly string[];
}

/** What is no dependency of ours. */
const packages = {
  '@biomejs/biome': '2.6.8',
  '@typescript-eslint/parser': '8.73.0',
  eslint: '10.15.0',
  'eslint-plugin-regexp': '3.3.3',
  'eslint-plugin-unicorn': '80.0.0',
  typescript: '6.0.3',
} as const;

/** Rules of eslint and of its plugins that are about the same as one of ours, and need no types. */
const peers = [...new Set(rules.flatMap(({ docs }) => docs.peers))].filter((peer) => /^(?:eslint|regexp|unicorn)\//.test(peer));

const eslintConfig = `
import parser from '@typescript-eslint/parser';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import regexp from 'eslint-plugin-regexp';
import unicorn from 'eslint-plugin-unicorn';

const known = (peer) => {
  const [plugin, name] = peer.split('/');
  return plugin === 'eslint' ? builtinRules.has(name) : name in { regexp, unicorn }[plugin].rules;
};
const rules = ${JSON.stringify(peers)}.filter(known).map((peer) => [peer.replace('eslint/', ''), 'warn']);

export default [
  {
    files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
    languageOptions: { parser },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    plugins: { regexp, unicorn },
    rules: Object.fromEntries(rules),
  },
];
`;

/** Their fastest ways: eslint on all cores with the rules closest to ours, the others with what they have about performance. */
export async function linters(): Promise<readonly Linter[]> {
  const folder = await installedFolder();
  const config = path.join(folder, 'eslint.config.mjs');
  writeFileSync(config, eslintConfig);
  const eslint = path.join(folder, 'node_modules/eslint/bin/eslint.js');
  const biome = path.join(folder, 'node_modules/@biomejs/biome/bin/biome');
  const oxlint = path.join(repository, 'node_modules/oxlint/bin/oxlint');
  const { version } = createRequire(import.meta.url)('oxlint/package.json') as { version: string };
  return [
    { label: `eslint ${packages.eslint}`, args: [eslint, '--config', config, '--concurrency', 'auto', '--format', 'json', '.'] },
    { label: `biome ${packages['@biomejs/biome']}`, args: [biome, 'lint', '--only=performance', '--files-max-size=4194304', '.'] },
    { label: `oxlint ${version}`, args: [oxlint, '--allow', 'all', '--deny', 'perf', '--no-ignore', '.'] },
  ];
}

/** From the cache, or from npm, whose client checks what it brings. */
async function installedFolder(): Promise<string> {
  const cache = path.join(writableCache(), 'bench');
  const folder = path.join(cache, `linters-${packages.eslint}-${packages['@biomejs/biome']}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(path.join(cache, 'linters-'));
  try {
    writeFileSync(path.join(temporary, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
    const installed = await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: temporary });
    if (!installed.ok) throw new Error(`eslint and biome could not be brought: ${installed.output}`);
    renameSync(temporary, folder);
    return folder;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
