import { describe, expect, it } from 'vitest';
import { plainItem, type MonitorItem } from './monitorItem.ts';
import { MonitorRows } from './monitorRows.ts';

const item = (id: string, description = '', children: readonly MonitorItem[] = []): MonitorItem => ({
  ...plainItem,
  ...{ id, label: id, description, icon: 'server', children },
});

const shown = (cpu: string, ...findings: readonly MonitorItem[]) => [
  item('finding', '', findings),
  item('machine', '', [item('cpu', cpu), item('memory', '2 GB')]),
];

describe('rows of the monitor', () => {
  it('are drawn anew where they changed, and are the same ones', () => {
    const rows = new MonitorRows();
    expect(rows.follow(shown('1 %', item('profile')))).toBeNull();
    const [finding, machine] = rows.top;
    const [cpu, memory] = machine!.children;
    const [profile] = finding!.children;
    expect(rows.follow(shown('2 %', item('profile')))).toEqual([cpu]);
    expect(rows.top).toEqual([finding, machine]);
    expect(machine!.children[0]).toBe(cpu);
    expect(machine!.children[1]).toBe(memory);
    expect(finding!.children[0]).toBe(profile);
    expect(cpu!.item.description).toBe('2 %');
  });

  it('are left as they are where nothing changed', () => {
    const rows = new MonitorRows();
    rows.follow(shown('1 %'));
    expect(rows.follow(shown('1 %'))).toEqual([]);
  });

  it('are drawn with all below them where others are below them', () => {
    const rows = new MonitorRows();
    rows.follow(shown('1 %', item('a'), item('b')));
    const [finding] = rows.top;
    const [, b] = finding!.children;
    expect(rows.follow(shown('1 %', item('b', 'new'), item('c')))).toEqual([finding]);
    expect(finding!.children.map((row) => row.item.id)).toEqual(['b', 'c']);
    expect(finding!.children[0]).toBe(b);
    expect(b!.item.description).toBe('new');
  });

  it('are all drawn where others are at the top, or in another order', () => {
    const rows = new MonitorRows();
    rows.follow([item('a'), item('b')]);
    const [a, b] = rows.top;
    expect(rows.follow([item('b'), item('a')])).toBeNull();
    expect(rows.top[0]).toBe(b);
    expect(rows.top[1]).toBe(a);
    expect(rows.follow([item('b')])).toBeNull();
  });

  it('are drawn anew where they open for the first time', () => {
    const rows = new MonitorRows();
    rows.follow([item('machine')]);
    expect(rows.follow([item('machine', '', [item('cpu')])])).toEqual([rows.top[0]]);
  });

  it('tell the commands of their menus what they are about', () => {
    const rows = new MonitorRows();
    rows.follow([{ ...item('a'), alertId: 'one' }]);
    rows.follow([{ ...item('a'), alertId: 'two', programId: '4711' }]);
    expect(rows.top[0]).toMatchObject({ alertId: 'two', programId: '4711' });
  });
});
