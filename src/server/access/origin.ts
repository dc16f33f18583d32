import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { HttpProblem } from '../http/httpProblem.ts';

/** The name in a `Host` header, without its port and brackets, in small letters; null where it is none. */
function hostNameOf(header: string): string | null {
  const match = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/iu.exec(header);
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * Refuses what a page of somebody else can send. A page whose name was made to lead here by its DNS server sends that name as its
 * host: only names that nobody else can have are answered to. A port may be forwarded under another number, so ports do not count.
 * @throws HttpProblem 421 for a foreign host, 403 for a foreign page
 */
export function createOriginCheck(boundTo: string): (headers: IncomingHttpHeaders) => void {
  const isOurs = (name: string) => isLoopback(name) || (!isLoopback(boundTo) && (isIP(name) !== 0 || name === boundTo.toLowerCase()));
  return (headers) => {
    const host = headers.host ?? '';
    const name = hostNameOf(host);
    if (name === null || !isOurs(name))
      throw new HttpProblem(421, 'This server does not answer to that host: use the address that it printed, like http://127.0.0.1:PORT.');
    const { origin } = headers;
    // `null` is what pages in a sandbox, from files and after redirects say.
    if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
      throw new HttpProblem(403, 'Pages of other origins may not use this server.');
    const site = headers['sec-fetch-site'];
    const isOpened = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isOpened)
      throw new HttpProblem(403, 'Pages of other origins may not use this server.');
  };
}
