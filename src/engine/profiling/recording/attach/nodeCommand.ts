/** By the name of an executable: `node`, `nodejs`, `node-22`, `node22.exe`. Programs that bring Node with them have other names. */
export const isNodeExecutable = (file: string): boolean => /^node(?:js)?[-.\d]*(?:\.exe)?$/i.test(file.split(/[\\/]/).at(-1) ?? '');

const DEFAULT_INSPECTOR = { host: '127.0.0.1', port: 9229 } as const;

export interface InspectorFlag {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** Whether it is open from the start; else on SIGUSR1. */
  readonly isOpen: boolean;
}

const FLAG = /^--(inspect(?:-brk|-wait)?|inspect-port|debug-port)(?:=(.*))?$/;

/**
 * Where a Node process has its inspector, or would have it, by its own flags and those of `NODE_OPTIONS`. The last one counts.
 */
export function inspectorFlag(args: readonly string[], nodeOptions: string): InspectorFlag {
  let found: InspectorFlag = { ...DEFAULT_INSPECTOR, isOpen: false };
  const take = (flag: string, next: string | undefined) => {
    const match = FLAG.exec(flag);
    if (!match) return;
    const isPort = match[1]!.endsWith('-port');
    const value = match[2] ?? (isPort ? (next ?? '') : '');
    const address = /^(?:(\[[^\]]*\]|[^:]*?):)?(\d+)$/.exec(value);
    const host = address?.[1] ?? (value !== '' && !address ? value : found.host);
    found = { host, port: address ? Number(address[2]) : found.port, isOpen: found.isOpen || !isPort };
  };
  const options = nodeOptions.split(/\s+/);
  options.forEach((option, index) => take(option, options[index + 1]));
  for (const [index, arg] of args.slice(1).entries()) {
    // What follows the script is the program's own.
    if (!arg.startsWith('-') && !args[index]?.match(/^(?:-r|--require|--import|--inspect-port|--debug-port|--env-file|-C|--conditions)$/))
      break;
    take(arg, args[index + 2]);
  }
  return found;
}
