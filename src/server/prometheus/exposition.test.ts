import { describe, expect, it } from 'vitest';
import { formatFor, toExposition, type Family } from './exposition.ts';
import { sampleOf } from './metricNames.ts';

const families: readonly Family[] = [
  {
    ...{ name: 'laptime_delay_seconds', type: 'gauge', help: 'How "long"\nit \\ waits', unit: 'seconds' },
    samples: [
      { labels: { name: 'a"b\\c\nd' }, value: 0.25 },
      { labels: {}, value: Infinity },
    ],
  },
  { name: 'laptime_requests', type: 'counter', help: 'Requests.', unit: null, samples: [{ labels: { status: '2xx' }, value: 3 }] },
  { name: 'laptime_build', type: 'info', help: 'Version.', unit: null, samples: [{ labels: { version: '1.2.3' }, value: 1 }] },
];

describe('toExposition', () => {
  it('writes the text format 0.0.4', () => {
    expect(toExposition(families, 'text')).toBe(String.raw`# HELP laptime_delay_seconds How "long"\nit \\ waits
# TYPE laptime_delay_seconds gauge
laptime_delay_seconds{name="a\"b\\c\nd"} 0.25
laptime_delay_seconds +Inf
# HELP laptime_requests_total Requests.
# TYPE laptime_requests_total counter
laptime_requests_total{status="2xx"} 3
# HELP laptime_build_info Version.
# TYPE laptime_build_info gauge
laptime_build_info{version="1.2.3"} 1
`);
  });

  it('writes OpenMetrics, with units and an end', () => {
    expect(toExposition(families, 'openMetrics')).toBe(String.raw`# HELP laptime_delay_seconds How \"long\"\nit \\ waits
# TYPE laptime_delay_seconds gauge
# UNIT laptime_delay_seconds seconds
laptime_delay_seconds{name="a\"b\\c\nd"} 0.25
laptime_delay_seconds +Inf
# HELP laptime_requests Requests.
# TYPE laptime_requests counter
laptime_requests_total{status="2xx"} 3
# HELP laptime_build Version.
# TYPE laptime_build info
laptime_build_info{version="1.2.3"} 1
# EOF
`);
  });
});

describe('formatFor', () => {
  it.each([
    [undefined, 'text'],
    ['*/*', 'text'],
    ['text/plain', 'text'],
    ['application/openmetrics-text;version=1.0.0', 'openMetrics'],
    // What Prometheus 2.42 sends.
    [
      'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      'openMetrics',
    ],
    ['text/plain, application/openmetrics-text;q=0.5', 'text'],
  ])('answers %s with %s', (accept, format) => {
    expect(formatFor(accept)).toBe(format);
  });
});

describe('sampleOf', () => {
  it.each([
    ['machine.cpu', 'share', 'laptime_machine_cpu_ratio', {}, 1],
    ['machine.cpu.core.11', 'share', 'laptime_machine_cpu_core_ratio', { core: '11' }, 1],
    ['machine.disk.read', 'bytesPerSecond', 'laptime_machine_disk_read_bytes_per_second', {}, 1],
    ['program.eventLoop.delay.p99', 'milliseconds', 'laptime_program_event_loop_delay_p99_seconds', {}, 0.001],
    ['program@7f3a.heap.used', 'bytes', 'laptime_program_heap_used_bytes', { program: '7f3a' }, 1],
    ['program.heap.space.old_space', 'bytes', 'laptime_program_heap_space_bytes', { space: 'old_space' }, 1],
    ['program@2.custom.my.parse.p50', 'milliseconds', 'laptime_program_custom_seconds', { program: '2', name: 'my.parse.p50' }, 0.001],
    ['program.handles', 'count', 'laptime_program_handles', {}, 1],
  ] as const)('names %s', (id, unit, family, labels, factor) => {
    expect(sampleOf({ id, unit })).toMatchObject({ family, labels, factor });
    expect(sampleOf({ id, unit }).family).toMatch(/^[a-z_:][a-z\d_:]*$/u);
  });
});
