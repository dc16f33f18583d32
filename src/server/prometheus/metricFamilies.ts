import type { ServedParts } from '../api/operation.ts';
import type { Family } from './exposition.ts';
import { sampleOf } from './metricNames.ts';

/** What was counted since the server started. */
export interface ServerCounts {
  /** Answers by the first digit of their status. */
  readonly requests: ReadonlyMap<string, number>;
  readonly streamClients: number;
}

/** All that `/metrics` says: what was collected last, alerts, and the server itself. */
export function metricFamilies({ monitor, alerts, laptimeVersion, currentValues }: ServedParts, counts: ServerCounts): Family[] {
  const values = currentValues();
  const families = new Map<string, Family & { samples: Family['samples'][number][] }>();
  for (const metric of monitor.metrics()) {
    const value = values.get(metric.id);
    if (value === undefined) continue;
    const { family: name, labels, factor, unit } = sampleOf(metric);
    const family = families.get(name) ?? { name, type: 'gauge', help: metric.description, unit, samples: [] };
    families.set(name, family);
    family.samples.push({ labels, value: value * factor });
  }
  return [...families.values(), ...programFamily(monitor.programs()), alertFamily(alerts.active()), ...ownFamilies(counts, laptimeVersion)];
}

function programFamily(programs: ReturnType<ServedParts['monitor']['programs']>): Family[] {
  const samples = programs
    .filter(({ ended }) => ended === null)
    .map(({ id, pid, title, nodeVersion }) => ({ labels: { id, pid: String(pid), title, node: nodeVersion ?? '' }, value: 1 }));
  return samples.length === 0 ? [] : [{ name: 'laptime_program', type: 'info', help: 'A program that is watched.', unit: null, samples }];
}

function alertFamily(active: ReturnType<ServedParts['alerts']['active']>): Family {
  const samples = (['pending', 'firing', 'acknowledged'] as const).flatMap((state) =>
    (['info', 'warning', 'error', 'critical'] as const).map((severity) => ({
      labels: { state, severity },
      value: active.filter((alert) => alert.state === state && alert.severity === severity).length,
    })),
  );
  return { name: 'laptime_alerts', type: 'gauge', help: 'Alerts that go on.', unit: null, samples };
}

function ownFamilies({ requests, streamClients }: ServerCounts, version: string): Family[] {
  return [
    {
      ...{ name: 'laptime_server_requests', type: 'counter', help: 'Requests that this server answered.', unit: null },
      samples: [...requests].map(([status, value]) => ({ labels: { status: `${status}xx` }, value })),
    },
    {
      ...{ name: 'laptime_server_stream_clients', type: 'gauge', help: 'Clients of the stream.', unit: null },
      samples: [{ labels: {}, value: streamClients }],
    },
    { name: 'laptime_build', type: 'info', help: 'What serves this.', unit: null, samples: [{ labels: { version }, value: 1 }] },
  ];
}
