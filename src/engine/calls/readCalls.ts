import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RecordedCall } from '../../model/recordedCall.ts';
import type { CallLine } from '../harness/index.ts';

/** What all threads of a program recorded. */
export interface RecordedCalls {
  /** How many there were, at least: a process that is killed does not say. */
  readonly count: number;
  readonly calls: readonly RecordedCall[];
  /** Why calls could not be recorded, each reason once. */
  readonly refusals: readonly string[];
}

export async function readCalls(folder: string): Promise<RecordedCalls> {
  let count = 0;
  const calls: RecordedCall[] = [];
  const refusals = new Set<string>();
  for (const name of (await readdir(folder)).toSorted()) {
    if (!name.endsWith('.calls')) continue;
    const slots = new Map<number, RecordedCall>();
    let counted = 0;
    for (const line of linesOf(await readFile(path.join(folder, name), 'utf8'))) {
      switch (line.kind) {
        case 'call': {
          const { kind: _, slot, ...call } = line;
          slots.set(slot, { ...call, changed: false });
          counted = Math.max(counted, call.call);
          break;
        }
        case 'changed': {
          const call = slots.get(line.slot);
          if (call) slots.set(line.slot, { ...call, changed: true });
          break;
        }
        case 'refused':
          refusals.add(line.reason);
          counted = Math.max(counted, line.call);
          break;
        case 'end':
          counted = Math.max(counted, line.calls);
      }
    }
    count += counted;
    // The largest may also be one of those that chance took.
    const each = new Map([...slots.values()].map((call) => [call.call, call]));
    calls.push(...[...each.values()].toSorted((a, b) => a.call - b.call));
  }
  // What one call changes, others may change, too.
  const changed = calls.some((call) => call.changed);
  return { count, calls: changed ? calls.map((call) => ({ ...call, changed })) : calls, refusals: [...refusals] };
}

function linesOf(text: string): CallLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as CallLine];
    } catch {
      // The process was killed while it wrote its last one.
      return [];
    }
  });
}
