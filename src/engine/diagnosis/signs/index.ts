import type { SignOf } from '../sign.ts';
import { eventLoopBlocked } from './eventLoop.ts';
import { gcPressure, handleLeak, memoryLeak } from './memory.ts';
import { childCpu, contention, cpuBound, workerCpu } from './processor.ts';
import { disk, externalLatency, poolSaturated, threadPool } from './waiting.ts';

export const signs: readonly SignOf[] = [
  contention,
  memoryLeak,
  handleLeak,
  gcPressure,
  eventLoopBlocked,
  cpuBound,
  poolSaturated,
  disk,
  threadPool,
  workerCpu,
  childCpu,
  externalLatency,
];
