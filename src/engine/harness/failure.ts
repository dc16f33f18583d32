import { inspect } from 'node:util';
import type { RawFailure } from '../../protocol/harness.ts';

/**
 * What was thrown, as plain data, causes included. Source maps are switched off while a benchmark is timed, because they
 * make every stack dear; a stack is mapped when it is read, so it is first read here.
 */
export function describeFailure(kind: RawFailure['kind'], thrown: unknown): RawFailure {
  process.setSourceMapsEnabled(true);
  if (!(thrown instanceof Error)) {
    return { kind, message: typeof thrown === 'string' ? thrown : `thrown: ${inspect(thrown, { depth: 2 })}`, stack: '' };
  }
  const stacks: string[] = [];
  const seen = new Set<unknown>();
  for (let error: unknown = thrown; error instanceof Error && !seen.has(error); error = error.cause) {
    seen.add(error);
    stacks.push(`${stacks.length > 0 ? 'Caused by: ' : ''}${error.stack ?? `${error.name}: ${error.message}`}`);
  }
  const name = thrown.name === 'Error' ? '' : `${thrown.name}: `;
  return { kind, message: thrown.message === '' ? thrown.name : name + thrown.message, stack: stacks.join('\n') };
}
