import { inspect } from 'node:util';
import type { RawFailure } from '../../protocol/harness.ts';

/** `FILE:LINE:COLUMN: ERROR: TEXT`, as esbuild writes them, the column from 0. */
const TRANSFORM_ERROR = /^(.+?):(\d+):(\d+): ERROR: (.*)$/gmu;
/** What V8 puts above the message when the source does not parse: the place, the line, and a mark under it. */
const PARSE_ERROR = /^(\S.*?):(\d+)\n(.*)\n( *)\^/u;

/** A source that could not be parsed has no stack of its own: its places are written as one. */
function describeSyntaxError(kind: RawFailure['kind'], error: Error): RawFailure | null {
  const places = [...error.message.matchAll(TRANSFORM_ERROR)];
  if (error.name === 'TransformError' && places.length > 0) {
    const message = `SyntaxError: ${places.map(([, , , , text]) => text).join('; ')}`;
    const frames = places.map(([, file, line, column]) => `    at ${file}:${line}:${Number(column) + 1}`);
    return { kind, message, stack: [message, ...frames].join('\n') };
  }
  const place = error instanceof SyntaxError ? PARSE_ERROR.exec(error.stack ?? '') : null;
  if (!place) return null;
  const [, file, line, , indent] = place;
  const message = `SyntaxError: ${error.message}`;
  return { kind, message, stack: `${message}\n    at ${file}:${line}:${indent!.length + 1}` };
}

/**
 * What was thrown, as plain data, causes included. Source maps are switched off while a benchmark is timed, because they
 * make every stack dear; a stack is mapped when it is read, so it is first read here.
 */
export function describeFailure(kind: RawFailure['kind'], thrown: unknown): RawFailure {
  process.setSourceMapsEnabled(true);
  if (!(thrown instanceof Error)) {
    return { kind, message: typeof thrown === 'string' ? thrown : `thrown: ${inspect(thrown, { depth: 2 })}`, stack: '' };
  }
  const syntaxError = describeSyntaxError(kind, thrown);
  if (syntaxError) return syntaxError;
  const stacks: string[] = [];
  const seen = new Set<unknown>();
  for (let error: unknown = thrown; error instanceof Error && !seen.has(error); error = error.cause) {
    seen.add(error);
    stacks.push(`${stacks.length > 0 ? 'Caused by: ' : ''}${error.stack ?? `${error.name}: ${error.message}`}`);
  }
  const name = thrown.name === 'Error' ? '' : `${thrown.name}: `;
  return { kind, message: thrown.message === '' ? thrown.name : name + thrown.message, stack: stacks.join('\n') };
}
