import { get } from 'node:http';
import { UserError } from '../../../../base/errors.ts';

const ANSWER_WITHIN_MS = 2000;
const MOST_BYTES = 2 ** 20;

/** Asks what listens there for what can be inspected; null where it is no inspector of Node. */
export async function inspectorTarget(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<{ readonly address: string; readonly title: string } | null> {
  const version = (await getJson(host, port, '/json/version', signal)) as { Browser?: unknown } | null;
  if (typeof version?.Browser !== 'string' || !version.Browser.startsWith('node.js/')) return null;
  const targets = (await getJson(host, port, '/json/list', signal)) as
    | readonly { webSocketDebuggerUrl?: unknown; title?: unknown }[]
    | null;
  const target = Array.isArray(targets) ? targets[0] : undefined;
  const id =
    typeof target?.webSocketDebuggerUrl === 'string' ? /^wss?:\/\/[^/]+\/([\w-]+)$/.exec(target.webSocketDebuggerUrl)?.[1] : undefined;
  if (id === undefined) return null;
  // Not where it says that it is, but where it was asked.
  return { address: `ws://${host}:${port}/${id}`, title: typeof target?.title === 'string' ? target.title : '' };
}

function getJson(host: string, port: number, path: string, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    const hostname = host.replace(/^\[(.*)\]$/, '$1');
    const request = get({ hostname, port, path, timeout: ANSWER_WITHIN_MS, agent: false, signal }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MOST_BYTES) request.destroy();
      });
      response.on('close', () => {
        try {
          resolve(JSON.parse(text));
        } catch {
          resolve(null);
        }
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
  });
}

/**
 * The address of an inspector as a user has it: `ws://…`, `http://127.0.0.1:9229`, `127.0.0.1:9229` or `9229`.
 * @throws UserError `bad-inspector`, `inspector-unreachable`
 */
export async function resolveInspector(text: string, signal: AbortSignal): Promise<string> {
  const given = text.trim();
  if (/^wss?:\/\/[^\s/]+\/\S+$/.test(given)) return given;
  const [, host = '127.0.0.1', port = ''] = /^(?:(?:https?|ws):\/\/)?(?:(\[[^\]\s]+\]|[^\s:/]+):)?(\d{1,5})\/?$/.exec(given) ?? [];
  if (port === '') {
    throw new UserError(
      'bad-inspector',
      `'${text}' is no address of an inspector: it is like 127.0.0.1:9229, or the ws:// address that Node prints.`,
    );
  }
  const target = await inspectorTarget(host, Number(port), signal);
  signal.throwIfAborted();
  if (target) return target.address;
  throw new UserError(
    'inspector-unreachable',
    `No Node inspector answers at ${host}:${port}. Start the program with --inspect, or attach to it by its process id.`,
  );
}
