import { STATUS_CODES } from 'node:http';
import type { FieldProblem, ProblemDetails } from '../../protocol/api.ts';

/** Ends a request with an answer that says what is wrong with it. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly fields: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string, more: { fields?: readonly FieldProblem[]; headers?: Readonly<Record<string, string>> } = {}) {
    super(detail);
    this.status = status;
    this.fields = more.fields ?? [];
    this.headers = more.headers ?? {};
  }
}

export function toProblemDetails({ status, message, fields }: HttpProblem): ProblemDetails {
  return {
    ...{ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: message },
    ...(fields.length > 0 && { errors: fields }),
  };
}

/** A 400 about one part of a request. */
export function fieldProblem(field: string, message: string): HttpProblem {
  return new HttpProblem(400, `\`${field}\` ${message}`, { fields: [{ field, message }] });
}

/** A 404 about the part of a path that names what is not there. */
export function missingProblem(field: string, message: string): HttpProblem {
  return new HttpProblem(404, `\`${field}\` ${message}`, { fields: [{ field, message }] });
}
