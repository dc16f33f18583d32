// Ends the process groups of blocks when the process that started them is gone, however it went. Its standard input is a
// pipe that only that process holds open: lines `+PID` and `-PID` say which groups there are, its end says that nobody is
// left to end them. A process of its own, so that it costs the measured ones nothing.
import { execFileSync } from 'node:child_process';

const groups = new Set<number>();

function endGroup(pid: number): void {
  try {
    if (process.platform === 'win32') execFileSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

let rest = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) groups.add(pid);
    else groups.delete(pid);
  }
});
process.stdin.on('close', () => {
  groups.forEach(endGroup);
  process.exit(0);
});
// Keys pressed in the terminal and its closing are for the process that started us; we go when it goes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
