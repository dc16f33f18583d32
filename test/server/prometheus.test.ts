// A real Prometheus scrapes the server.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ensurePrometheus } from './support/prometheus.ts';
import { emptyFolder, serve, type Served } from './support/served.ts';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Answers a question in PromQL with its first value, by the labels of each series. */
type Ask = (query: string) => Promise<readonly { readonly metric: Readonly<Record<string, string>>; readonly value: number }[]>;

async function startPrometheus({ url, token }: Served): Promise<{ readonly ask: Ask; readonly targets: () => Promise<string> }> {
  const folder = emptyFolder();
  const port = await freePort();
  const config = path.join(folder, 'prometheus.yml');
  writeFileSync(path.join(folder, 'token'), token, { mode: 0o600 });
  writeFileSync(
    config,
    `global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: laptime
    authorization: { credentials_file: ${path.join(folder, 'token')} }
    static_configs: [{ targets: ['${new URL(url).host}'] }]
`,
  );
  const flags = [`--config.file=${config}`, `--storage.tsdb.path=${path.join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`];
  const child = spawn(await ensurePrometheus(), flags, { stdio: 'ignore', cwd: folder });
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const get = async (address: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${address}`);
    return (await response.json()) as { data: { result: { metric: Record<string, string>; value: [number, string] }[] } };
  };
  return {
    ask: async (query) => {
      const { data } = await get(`query?query=${encodeURIComponent(query)}`);
      return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    },
    targets: async () => JSON.stringify(await get('targets').catch(() => ({}))),
  };
}

it('is scraped by Prometheus with the token, in base units and with labels', async () => {
  const server = await serve();
  await server.send('POST', '/api/v1/metrics', { values: [{ name: 'parse', value: 250, unit: 'milliseconds' }] });
  const { ask, targets } = await startPrometheus(server);
  await expect.poll(targets).toContain('"health":"up"');
  await expect.poll(() => ask('count_over_time(laptime_machine_memory_used_bytes[1m]) > 2')).toHaveLength(1);
  expect(await ask('up{job="laptime"}')).toMatchObject([{ value: 1 }]);
  expect(await ask('laptime_machine_cpu_core_ratio')).toMatchObject([{ metric: { core: '0' }, value: 0.5 }]);
  expect(await ask('laptime_program_custom_seconds')).toMatchObject([{ metric: { name: 'parse' }, value: 0.25 }]);
  expect(await ask('laptime_build_info')).toMatchObject([{ metric: { version: '1.2.3' }, value: 1 }]);
  await expect.poll(() => ask('laptime_alerts{state="firing",severity="warning"}')).toMatchObject([{ value: 1 }]);
  await expect.poll(() => ask('increase(laptime_server_requests_total{status="2xx"}[1m]) > 0')).toHaveLength(1);
  expect(await targets()).toContain('"lastError":""');
});
