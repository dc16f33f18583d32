import { describe, expect, it, vi } from 'vitest';
import type { NodeProcess } from '../../engine/engine.ts';
import { processItems } from './processItems.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

const process = (pid: number, more: Partial<NodeProcess> = {}): NodeProcess => ({
  ...{ pid, commandLine: `/usr/bin/node ${pid}.js`, cwd: '/elsewhere', ports: [], inspector: null, isOwn: true },
  ...more,
});

describe('processItems', () => {
  it('puts first what belongs to the workspace, then what listens', () => {
    const listed = processItems(
      [
        process(1),
        process(2, { ports: [80], isOwn: false }),
        process(3, { cwd: '/project' }),
        process(4, { cwd: '/project/packages/api', ports: [3000] }),
        process(5, { ports: [1, 2, 3, 4, 5] }),
        process(6, { cwd: '/projects' }),
        process(7, { cwd: null }),
      ],
      '/project',
    );
    expect(listed.map((item) => item.process?.pid ?? item.label)).toEqual([
      ...['of this workspace', 4, 3],
      ...['others', 5, 7, 6, 1, 2],
      ...['', '$(link) Enter the address of an inspector…'],
    ]);
  });

  it('says what is needed to know a process again', () => {
    const [, item] = processItems(
      [
        process(42, {
          commandLine: '/opt/node/bin/node /project/api/server.js --port 80',
          cwd: '/project/api',
          ports: [80, 443],
          inspector: '127.0.0.1:9229',
        }),
      ],
      '/project',
    );
    expect(item).toMatchObject({
      label: 'node server.js --port 80',
      detail: 'pid 42 · ports 80, 443 · inspector on 127.0.0.1:9229 · /project/api',
    });
  });

  it('shows names of others as plain text', () => {
    const [, item] = processItems([process(1, { commandLine: 'node $(trash) a\u202Eb\n', cwd: '/$(zap)' })], '/project');
    expect(item!.label).toMatch(/^node \\\$\(trash\) a[^\u202E]*b/);
    expect(item!.detail).toBe('pid 1 · /\\$(zap)');
  });
});
