import { describe, expect, it } from 'vitest';
import { nodeLines, readNames } from './darwinProcesses.ts';
import { inspectorFlag, isNodeExecutable } from './nodeCommand.ts';
import { readWindowsProcesses } from './windowsProcesses.ts';

describe('isNodeExecutable', () => {
  it.each(['node', '/usr/bin/nodejs', '/opt/node-22.4.1', 'C:\\Program Files\\nodejs\\node.exe', 'node22'])('knows %s', (file) => {
    expect(isNodeExecutable(file)).toBe(true);
  });
  it.each(['/usr/share/code/code', 'electron', 'bun', 'deno', '/usr/bin/node_exporter', 'nodemon', ''])('refuses %s', (file) => {
    expect(isNodeExecutable(file)).toBe(false);
  });
});

describe('inspectorFlag', () => {
  const usual = { host: '127.0.0.1', port: 9229, isOpen: false };

  it('reads every form of the flags', () => {
    expect(inspectorFlag(['node', 'server.js'], '')).toEqual(usual);
    expect(inspectorFlag(['node', '--inspect', 'server.js'], '')).toEqual({ ...usual, isOpen: true });
    expect(inspectorFlag(['node', '--inspect=9230', 'server.js'], '')).toEqual({ ...usual, port: 9230, isOpen: true });
    expect(inspectorFlag(['node', '--inspect-brk=0.0.0.0:0', 'server.js'], '')).toEqual({ host: '0.0.0.0', port: 0, isOpen: true });
    expect(inspectorFlag(['node', '--inspect=[::1]:9300', 'server.js'], '')).toEqual({ host: '[::1]', port: 9300, isOpen: true });
    expect(inspectorFlag(['node', '--inspect-port', '9400', 'server.js'], '')).toEqual({ ...usual, port: 9400 });
    expect(inspectorFlag(['node', '-r', 'dotenv', '--inspect-port=9401', 'server.js'], '')).toEqual({ ...usual, port: 9401 });
    expect(inspectorFlag(['node', 'server.js'], '--max-old-space-size=900 --inspect=9500')).toEqual({ ...usual, port: 9500, isOpen: true });
  });

  it("leaves the program's own arguments be", () => {
    expect(inspectorFlag(['node', 'server.js', '--inspect=9999'], '')).toEqual(usual);
  });
});

describe('readers of other systems', () => {
  it('reads what ps and lsof print', () => {
    const lines = '  501   501 /usr/local/bin/node\n  502     0 /usr/sbin/distnoted\n 1203   502 node\n';
    expect(nodeLines(lines)).toEqual([
      { pid: 501, uid: 501 },
      { pid: 1203, uid: 502 },
    ]);
    expect(readNames('p501\nf12\nn127.0.0.1:3000\nf13\nn*:9229\np1203\nfcwd\nn/Users/a b\n')).toEqual(
      new Map([
        [501, ['127.0.0.1:3000', '*:9229']],
        [1203, ['/Users/a b']],
      ]),
    );
  });

  it('reads what PowerShell prints', () => {
    const text =
      '[{"pid":7,"commandLine":"\\"C:\\\\node.exe\\" --inspect server.js","ports":[9229,3000,3000],"own":true},{"pid":8,"commandLine":"","ports":[null],"own":false}]';
    expect(readWindowsProcesses(text)).toEqual([
      { pid: 7, commandLine: '"C:\\node.exe" --inspect server.js', cwd: null, ports: [3000], inspector: '127.0.0.1:9229', isOwn: true },
      { pid: 8, commandLine: '', cwd: null, ports: [], inspector: null, isOwn: false },
    ]);
    expect(readWindowsProcesses('')).toEqual([]);
  });
});
