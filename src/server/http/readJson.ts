import type { IncomingMessage } from 'node:http';
import { HttpProblem } from './httpProblem.ts';

const MOST_BODY_BYTES = 256 * 1024;

/**
 * The body of a request. Forms, which pages can send to other origins without being asked, are no JSON.
 * @throws HttpProblem 415, 413 or 400
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json')
    throw new HttpProblem(415, 'The body must be JSON, with the header Content-Type: application/json.');
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new HttpProblem(415, 'The body must not be compressed.');
  const tooLarge = new HttpProblem(413, `The body is larger than ${MOST_BODY_BYTES / 1024} KiB.`, { headers: { Connection: 'close' } });
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))) as unknown;
  } catch {
    throw new HttpProblem(400, 'The body is no valid JSON.', { fields: [{ field: 'body', message: 'is no valid JSON' }] });
  }
}
