import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, it } from 'vitest';
import { repository, runCli } from '../cli/support/cli.ts';
import { diagnoseKnown, isRight, placesOf, type WrittenDiagnosis } from './support/diagnose.ts';
import { knownPrograms, PLACES, placesFor } from './support/programs.ts';
import { createRoom } from './support/room.ts';

const schema = JSON.parse(readFileSync(path.join(repository, 'docs/laptime-diagnosis.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const room = createRoom(PLACES);

// What it reads of processes, and the programs, are those of Linux.
describe.skipIf(process.platform !== 'linux')('laptime diagnose', () => {
  it.concurrent('diagnoses a process that runs, and lets it go on', ({ expect }) =>
    room(1, async () => {
      const child = spawn(process.execPath, [path.join(import.meta.dirname, 'fixtures/memoryLeakHeap.cjs')], { stdio: 'ignore' });
      try {
        const { code, stdout } = await runCli(['diagnose', '--json', '--duration', '6', '--pid', String(child.pid)], {
          folder: repository,
        });
        const diagnosis = JSON.parse(stdout) as WrittenDiagnosis;
        const known = { name: 'memoryLeakHeap', class: 'memory-leak' } as const;
        expect(code).toBe(0);
        expect(isRight(known, diagnosis), stdout).toBe(true);
        expect(placesOf(known, diagnosis).map(({ functionName }) => functionName)).toEqual(['remember']);
        expect(child.exitCode).toBeNull();
      } finally {
        child.kill('SIGKILL');
      }
    }));

  it.concurrent('says what cannot be asked of what is no Node program', ({ expect }) =>
    room(2, async () => {
      const child = spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      try {
        const { code, stdout } = await runCli(['diagnose', '--json', '--duration', '5', '--pid', String(child.pid)], {
          folder: repository,
        });
        const diagnosis = JSON.parse(stdout) as WrittenDiagnosis;
        expect(code).toBe(0);
        expect(isRight({ name: 'sh', class: 'cpu-bound' }, diagnosis), stdout).toBe(true);
        expect(diagnosis.problems).toEqual([expect.stringContaining('could not be asked')]);
      } finally {
        child.kill('SIGKILL');
        await ended;
      }
    }));

  it.concurrent.for(knownPrograms)('finds $class in $name', async (known, { expect }) => {
    const diagnosis = await room(placesFor(known), () => diagnoseKnown(known));
    expect(isRight(known, diagnosis), JSON.stringify(diagnosis, null, 1)).toBe(true);
    expect(validate(diagnosis) ? [] : validate.errors).toEqual([]);
    const found = placesOf(known, diagnosis).map(({ functionName }) => functionName);
    expect(found, JSON.stringify(diagnosis, null, 1)).toEqual(expect.arrayContaining([...(known.places ?? [])]));
  });

  it.concurrent.for([
    [['diagnose'], 'give a program after --'],
    [['diagnose', 'job.js'], 'a program follows --'],
    [['diagnose', '--pid', 'x'], '--pid is the number of a process'],
    [['diagnose', '--duration', '1', '--', 'node', 'job.js'], '--duration is a number of seconds from 5'],
    [['diagnose', '--', 'node', '-e', '0'], 'ended before anything was known'],
  ] as const)('refuses %j', async ([args, message], { expect }) => {
    const { code, stdout, stderr } = await room(1, () => runCli(args, { folder: repository }));
    expect(code).toBeGreaterThan(0);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
