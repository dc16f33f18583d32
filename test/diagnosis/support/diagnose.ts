import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BottleneckClass } from '../../../src/model/finding.ts';
import { startCli } from '../../cli/support/cli.ts';
import type { KnownProgram } from './programs.ts';

interface WrittenFinding {
  readonly class: BottleneckClass;
  readonly confidence: number;
  readonly evidence: readonly { readonly place: { readonly file: string; readonly functionName: string } | null }[];
}

/** What `laptime diagnose --json` wrote. */
export interface WrittenDiagnosis extends WrittenFinding {
  readonly others: readonly WrittenFinding[];
  readonly score: number;
  readonly problems: readonly string[];
}

const fixtures = path.resolve(import.meta.dirname, '../fixtures');
const SECONDS = '6';

/** Starts a program, has the built command line diagnose it, and leaves nothing behind. */
export async function diagnoseKnown({ name, pinnedWith = 0, strength = 'middle' }: KnownProgram): Promise<WrittenDiagnosis> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-diagnosis-'));
  const core = pinnedWith > 0 ? firstCore() : null;
  // Linux may give each session as much as the others: those of one together had no more than the program.
  const hogs = Array.from({ length: pinnedWith }, () =>
    spawn('taskset', ['-c', core!, 'sh', '-c', 'while :; do :; done'], { stdio: 'ignore', detached: true }),
  );
  try {
    const pin = core === null ? [] : ['taskset', '-c', core];
    const program = [...pin, 'node', path.join(fixtures, `${name}.cjs`), strength];
    const cli = startCli(['diagnose', '--json', '--duration', SECONDS, '--', ...program], { folder });
    const { code, stdout, stderr } = await cli.ended;
    if (code !== 0) throw new Error(`laptime diagnose ended with ${code}:\n${stderr}`);
    const left = await cli.descendantsLeft(5000);
    if (left.length > 0) throw new Error(`laptime diagnose left processes behind: ${left.join(', ')}`);
    const written = readdirSync(folder);
    if (written.length > 0) throw new Error(`laptime diagnose left files behind: ${written.join(', ')}`);
    return JSON.parse(stdout) as WrittenDiagnosis;
  } finally {
    for (const hog of hogs) hog.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function firstCore(): string {
  return /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]!;
}

/** Of these others who have the cores may be told instead, or first: it is so, and the rest shows only with a core of their own. */
const NEEDS_CORES: ReadonlySet<BottleneckClass> = new Set(['cpu-bound', 'healthy', 'idle']);

/** Whether the answer is what the program is. Where others have the cores, that is true as well. */
export function isRight({ class: expected }: KnownProgram, { class: found, others }: WrittenDiagnosis): boolean {
  if (found === expected) return true;
  return found === 'cpu-contention' && NEEDS_CORES.has(expected) && others.every((each) => each.class === expected);
}

/** Where in the code the finding of the class points to. */
export const placesOf = ({ class: expected }: KnownProgram, diagnosis: WrittenDiagnosis) =>
  [diagnosis, ...diagnosis.others]
    .filter((each) => each.class === expected)
    .flatMap(({ evidence }) => evidence.flatMap(({ place }) => place ?? []));
