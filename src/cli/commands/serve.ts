import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { visibleText } from '../../base/text.ts';
import type { LaptimeServer } from '../../server/index.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { findRoot } from '../targets.ts';

const options = {
  port: { value: 'PORT', about: 'by default any that is free' },
  host: { value: 'ADDRESS', about: 'listen at this address of the machine, not only for its own programs: nothing is encrypted' },
  alerts: { value: null, about: 'also watch the rules of alerts and tell their channels, as laptime alerts watch does' },
  otlp: {
    value: 'URL',
    about: 'push metrics there by OTLP, as http://127.0.0.1:4318/v1/metrics; headers as OTEL_EXPORTER_OTLP_HEADERS has them',
  },
  running: { value: null, about: 'start nothing: write the address and the token of the server that runs, as JSON' },
  json: { value: null, about: 'write the address and the token as a line of JSON' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const serve: Command = {
  usage: 'serve [options]',
  about: `Serves metrics, runs, comparisons, hints and alerts of the workspace to programs of this machine, until Ctrl+C: as REST with a page that
shows it, as a stream over a WebSocket, and to Prometheus. Every request needs the token that is printed.`,
  options,
  examples: [
    ['laptime serve', 'at a port that is free'],
    ['laptime serve --port 9464 --json', 'at a port of your own, with a line for scripts'],
    ['laptime serve --running', 'the address and the token again'],
    ['laptime serve --otlp http://127.0.0.1:4318/v1/metrics', 'metrics also go to a collector of OpenTelemetry'],
  ],
  run: runServe,
};

async function runServe(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  if (positionals.length > 0) throw usageError(`serve takes no '${positionals[0]}'`);
  const port = parsePort(values.port);
  const root = findRoot(context.workingFolder, values.root);
  const { checkPushUrl, isLoopback, PUSH_DEFAULTS, runningServers, serverFolder, startPush, startServer } =
    await import('../../server/index.ts');
  const { terminal, clock, distFolder, laptimeVersion, log } = context;
  const tokenFolder = serverFolder(process.env, process.platform);
  if (values.running === true) {
    const [server] = runningServers(tokenFolder, root, clock.nowMs());
    if (server === undefined) throw new UserError('no-server', `No server runs for ${root}: start one with laptime serve.`);
    await terminal.out.write(`${JSON.stringify({ url: server.url, token: server.token })}\n`);
    return 0;
  }
  const push = values.otlp === undefined ? null : { ...PUSH_DEFAULTS, url: checkPushUrl(values.otlp), headers: parseHeaders(process.env) };
  const engine = await context.openEngine(root);
  try {
    await tellConfigProblems(engine, terminal.err);
    const alerts = await engine.openAlertDesk({ watches: values.alerts === true });
    try {
      const { monitor } = engine;
      const server = await startServer(
        { engine, monitor, alerts, clock, log, laptimeVersion },
        {
          ...{ tokenFolder, pageFolder: path.join(distFolder, 'webview') },
          ...(values.host !== undefined && { host: values.host }),
          ...(port !== undefined && { port }),
        },
      );
      const pushing = push && startPush({ monitor, log, laptimeVersion }, push);
      try {
        await announce(server, values.json === true, context);
        if (values.host !== undefined && !isLoopback(values.host)) await terminal.err.write(openWarning(values.host));
        await aborted(signal);
      } finally {
        server.dispose();
        await Promise.all([pushing?.end(), alerts.finish()]);
      }
    } finally {
      alerts.dispose();
    }
    return 0;
  } finally {
    engine.dispose();
  }
}

async function announce({ url, token, tokenFile }: LaptimeServer, asJson: boolean, { terminal: { out } }: CommandContext): Promise<void> {
  if (asJson) await out.write(`${JSON.stringify({ url, token, tokenFile })}\n`);
  else
    await out.write(`Laptime serves at ${url}/\nToken: ${token}\nBoth are in ${visibleText(tokenFile)}, for you only. Ctrl+C ends it.\n`);
}

const openWarning = (host: string) =>
  `Warning: other machines may reach ${visibleText(host)}, and nothing is encrypted: who reads along has the token. Put a proxy with TLS before it.\n`;

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535) throw usageError(`--port is a number from 0 to 65535, not '${text}'`);
  return port;
}

/** As the specification of OpenTelemetry has it: `name=value,name=value`, encoded as in URLs. What is broken is not said: it may be secret. */
function parseHeaders(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const name = 'OTEL_EXPORTER_OTLP_METRICS_HEADERS' in env ? 'OTEL_EXPORTER_OTLP_METRICS_HEADERS' : 'OTEL_EXPORTER_OTLP_HEADERS';
  const pairs = (env[name] ?? '').split(',').filter((pair) => pair.trim() !== '');
  try {
    const entries = pairs.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error('no name');
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    });
    return Object.fromEntries(new Headers(entries));
  } catch {
    throw new UserError('otlp-headers', `${name} is not a list like api-key=SECRET,other=VALUE: correct or remove it.`);
  }
}
