import { describe, expect, it } from 'vitest';
import { filesOf } from './files.fixture.ts';
import { usableCores, usableMemoryBytes } from './limits.ts';
import { cpuGovernor, isContainer, isOnBattery } from './power.ts';
import { readEnvironment } from './readEnvironment.ts';

const allowed = (list: string) => ({ '/proc/self/status': `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t${list}\n` });

describe('usableCores', () => {
  it.each([
    ['0', 1],
    ['0-7', 8],
    ['0-1,4,6-7', 5],
  ])('counts the cores that the process may run on: %s', (list, cores) => {
    expect(usableCores(filesOf(allowed(list)))).toBe(cores);
  });

  it('keeps to the quota of the innermost and of outer control groups, version 2', () => {
    const files = (inner: string, outer: string) =>
      filesOf({
        ...allowed('0-7'),
        '/proc/self/cgroup': '0::/kube/pod/app\n',
        '/sys/fs/cgroup/kube/pod/app/cpu.max': inner,
        '/sys/fs/cgroup/kube/cpu.max': outer,
      });
    expect(usableCores(files('max 100000\n', 'max 100000\n'))).toBe(8);
    expect(usableCores(files('250000 100000\n', 'max 100000\n'))).toBe(2.5);
    expect(usableCores(files('250000 100000\n', '150000 100000\n'))).toBe(1.5);
  });

  it('keeps to the quota of version 1, also inside a container that sees only its own group', () => {
    const group = { ...allowed('0-3'), '/proc/self/cgroup': '5:cpuacct,cpu:/docker/abc\n4:memory:/docker/abc\n' };
    expect(
      usableCores(filesOf({ ...group, '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000' })),
    ).toBe(4);
    expect(
      usableCores(filesOf({ ...group, '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000' })),
    ).toBe(0.5);
  });

  it('is undefined where there is no /proc', () => {
    expect(usableCores(filesOf({}))).toBeUndefined();
  });
});

describe('usableMemoryBytes', () => {
  it('is the least of the machine and its control groups', () => {
    expect(usableMemoryBytes(filesOf({}), 8e9)).toBe(8e9);
    const version2 = {
      '/proc/self/cgroup': '0::/a/b',
      '/sys/fs/cgroup/a/b/memory.max': 'max\n',
      '/sys/fs/cgroup/a/memory.max': '1000000\n',
    };
    expect(usableMemoryBytes(filesOf(version2), 8e9)).toBe(1e6);
    // "No limit" of version 1 is a number larger than any memory.
    const version1 = { '/proc/self/cgroup': '4:memory:/x', '/sys/fs/cgroup/memory/x/memory.limit_in_bytes': '9223372036854771712' };
    expect(usableMemoryBytes(filesOf(version1), 8e9)).toBe(8e9);
  });
});

describe('power', () => {
  const supply = (name: string, facts: Record<string, string>) =>
    Object.fromEntries(Object.entries(facts).map(([file, text]) => [`/sys/class/power_supply/${name}/${file}`, `${text}\n`]));

  it('tells a laptop on battery from one on mains, and not by its mouse', async () => {
    const battery = (status: string) => supply('BAT0', { type: 'Battery', status });
    expect(await isOnBattery(filesOf({ ...supply('AC', { type: 'Mains', online: '0' }), ...battery('Discharging') }), 'linux')).toBe(true);
    expect(await isOnBattery(filesOf({ ...supply('AC', { type: 'Mains', online: '1' }), ...battery('Charging') }), 'linux')).toBe(false);
    expect(await isOnBattery(filesOf(supply('mouse', { type: 'Battery', scope: 'Device', status: 'Discharging' })), 'linux')).toBe(false);
    expect(await isOnBattery(filesOf({}), 'linux')).toBeNull();
  });

  it('joins the governors of the cores', () => {
    const policy = (name: string, governor: string) => ({ [`/sys/devices/system/cpu/cpufreq/${name}/scaling_governor`]: `${governor}\n` });
    expect(cpuGovernor(filesOf({ ...policy('policy0', 'powersave'), ...policy('policy1', 'powersave') }))).toBe('powersave');
    expect(cpuGovernor(filesOf({ ...policy('policy0', 'powersave'), ...policy('policy1', 'performance') }))).toBe('performance+powersave');
    expect(cpuGovernor(filesOf({}))).toBeNull();
  });

  it('knows a container by its marks', () => {
    expect(isContainer(filesOf({}), {})).toBe(false);
    expect(isContainer(filesOf({ '/.dockerenv': '' }), {})).toBe(true);
    expect(isContainer(filesOf({}), { KUBERNETES_SERVICE_HOST: '10.0.0.1' })).toBe(true);
    expect(isContainer(filesOf({ '/proc/1/cgroup': '0::/kubepods/burstable/pod1' }), {})).toBe(true);
  });
});

describe('readEnvironment', () => {
  const node = { version: '22.1.0', v8Version: '12.4', arch: 'x64' };

  it('has the facts of this machine', async () => {
    expect(await readEnvironment(node, ['--expose-gc'])).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      cpuModel: expect.stringMatching(/\S/),
      cores: expect.any(Number),
      memoryBytes: expect.any(Number),
      os: expect.stringMatching(/\S/),
      arch: 'x64',
      nodeVersion: '22.1.0',
      v8Version: '12.4',
      nodeFlags: ['--expose-gc'],
      onBattery: expect.toBeOneOf([true, false, null]),
      cpuGovernor: expect.toBeOneOf([expect.any(String), null]),
      container: expect.any(Boolean),
    });
  });

  it('has another id for what changes results, and the same for what varies from run to run', async () => {
    const idOf = async (version: string, flags: string[], content: Record<string, string>) =>
      (await readEnvironment({ ...node, version }, flags, filesOf(content))).id;
    const group = { '/proc/self/cgroup': '0::/a' };
    const base = { ...allowed('0-3'), ...group };
    const id = await idOf('22.1.0', [], base);
    expect(await idOf('22.1.0', [], base)).toBe(id);
    expect(await idOf('22.1.0', [], { ...base, '/.dockerenv': '' })).toBe(id);
    expect(
      await idOf('22.1.0', [], {
        ...base,
        '/sys/class/power_supply/BAT0/type': 'Battery',
        '/sys/class/power_supply/BAT0/status': 'Discharging',
      }),
    ).toBe(id);
    const others = [
      await idOf('22.2.0', [], base),
      await idOf('22.1.0', ['--no-opt'], base),
      await idOf('22.1.0', [], { ...base, ...allowed('0-1') }),
      await idOf('22.1.0', [], { ...base, '/sys/fs/cgroup/a/memory.max': '536870912' }),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });
});
