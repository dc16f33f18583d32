// Ends what blocks have started when they, or the process that started them, are gone, however they went. Standard input
// is a pipe that only that process holds open: a line `+PID MARK` for each process group that begins, `-PID` for one that
// is over; its end says that nobody is left to end them. A process of its own, so that it costs the measured ones nothing.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** By the process that leads the group: what is in the environment of all that it starts, also in other groups. */
const groups = new Map<number, string>();

function endGroup(pid: number): void {
  try {
    if (process.platform === 'win32') execFileSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** Ends processes that carry one of the marks: they left the group of the block that started them. Linux only. */
function endStrays(marks: readonly string[]): void {
  if (process.platform !== 'linux' || marks.length === 0) return;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'latin1');
      if (marks.some((mark) => environment.includes(mark))) process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already, or somebody else's.
    }
  }
}

let rest = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const [pid = '', mark = ''] = line.slice(1).split(' ');
    if (line.startsWith('+')) {
      groups.set(Number(pid), mark);
      continue;
    }
    const ended = groups.get(Number(pid));
    groups.delete(Number(pid));
    if (ended) endStrays([ended]);
  }
});
process.stdin.on('close', () => {
  for (const pid of groups.keys()) endGroup(pid);
  endStrays([...groups.values()]);
  process.exit(0);
});
// Keys pressed in the terminal and its closing are for the process that started us; we go when it goes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
