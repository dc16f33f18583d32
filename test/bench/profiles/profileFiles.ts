import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writableCache } from '../../../.ci/setup/cache.mjs';
import { repository } from '../dist.ts';

/** A profile that Node itself wrote of a run. */
export interface ProfileFile {
  readonly about: string;
  readonly file: string;
}

interface Program {
  readonly name: string;
  readonly about: string;
  readonly bytes: number;
  /** A guess; it is run again with another one until the file is about as large as wanted. */
  readonly seconds: number;
  /** A module; `process.argv` has the seconds that it runs for. */
  readonly code: string;
}

/** Checks the same program again and again: stacks are deep, and many of them alike. */
const typescript: Program = {
  name: 'tsc',
  about: 'tsc',
  bytes: 24e6,
  seconds: 30,
  code: `
import { createRequire } from 'node:module';
const ts = createRequire(${JSON.stringify(path.join(repository, 'package.json'))})('typescript6');
const files = ${JSON.stringify(['typescript6/lib/typescript.d.ts', '@types/node/index.d.ts'].map((file) => path.join(repository, 'node_modules', file)))};
const end = Date.now() + Number(process.argv[2]) * 1000;
while (Date.now() < end) {
  const options = { noEmit: true, strict: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.NodeNext, types: ['node'] };
  ts.getPreEmitDiagnostics(ts.createProgram(files, options));
}
`,
};

/** Functions that call each other at random below a long way that is always the same: nearly every sample has a stack of its own. */
const distinct: Program = {
  name: 'distinct',
  about: 'different stacks',
  bytes: 339e6,
  seconds: 60,
  code: `
let state = 1;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return (mixed ^ (mixed >>> 14)) >>> 0;
};
const spin = () => {
  let sum = 0;
  for (let turn = 0; turn < 40000; turn += 1) sum = Math.imul(sum, 31) + turn;
  return sum;
};
const visitors = [];
for (let index = 0; index < 400; index += 1) {
  const text = 'return function visit' + index + '(depth) { return depth === 0 ? spin() : visitors[random() % 400](depth - 1) + 1; }';
  visitors.push(new Function('visitors', 'random', 'spin', text + '\\n//# sourceURL=file:///app/src/visitors/visitor' + (index % 40) + '.js')(visitors, random, spin));
}
let run = () => visitors[random() % 400](12);
for (let index = 48; index > 0; index -= 1) {
  const text = 'return function layer' + index + '() { return next() + 1; }';
  run = new Function('next', text + '\\n//# sourceURL=file:///app/node_modules/framework/lib/layer' + index + '.js')(run);
}
const end = Date.now() + Number(process.argv[2]) * 1000;
let sum = 0;
while (Date.now() < end) sum += run();
globalThis.sum = sum;
`,
};

const programs: readonly Program[] = [typescript, distinct];
const INTERVAL_US = 100;
const [NEAR, MOST_RUNS] = [0.1, 5];

/** From the cache, or made now, which takes some minutes: V8 takes samples at its own pace, and so many as the machine lets it. */
export function profileFiles(): readonly ProfileFile[] {
  const folder = path.join(writableCache(), 'bench');
  mkdirSync(folder, { recursive: true });
  return programs.map((program) => {
    const file = path.join(folder, `${program.name}-${process.version}.cpuprofile`);
    if (!statSync(file, { throwIfNoEntry: false })) record(program, file);
    return { about: program.about, file };
  });
}

function record({ name, about, bytes, seconds, code }: Program, file: string): void {
  const folder = path.dirname(file);
  const script = path.join(folder, `${name}.mjs`);
  const [written, temporary] = [`${name}.tmp.cpuprofile`, path.join(folder, `${name}.tmp.cpuprofile`)];
  writeFileSync(script, code);
  try {
    let runSeconds = seconds;
    for (let run = 1; run <= MOST_RUNS; run += 1) {
      console.error(`Profiling a program for ${Math.round(runSeconds)} s, once: ${about}`);
      const flags = ['--cpu-prof', `--cpu-prof-interval=${INTERVAL_US}`, `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${written}`];
      execFileSync(process.execPath, [...flags, script, String(runSeconds)], { stdio: ['ignore', 'ignore', 'inherit'] });
      const { size } = statSync(temporary);
      if (Math.abs(size / bytes - 1) < NEAR || run === MOST_RUNS) break;
      runSeconds *= bytes / size;
    }
    renameSync(temporary, file);
  } finally {
    for (const left of [script, temporary]) rmSync(left, { force: true });
  }
}
