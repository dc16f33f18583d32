import type { NodeProcess } from '../requests.ts';
import { inspectorFlag } from './nodeCommand.ts';
import { runTool } from './runTool.ts';

/** All of it is ours: nothing of the processes is part of the command. */
const QUERY = [
  '$all = Get-CimInstance Win32_Process -Filter "Name=\'node.exe\'"',
  '$ports = @{}',
  'Get-NetTCPConnection -State Listen -ErrorAction SilentlyContinue | ForEach-Object { $ports[[int]$_.OwningProcess] += @([int]$_.LocalPort) }',
  '$me = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value',
  '$found = $all | ForEach-Object { $sid = (Invoke-CimMethod -InputObject $_ -MethodName GetOwnerSid -ErrorAction SilentlyContinue).Sid; ' +
    '[pscustomobject]@{ pid = [int]$_.ProcessId; commandLine = [string]$_.CommandLine; ports = @($ports[[int]$_.ProcessId]); own = ($sid -eq $me) } }',
  'ConvertTo-Json -Compress -Depth 3 -InputObject @($found)',
].join('; ');

interface Found {
  readonly pid: number;
  readonly commandLine: string;
  readonly ports: readonly (number | null)[];
  readonly own: boolean;
}

/** By PowerShell. The folder of a process is not told there. */
export async function listWindowsProcesses(): Promise<readonly NodeProcess[]> {
  const text = await runTool('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', QUERY]);
  return readWindowsProcesses(text).filter(({ pid }) => pid !== process.pid);
}

export function readWindowsProcesses(text: string): readonly NodeProcess[] {
  if (text.trim() === '') return [];
  return (JSON.parse(text) as readonly Found[]).map(({ pid, commandLine, ports, own }) => {
    const listening = [...new Set(ports.filter((port) => port !== null))].toSorted((a, b) => a - b);
    const { host, port } = inspectorFlag(commandLine.split(' '), '');
    const isOpen = listening.includes(port);
    return {
      pid,
      commandLine,
      cwd: null,
      ports: listening.filter((each) => each !== port),
      inspector: isOpen ? `${host}:${port}` : null,
      isOwn: own,
    };
  });
}
