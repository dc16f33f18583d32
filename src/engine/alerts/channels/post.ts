import { messageOf } from '../../../base/errors.ts';

const TIMEOUT_MS = 15_000;
const MOST_ANSWER = 200;
/** More than is shown, so that no secret is cut in two before it is found. */
const MOST_READ = 2000;
const LEAST_SECRET = 8;

interface Answer {
  readonly status: number;
  /** The beginning of what it said. */
  readonly text: string;
}

/** Sends a body, follows no redirect, and waits no longer than some seconds. Errors name the host only: an address may be a secret. */
export async function post(url: URL, body: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...{ method: 'POST', body, headers, redirect: 'manual' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return { status: response.status, text: withoutAddress(await beginningOf(response), url).slice(0, MOST_ANSWER) };
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new Error(`${url.host} ${late ? `did not answer within ${TIMEOUT_MS / 1000} s` : `cannot be reached: ${messageOf(cause)}`}`, {
      cause: error,
    });
  }
}

/** Many servers say back what they were asked for: `Cannot POST /the/secret`. */
function withoutAddress(text: string, { href, pathname, search, searchParams }: URL): string {
  const parts = [...pathname.split('/'), ...searchParams.values()].filter((part) => part.length >= LEAST_SECRET);
  const secrets = [href, pathname + search, pathname, search, ...parts].filter((part) => part.length > 3);
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
}

async function beginningOf(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_READ) break;
  }
  return text.trim();
}
