import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { WatchReport } from '../../../protocol/watching.ts';

export function readHeap(): WatchReport['heap'] {
  const { used_heap_size: used, total_heap_size: total, heap_size_limit: limit } = getHeapStatistics();
  const { external, arrayBuffers } = memoryUsage();
  const spaces = Object.fromEntries(
    getHeapSpaceStatistics()
      .filter(({ space_size: bytes }) => bytes > 0)
      .map(({ space_name: name, space_used_size: bytes }) => [name, bytes]),
  );
  return { used, total, limit, external, arrayBuffers, spaces };
}

const memoryUsage = process.memoryUsage.bind(process);
