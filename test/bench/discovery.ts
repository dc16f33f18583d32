import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '../../src/base/log.ts';
import { formatDuration } from '../../src/base/units.ts';
import { createDiscovery } from '../../src/engine/discovery/index.ts';
import { distFolder } from './dist.ts';
import { measuredRow, type Row, type Section } from './section.ts';
import { watchThread } from './watchThread.ts';

const FILES = 1000;
const REPETITIONS = 7;

export const discovery: Section = {
  name: 'discovery',
  title: `Discovery of ${FILES.toLocaleString('en')} bench files`,
  method: `Finds and parses ${FILES.toLocaleString('en')} files of all four styles (14 benchmarks each) ${REPETITIONS} times, each with a worker of its own. "Longest block" is the most processor time that the caller's thread, the extension host in the editor, spent without a pause.`,
  run,
};

async function run(): Promise<readonly Row[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'laptime-bench-discovery-'));
  try {
    for (let number = 0; number < FILES; number++) {
      const folder = path.join(root, `package-${number % 25}`, 'src');
      mkdirSync(folder, { recursive: true });
      const style = styles[number % styles.length]!;
      writeFileSync(path.join(folder, `part${number}.bench.ts`), style(number));
    }
    const findNs: number[] = [];
    const allNs: number[] = [];
    const blockNs: number[] = [];
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const found = await discoverOnce(root);
      findNs.push(found.findNs);
      allNs.push(found.allNs);
      blockNs.push(found.longestBlockNs);
    }
    return [
      measuredRow('Find all files', findNs, formatDuration),
      measuredRow('Find and parse all files', allNs, formatDuration, 2e9),
      measuredRow('Longest block of the caller', blockNs, formatDuration, 16e6),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function discoverOnce(root: string): Promise<{ findNs: number; allNs: number; longestBlockNs: number }> {
  const service = createDiscovery({ workerFile: path.join(distFolder, 'workers/discovery.js'), log: silentLog });
  const watch = watchThread();
  try {
    const startedAt = performance.now();
    const files = await service.findFiles(root, { benchmarks: ['**/*.bench.ts'], exclude: ['**/node_modules/**'] });
    const foundAt = performance.now();
    let benchmarks = 0;
    await service.readMany(root, files, (file) => (benchmarks += file.nodes.length));
    const doneAt = performance.now();
    if (files.length !== FILES || benchmarks < FILES) throw new Error(`found ${files.length} files, ${benchmarks} nodes`);
    return { findNs: (foundAt - startedAt) * 1e6, allNs: (doneAt - startedAt) * 1e6, longestBlockNs: watch.endMs() * 1e6 };
  } finally {
    watch.endMs();
    service.dispose();
  }
}

const names = (number: number) => Array.from({ length: 14 }, (_, index) => `case ${number}.${index}`);
const lines = (parts: readonly string[]) => `${parts.join('\n')}\n`;
const work = `() => {\n    let sum = 0;\n    for (let i = 0; i < 100; i++) sum += i * factor;\n    return sum;\n  }`;

const styles: readonly ((number: number) => string)[] = [
  (number) =>
    lines([
      `import { bench, describe } from 'vitest';`,
      'const factor = 3;',
      `describe('suite ${number}', () => {`,
      ...names(number).map((name) => `  bench('${name}', ${work});`),
      '});',
    ]),
  (number) =>
    lines([
      `import { Bench } from 'tinybench';`,
      'const factor = 3;',
      `const suite = new Bench({ name: 'suite ${number}' });`,
      ...names(number).map((name) => `suite.add('${name}', ${work});`),
      'await suite.run();',
    ]),
  (number) =>
    lines([
      `import { bench, group, run } from 'mitata';`,
      'const factor = 3;',
      `group('suite ${number}', () => {`,
      ...names(number).map((name) => `  bench('${name}', ${work});`),
      '});',
      'await run();',
    ]),
  (number) =>
    lines([
      `import { bench, group } from 'laptime';`,
      'const factor = 3;',
      `group('suite ${number}', () => {`,
      ...names(number).map((name) => `  bench('${name}', ${work});`),
      '});',
    ]),
];
