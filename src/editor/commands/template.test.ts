import * as path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { createDiscovery } from '../../engine/discovery/index.ts';
import type { BenchApi } from '../../model/benchmark.ts';
import { benchTemplate } from './template.ts';

const discovery = createDiscovery({ workerFile: path.join(import.meta.dirname, '../../engine/discovery/worker.ts'), log: silentLog });
afterAll(() => discovery.dispose());

describe('benchTemplate', () => {
  it.each<BenchApi>(['laptime', 'vitest', 'tinybench', 'mitata'])('is a bench file of %s with two benchmarks', async (api) => {
    const { text, selected } = benchTemplate(api);
    const { api: found, nodes, problems } = await discovery.readFile(import.meta.dirname, 'first.bench.ts', text);
    expect({ found, problems }).toEqual({ found: api, problems: [] });
    expect(nodes.map(({ name }) => name)).toEqual(['joining words']);
    expect(nodes[0]!.children.map(({ name }) => name)).toEqual([selected, 'Array.prototype.join']);
    expect(text).toContain(selected);
  });
});
