import { API_ROOT, type ProblemDetails } from '../../protocol/api.ts';

// What the page reads of the OpenAPI document: the server makes it from its own table.

export interface DocumentParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
}

export interface DocumentOperation {
  readonly operationId: string;
  readonly tags: readonly [string];
  readonly summary: string;
  readonly parameters?: readonly DocumentParameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: BodySchema } } };
}

export interface BodySchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly type?: string; readonly description?: string }>>;
}

export interface ApiDocument {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
}

export interface Row {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentOperation;
}

/** All operations, those about the same side by side. */
export function rowsOf({ paths }: ApiDocument): readonly (readonly [tag: string, rows: readonly Row[]])[] {
  const byTag = new Map<string, Row[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const [tag] = operation.tags;
      byTag.set(tag, [...(byTag.get(tag) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  }
  return [...byTag];
}

/** Where a request goes, with what was typed: empty fields are left out. */
export function addressOf({ path, operation }: Row, typed: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, in: place } of operation.parameters ?? []) {
    const value = typed[name] ?? '';
    if (place === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== '') query.set(name, value);
  }
  return `${API_ROOT}${filled}${query.size > 0 ? `?${query.toString()}` : ''}`;
}

/** A body to begin with: the fields that it needs. */
export function bodyToStartWith({ required = [], properties = {} }: BodySchema): string {
  const fallback: Readonly<Record<string, unknown>> = { number: 0, integer: 0, array: [], object: {}, boolean: false };
  const fields = required.map((name) => [name, fallback[properties[name]?.type ?? ''] ?? '']);
  return JSON.stringify(Object.fromEntries(fields), null, 2);
}

export interface Answer {
  readonly isOk: boolean;
  readonly status: string;
  readonly text: string;
}

/** The token goes into a header, never into an address, which browsers keep. */
export async function ask(token: string, method: string, address: string, body: string | null): Promise<Answer> {
  try {
    const response = await fetch(address, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body !== null && { 'Content-Type': 'application/json' }) },
      ...(body !== null && { body }),
    });
    const text = await response.text();
    return { isOk: response.ok, status: `${response.status} ${response.statusText}`, text: indented(text) };
  } catch {
    return { isOk: false, status: 'No answer', text: 'The server does not answer: it may have ended.' };
  }
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The document, or why it is not to be had. */
export async function readDocument(token: string): Promise<ApiDocument | string> {
  const { isOk, text } = await ask(token, 'GET', `${API_ROOT}/openapi.json`, null);
  if (isOk) return JSON.parse(text) as ApiDocument;
  try {
    return (JSON.parse(text) as ProblemDetails).detail;
  } catch {
    return text;
  }
}
