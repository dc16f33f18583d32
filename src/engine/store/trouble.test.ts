import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { wholeComparison } from './comparison.fixture.ts';
import { openStore, type RunStore } from './index.ts';
import { migrate, migrations } from './migrations.ts';
import { headerOf, measuredOf, nativeLoader, quietMachine, START_MS, wholeRun } from './run.fixture.ts';

let scratch: string;
let folder: string;
let file: string;
let warnings: string[];
const open: RunStore[] = [];

const openHere = (): RunStore => {
  const log = { ...silentLog, warn: (message: string) => warnings.push(message) };
  const store = openStore({ folder, log, clock: { nowMs: () => START_MS, monotonicMs: () => performance.now() } });
  open.push(store);
  return store;
};
/** Writes some runs, closes the store, and gives their number of bytes. */
const fill = (): void => {
  const store = openHere();
  for (let day = 0; day < 5; day++)
    store.importRun({ ...wholeRun({ startedAtMs: START_MS + day }), measurements: [measuredOf('a', 1, 2000)] });
  store.dispose();
};
/** Measures as if nothing was the matter, and gives what was stored of it. */
const measureIn = (store: RunStore) => {
  const header = headerOf();
  store.begin(header);
  store.addMeasurement(header.id, measuredOf('new'), nativeLoader);
  store.finish(header.id, { state: 'complete', durationMs: 1, machine: quietMachine });
  return store.run(header.id);
};

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'laptime-trouble-'));
  // Also for the user that tests as somebody without rights become.
  chmodSync(scratch, 0o755);
  folder = path.join(scratch, 'laptime');
  file = path.join(folder, 'laptime.db');
  warnings = [];
});
afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

describe('a damaged store', () => {
  const damages: Readonly<Record<string, () => void>> = {
    'is not a database': () => writeFileSync(file, 'Not a database at all. '.repeat(1000)),
    'has a broken header': () => overwrite(0, 100),
    'has a broken schema': () => overwrite(100, 900),
    'has broken pages': () => overwrite(4096, statSync(file).size - 4096),
    'was cut short': () => truncateSync(file, 4096 * 3),
  };
  const overwrite = (from: number, length: number): void => {
    const bytes = readFileSync(file);
    for (let place = from; place < from + length; place++) bytes[place]! ^= 0x5a;
    writeFileSync(file, bytes);
  };

  it.each(Object.keys(damages))('is set aside and named, never deleted: it %s', (damage) => {
    fill();
    damages[damage]!();
    const bytes = readFileSync(file);
    const store = openHere();
    expect(measureIn(store)).toMatchObject({ state: 'complete', measurements: [measuredOf('new')] });
    const aside = readdirSync(folder).filter((name) => /^laptime\.damaged-.*\.db$/.test(name));
    expect(aside).toHaveLength(1);
    expect(readFileSync(path.join(folder, aside[0]!)).equals(bytes)).toBe(true);
    expect(store.notices()).toEqual([expect.stringContaining(aside[0]!)]);
    expect(store.problem()).toBeNull();
    expect(openHere().recentRuns(9)).toHaveLength(1);
  });

  it('is set aside when only reading finds out, and reads as empty', () => {
    fill();
    damages['was cut short']!();
    const store = openHere();
    expect(store.recentRuns(9)).toEqual([]);
    expect(store.notices()).toHaveLength(1);
    expect(existsSync(file)).toBe(false);
  });

  it('is set aside by one of two, and the other goes on in the new one', () => {
    fill();
    const [first, second] = [openHere(), openHere()];
    expect([first.recentRuns(9).length, second.recentRuns(9).length]).toEqual([5, 5]);
    damages['is not a database']!();
    // Its pages are remembered by an open connection: a writer that comes later sees what is on the disk.
    const third = openHere();
    expect(measureIn(third)).not.toBeNull();
    expect(third.notices()).toHaveLength(1);
    expect(first.recentRuns(9)).toHaveLength(1);
    expect(measureIn(second)).not.toBeNull();
    expect(first.recentRuns(9)).toHaveLength(2);
    expect([...first.notices(), ...second.notices()]).toEqual([]);
  });
});

