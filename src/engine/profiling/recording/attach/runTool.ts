import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What a tool of the system prints; empty where it fails, as `lsof` does when there is nothing to list. */
export async function runTool(command: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(command, [...args], { timeout: 10_000, maxBuffer: 64 * 2 ** 20, windowsHide: true });
    return stdout;
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    return stdout ?? '';
  }
}
