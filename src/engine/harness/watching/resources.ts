import type { WatchReport } from '../../../protocol/watching.ts';

/** Names of Node's classes for what is asked of libuv, and is not a handle. */
const REQUEST = /(?:Req|ReqWrap|ReqCallback|ReqPromise|WriteWrap|ShutdownWrap|ConnectWrap|Job)$/;
const MOST_KINDS = 20;

/** `own`: requests for files that are ours. */
export function readResources(own: number): Pick<WatchReport, 'handles' | 'requests' | 'fsRequests'> {
  const handles: Record<string, number> = {};
  let requests = -own;
  let fsRequests = -own;
  for (const kind of process.getActiveResourcesInfo()) {
    if (!REQUEST.test(kind)) {
      if (handles[kind] !== undefined || Object.keys(handles).length < MOST_KINDS) handles[kind] = (handles[kind] ?? 0) + 1;
      continue;
    }
    requests += 1;
    if (kind.startsWith('FSReq')) fsRequests += 1;
  }
  return { handles, requests: Math.max(0, requests), fsRequests: Math.max(0, fsRequests) };
}