describe('a store of another version', () => {
  it('is refused when it is newer, and left as it is', () => {
    fill();
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    database.close();
    const before = readFileSync(file);
    const store = openHere();
    expect(measureIn(store)).toBeNull();
    expect([store.recentRuns(9), store.notices()]).toEqual([[], []]);
    expect(store.problem()).toMatchObject({ code: 'store-newer', message: expect.stringMatching(/newer Laptime wrote .*Update Laptime/) });
    store.dispose();
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(warnings).toHaveLength(1);
  });

  it('is refused when it is not ours, and left as it is', () => {
    mkdirSync(folder);
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE precious (x); INSERT INTO precious VALUES (1)');
    database.close();
    const store = openHere();
    expect(measureIn(store)).toBeNull();
    expect(store.problem()).toMatchObject({ code: 'store-foreign', message: expect.stringContaining('Move that file away') });
    // Once it is out of the way, there is history again.
    rmSync(file);
    expect(measureIn(store)).not.toBeNull();
    expect(store.problem()).toBeNull();
  });

  it('is brought forward from the first one that was published', () => {
    mkdirSync(folder);
    copyFileSync(path.join(import.meta.dirname, 'fixtures/v1.db'), file);
    const store = openHere();
    const [run] = store.recentRuns(9);
    const { id, ...expected } = wholeRun();
    expect(run).toEqual({ ...expected, id: '0198c3a2-5b00-7000-8000-000000000001', source: 'import' });
    expect(id).not.toBe(run?.id);
    expect(store.history('src/sort.bench.ts > sort > fast', 5)).toHaveLength(1);
    expect(measureIn(store)).not.toBeNull();
    const comparison = wholeComparison();
    store.addComparison(comparison);
    expect(store.comparison(comparison.id)).toEqual(comparison);
    const database = new DatabaseSync(file, { readOnly: true });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
    database.close();
  });

  it('goes through every step it has not seen, all or none of them', () => {
    const database = new DatabaseSync(':memory:');
    const versionNow = () => database.prepare('PRAGMA user_version').get()?.['user_version'];
    migrate(database, 'file', ['CREATE TABLE a (x)']);
    database.exec('INSERT INTO a VALUES (1)');
    const steps = ['CREATE TABLE a (x)', 'ALTER TABLE a ADD COLUMN y DEFAULT 7', 'CREATE TABLE b AS SELECT y FROM a'];
    expect(() => migrate(database, 'file', [...steps.slice(0, 2), 'no SQL'])).toThrow(/syntax error/);
    expect([versionNow(), database.prepare('SELECT * FROM a').get()]).toEqual([1, { x: 1 }]);
    migrate(database, 'file', steps);
    expect([versionNow(), database.prepare('SELECT * FROM b').get()]).toEqual([3, { y: 7 }]);
    migrate(database, 'file', steps);
    expect(() => migrate(database, 'file', steps.slice(0, 2))).toThrow(/newer Laptime/);
    database.close();
  });
});

