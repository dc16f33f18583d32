import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { loadJsonSchemas } from '../../engine/reports/index.ts';
import { API_ROOT } from '../../protocol/api.ts';
import type { Operation } from './operation.ts';
import { reportNameOf } from './reports.ts';

const PROBLEM = 'application/problem+json';

const toSchema = (schema: v.GenericSchema, typeMode: 'input' | 'output') => {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', typeMode, errorMode: 'ignore' });
  return rest;
};

/** Words come as text, and are documented as what they mean. */
function parameter(name: string, place: 'path' | 'query', schema: v.GenericSchema) {
  const { description, ...rest } = toSchema(schema, 'output');
  return {
    ...{ name, in: place, required: place === 'path' || schema.type !== 'optional', schema: rest },
    ...(description !== undefined && { description }),
    ...(rest.type === 'array' && { style: 'form', explode: false }),
  };
}

const failure = (description: string) => ({ description, content: { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } } });

/** OpenAPI 3.1 of the table of operations. */
export async function openApiDocument(operations: readonly Operation[], laptimeVersion: string): Promise<object> {
  const published = await loadJsonSchemas();
  const nameOf = (result: v.GenericSchema) => reportNameOf(result)?.replace(/^./u, (letter) => letter.toUpperCase());
  const schemas = Object.fromEntries(
    Object.entries(published).map(([name, schema]) => [name.replace(/^./u, (letter) => letter.toUpperCase()), toSchema(schema, 'output')]),
  );
  const paths: Record<string, Record<string, object>> = {};
  for (const each of operations) (paths[each.path] ??= {})[each.method.toLowerCase()] = describe(each, nameOf);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Laptime',
      version: laptimeVersion,
      description:
        'Metrics, runs, hints and alerts of one workspace. Every request has the token that the server printed, in the header `Authorization: Bearer …`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: API_ROOT }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { ...schemas, Problem: problemSchema },
      responses: {
        BadRequest: failure('A part of the request is wrong; `errors` names it.'),
        Unauthorized: failure('The token is missing or wrong.'),
        NotFound: failure('There is no such thing.'),
        Unsupported: failure('The body is not JSON.'),
        TooLarge: failure('The body is too large.'),
        Impossible: failure('The request is right, but cannot be answered; `detail` says why, and what to do.'),
        TooMany: failure('Too many requests; the header `Retry-After` says when to try again.'),
      },
    },
  };
}

function describe(row: Operation, nameOf: (result: v.GenericSchema) => string | undefined): object {
  const { id: operationId, tag, summary, parameters, query, body, result, status } = row;
  const reported = result === null ? undefined : nameOf(result);
  const response = (name: string) => ({ $ref: `#/components/responses/${name}` });
  const schema = reported === undefined ? result && toSchema(result, 'output') : { $ref: `#/components/schemas/${reported}` };
  const all = [
    ...Object.entries(parameters).map(([name, each]) => parameter(name, 'path', each)),
    ...Object.entries(query).map(([name, each]) => parameter(name, 'query', each)),
  ];
  return {
    ...{ operationId, tags: [tag], summary },
    ...(all.length > 0 && { parameters: all }),
    ...(body !== null && { requestBody: { required: true, content: { 'application/json': { schema: toSchema(body, 'input') } } } }),
    responses: {
      [status]: { description: 'Done.', ...(schema && { content: { 'application/json': { schema } } }) },
      400: response('BadRequest'),
      401: response('Unauthorized'),
      ...(Object.keys(parameters).length > 0 && { 404: response('NotFound') }),
      ...(body !== null && { 413: response('TooLarge'), 415: response('Unsupported') }),
      422: response('Impossible'),
      429: response('TooMany'),
    },
  };
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { type: 'string', description: 'The words for the status.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, and what to do about it.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: {
          field: { type: 'string', description: '`query.limit`, `body.values[0].name`, `path.metric`.' },
          message: { type: 'string' },
        },
      },
    },
  },
};
