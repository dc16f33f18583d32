import type { Files } from './files.ts';

/** True on battery, false on mains or without a battery; null where it cannot be read. */
export async function isOnBattery(files: Files, platform: NodeJS.Platform): Promise<boolean | null> {
  if (platform === 'linux') return isOnBatteryLinux(files);
  // Loaded only here: it is large, and asks other programs.
  const { battery } = await import('systeminformation');
  const found = await battery().catch(() => undefined);
  if (found === undefined) return null;
  return found.hasBattery && !found.acConnected;
}

function isOnBatteryLinux(files: Files): boolean | null {
  const folder = '/sys/class/power_supply';
  const supplies = files.names(folder);
  if (supplies === undefined) return null;
  const read = (name: string, file: string) => files.text(`${folder}/${name}/${file}`)?.trim();
  // A mouse or a headset has a battery too: its scope is "Device".
  return supplies.some(
    (name) => read(name, 'type') === 'Battery' && read(name, 'scope') !== 'Device' && read(name, 'status') === 'Discharging',
  );
}

/** What decides the clock of the cores: "performance", "powersave", … joined where cores differ; null where it cannot be read. */
export function cpuGovernor(files: Files): string | null {
  const folder = '/sys/devices/system/cpu/cpufreq';
  const policies = (files.names(folder) ?? []).filter((name) => name.startsWith('policy'));
  const governors = policies.map((name) => files.text(`${folder}/${name}/scaling_governor`)?.trim()).filter((name) => name !== undefined);
  return governors.length === 0 ? null : [...new Set(governors)].toSorted().join('+');
}

export function isContainer(files: Files, env: Readonly<NodeJS.ProcessEnv>): boolean {
  return (
    env['container'] !== undefined ||
    env['KUBERNETES_SERVICE_HOST'] !== undefined ||
    files.text('/.dockerenv') !== undefined ||
    files.text('/run/.containerenv') !== undefined ||
    /docker|kubepods|containerd|libpod|lxc/.test(files.text('/proc/1/cgroup') ?? '')
  );
}