/** Rights do not bind root, so as root it does the work as nobody. */
function withoutRights<T>(work: () => T): T {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    return work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe.skipIf(process.platform === 'win32')('a place that cannot be written to', () => {
  it('is named, and the run goes on', () => {
    chmodSync(scratch, 0o555);
    const store = openHere();
    expect(withoutRights(() => measureIn(store))).toBeNull();
    expect(store.problem()).toMatchObject({ code: 'store-read-only', message: expect.stringContaining(`${folder} cannot be written to`) });
    expect(existsSync(folder)).toBe(false);
    chmodSync(scratch, 0o755);
    expect(measureIn(store)).not.toBeNull();
    expect(store.problem()).toBeNull();
  });

  it('still has a history to read', () => {
    fill();
    chmodSync(file, 0o444);
    chmodSync(folder, 0o555);
    const store = openHere();
    withoutRights(() => {
      expect(store.recentRuns(9)).toHaveLength(5);
      expect(measureIn(store)).toBeNull();
      expect(store.problem()).toMatchObject({ code: 'store-read-only' });
      expect(store.recentRuns(9)).toHaveLength(5);
      store.dispose();
    });
    expect(readdirSync(folder)).toEqual(['laptime.db']);
  });

  it('still has a history to read that an older Laptime wrote, which had no comparisons', () => {
    mkdirSync(folder);
    copyFileSync(path.join(import.meta.dirname, 'fixtures/v1.db'), file);
    chmodSync(file, 0o444);
    chmodSync(folder, 0o555);
    const before = readFileSync(file);
    const store = openHere();
    withoutRights(() => {
      expect(store.recentRuns(9)).toHaveLength(1);
      expect(store.history('src/sort.bench.ts > sort > fast', 5)).toHaveLength(1);
      store.addComparison(wholeComparison());
      expect(store.problem()).toMatchObject({ code: 'store-read-only' });
      expect([store.comparison('x'), store.comparisonOverviews(9), store.comparisonHistory('x', 9)]).toEqual([null, [], []]);
      expect([...store.allComparisons()]).toEqual([]);
      store.dispose();
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is a link: nothing is written where it leads', () => {
    const elsewhere = path.join(scratch, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, folder);
    const store = openHere();
    expect(measureIn(store)).toBeNull();
    expect(store.problem()).toMatchObject({ code: 'store-link', message: expect.stringContaining(folder) });
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(folder);
    mkdirSync(folder);
    symlinkSync(path.join(elsewhere, 'target'), file);
    const other = openHere();
    expect(measureIn(other)).toBeNull();
    expect(other.problem()).toMatchObject({ code: 'store-link', message: expect.stringContaining(file) });
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('a disk', () => {
  const writer = path.join(import.meta.dirname, 'writer.fixture.ts');

  it('that takes no more: it is said, and what was stored before stays', () => {
    fill();
    const size = statSync(file).size;
    // The limit of a file's size, in kB, fails writes in the same places as a disk that is failing or full.
    const limited = `ulimit -f ${Math.ceil(size / 1024) + 200}; exec "$@"`;
    const output = execFileSync('bash', ['-c', limited, 'bash', process.execPath, writer, folder, '3', '4', '20000'], { encoding: 'utf8' });
    expect(output).toMatch(
      /^problem store-(full|unreadable) Results are shown but not stored: .*(Free some space|Check the folder and its disk)\.$/m,
    );
    const store = openHere();
    const stored = output.split('\n').filter((line) => line.startsWith('stored '));
    const kept = store.recentRuns(100);
    expect(kept.filter((run) => run.source === 'import')).toHaveLength(5);
    for (const line of stored)
      expect(kept.flatMap((run) => run.measurements.map((entry) => `stored ${run.id} ${entry.benchmark.path[1]}`))).toContain(line);
    expect(measureIn(store)).not.toBeNull();
  });

  const small = canMount();
  it.skipIf(!small)('that is full: it is said, and there is history again once there is room', () => {
    mkdirSync(folder);
    shell('mount -t tmpfs -o size=2m tmpfs "$1"', folder);
    const ballast = path.join(folder, 'ballast');
    try {
      const store = openHere();
      expect(measureIn(store)).not.toBeNull();
      useUp(ballast);
      const header = headerOf();
      store.begin(header);
      for (let index = 0; index < 3; index++) store.addMeasurement(header.id, measuredOf(`big${index}`, 1, 10_000), nativeLoader);
      expect(store.problem()).toMatchObject({
        code: 'store-full',
        message: expect.stringMatching(/the disk with .* is full\. Free some space\.$/),
      });
      expect(store.recentRuns(9).filter((run) => run.state === 'complete')).toHaveLength(1);
      rmSync(ballast);
      store.addMeasurement(header.id, measuredOf('small'), nativeLoader);
      store.finish(header.id, { state: 'complete', durationMs: 1, machine: quietMachine });
      expect(store.run(header.id)?.measurements).toEqual([measuredOf('small')]);
      // The large ones are lost, which must not be forgotten; the next run begins anew.
      expect(store.problem()).toMatchObject({ code: 'store-full' });
      expect(measureIn(store)).not.toBeNull();
      expect(store.problem()).toBeNull();
      store.dispose();
    } finally {
      shell('umount "$1"', folder);
    }
  });

  it.skipIf(!small)('that is full: metrics are refused without a word to the user, and taken once there is room', () => {
    mkdirSync(folder);
    shell('mount -t tmpfs -o size=2m tmpfs "$1"', folder);
    const ballast = path.join(folder, 'ballast');
    const minutes = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...{ metric: `program.custom.${from + index}`, atMs: 60_000 * (from + index), min: 1, max: 1, mean: 1, count: 60 },
      }));
    try {
      const store = openHere();
      expect(measureIn(store)).not.toBeNull();
      useUp(ballast);
      expect(store.addMinutes(minutes(20_000, 1000), true)).toBe(false);
      expect(store.problem()).toBeNull();
      rmSync(ballast);
      expect(store.addMinutes(minutes(3, 0), true)).toBe(true);
      const all = { fromMs: 0, untilMs: 1e12, by: 'minute', limit: 10 } as const;
      expect(store.metricPoints('program.custom.2', all)).toHaveLength(1);
      expect(store.metricPoints('program.custom.1000', all)).toEqual([]);
      store.dispose();
    } finally {
      shell('umount "$1"', folder);
    }
  });

  it.skipIf(!small)('that is full: alerts wait in memory, and are stored once there is room', async () => {
    mkdirSync(folder);
    shell('mount -t tmpfs -o size=2m tmpfs "$1"', folder);
    const ballast = path.join(folder, 'ballast');
    const silence = { id: 'a', rule: null, labels: {}, fromMs: START_MS, untilMs: START_MS + 1000, by: 'Ada', reason: 'before' };
    try {
      const store = openHere();
      const record = store.openAlertRecord();
      record.saveSilence(silence);
      useUp(ballast);
      record.saveSilence({ ...silence, id: 'b', reason: 'x'.repeat(1_000_000) });
      expect(record.silences().map(({ id }) => id)).toEqual(['a', 'b']);
      const other = openHere().openAlertRecord();
      expect(other.silences().map(({ id }) => id)).toEqual(['a']);
      expect(store.problem()).toBeNull();
      rmSync(ballast);
      await expect.poll(() => other.silences().map(({ id }) => id), { timeout: 20_000 }).toEqual(['a', 'b']);
      for (const each of open.splice(0)) each.dispose();
    } finally {
      shell('umount "$1"', folder);
    }
  });

  it.skipIf(!small)('that is full before the history is opened: it is said, although SQLite only says that it failed', () => {
    mkdirSync(folder);
    shell('mount -t tmpfs -o size=2m tmpfs "$1"', folder);
    try {
      const before = openHere();
      expect(measureIn(before)).not.toBeNull();
      before.dispose();
      useUp(path.join(folder, 'ballast'));
      const store = openHere();
      expect(measureIn(store)).toBeNull();
      expect(store.problem()).toMatchObject({ code: 'store-full', message: expect.stringContaining('is full. Free some space.') });
      store.dispose();
    } finally {
      shell('umount "$1"', folder);
    }
  });
});

/** A file that takes all the room there is, and at most 2 MB. */
function useUp(ballast: string): void {
  try {
    writeFileSync(ballast, Buffer.alloc(2 * 2 ** 20));
  } catch {
    // As much as there was room for.
  }
}

function shell(script: string, argument: string): void {
  execFileSync('sh', ['-c', script, 'sh', argument], { stdio: 'ignore' });
}

function canMount(): boolean {
  const place = mkdtempSync(path.join(tmpdir(), 'laptime-mount-'));
  try {
    shell('mount -t tmpfs -o size=1m tmpfs "$1" && umount "$1"', place);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true });
  }
}
