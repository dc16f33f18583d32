import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { isUserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type { FieldProblem } from '../../protocol/api.ts';
import { fieldProblem, HttpProblem } from '../http/httpProblem.ts';
import { readJson } from '../http/readJson.ts';
import type { Operation, ServedParts } from './operation.ts';

export interface Answer {
  readonly status: number;
  /** Null where there is nothing to say. */
  readonly body: unknown;
}

interface Found {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * Finds the operation that a path means, checks what it is asked with, and runs it.
 * @throws HttpProblem with the field that is wrong
 */
export async function callOperation(
  operations: readonly Operation[],
  request: IncomingMessage,
  { pathname, searchParams }: { readonly pathname: string; readonly searchParams: URLSearchParams },
  parts: ServedParts,
  signal: AbortSignal,
): Promise<Answer> {
  const { operation, path } = findOperation(operations, request.method ?? '', pathname);
  const input = {
    path: check('path', v.strictObject({ ...operation.parameters }), path),
    query: check('query', v.strictObject({ ...operation.query }), textsOf(searchParams)),
    body: operation.body === null ? undefined : check('body', operation.body, await readJson(request)),
  };
  try {
    return { status: operation.status, body: (await operation.run(input, parts, signal)) ?? null };
  } catch (error) {
    if (isUserError(error)) throw new HttpProblem(422, error.message);
    throw error;
  }
}

function findOperation(operations: readonly Operation[], method: string, pathname: string): Found {
  const here = operations.flatMap((operation): Found[] => {
    const path = matchPath(operation.path, pathname);
    return path === null ? [] : [{ operation, path }];
  });
  // Words of a path go before its parameters: `/metrics/latest` is no metric.
  const exact = here.toSorted((a, b) => Object.keys(a.path).length - Object.keys(b.path).length);
  const found = exact.find(({ operation }) => operation.method === method);
  if (found) return found;
  if (here.length === 0) throw new HttpProblem(404, 'There is no such operation: /api/v1/openapi.json has all of them.');
  const allowed = [...new Set(here.map(({ operation }) => operation.method))].toSorted().join(', ');
  throw new HttpProblem(405, `This path takes ${allowed} only.`, { headers: { Allow: allowed } });
}

/** The parameters of a path, decoded; null where it is another one. */
function matchPath(template: string, pathname: string): Record<string, string> | null {
  const wanted = template.split('/');
  const given = pathname.split('/');
  if (wanted.length !== given.length) return null;
  const path: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/u.exec(part)?.[1];
    const text = given[index] ?? '';
    if (name === undefined ? part !== text : text === '') return null;
    if (name !== undefined) path[name] = decoded(name, text);
  }
  return path;
}

function decoded(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw fieldProblem(`path.${name}`, 'is not encoded as parts of a path are');
  }
}

function textsOf(query: URLSearchParams): Record<string, string> {
  const texts: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of query) {
    if (name in texts) throw fieldProblem(`query.${name}`, 'is given more than once');
    texts[name] = value;
  }
  return { ...texts };
}

function check<S extends v.GenericSchema>(place: string, schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const fields = result.issues.map((issue): FieldProblem => {
    const keys = (issue.path ?? []).map((item) => item.key);
    const field = keys.reduce<string>((name, key) => (typeof key === 'number' ? `${name}[${key}]` : `${name}.${String(key)}`), place);
    return { field, message: messageOf(issue, schema) };
  });
  const detail = fields.map(({ field, message }) => `\`${field}\` ${message}`).join('; ');
  throw new HttpProblem(400, detail, { fields });
}

function messageOf(issue: v.BaseIssue<unknown>, schema: v.GenericSchema): string {
  if (issue.expected === 'never') {
    const [near] = nearest(String(issue.path?.at(-1)?.key), 'entries' in schema ? Object.keys(schema.entries as object) : [], 1);
    return `is not known here${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
  }
  const [last] = issue.path?.slice(-1) ?? [];
  return last !== undefined && issue.input === undefined ? 'is missing' : issue.message;
}
