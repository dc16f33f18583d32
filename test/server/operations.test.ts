import { execFileSync, spawn } from 'node:child_process';
// Every operation of the OpenAPI document against the real server, with good input and bad.
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProblemDetails } from '../../src/protocol/api.ts';
import { serve, type Served } from './support/served.ts';

interface Described {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: { readonly 'application/json': { readonly schema: object } } }>>;
  readonly requestBody?: object;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: object;
}

const slowCode = { 'src/slow.js': 'export async function all(urls) {\n  for (const url of urls) await fetch(url);\n}\n' };

async function served(): Promise<Served> {
  const server = await serve({ files: slowCode });
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: server.root, encoding: 'utf8' }).trim();
  const foreign = (value: number) => JSON.stringify([{ name: 'parse', unit: 'ms', value }]);
  for (const [index, value] of [1, 2].entries()) {
    const commit = index === 0 ? '0'.repeat(40) : head;
    await server.engine.importRuns([foreign(value)], {
      name: `${index}.json`,
      fileTimeMs: Date.parse('2026-01-01') + index * 60_000,
      format: 'github-action-benchmark',
      commit,
    });
  }
  await server.ask('/api/v1/metrics');
  await expect.poll(() => server.alerts.active().length).toBe(1);
  return server;
}

function startIdle(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 50)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid!;
}

const readDocument = async ({ ask }: Served) => (await (await ask('/api/v1/openapi.json')).json()) as Document;

/** What every operation is asked with, in an order in which each finds what it needs. */
async function goodRequests(server: Served): Promise<Record<string, readonly [method: string, path: string, body?: unknown]>> {
  const { engine, alerts } = server;
  const [run] = engine.runOverviews(1);
  const alert = alerts.active()[0]!.id;
  const untilMs = Date.now() + 60_000;
  const silence = alerts.silence({ rule: 'memory', labels: {}, fromMs: Date.now(), untilMs, by: 'test', reason: 'test' });
  return {
    getStatus: ['GET', '/status'],
    listPrograms: ['GET', '/programs'],
    listMarks: ['GET', '/marks?fromMs=0'],
    getConfiguration: ['GET', '/configuration'],
    diagnose: ['POST', '/diagnoses', { pid: startIdle(), seconds: 2 }],
    listModes: ['GET', '/modes'],
    switchMode: ['PUT', '/modes/current', { name: 'testing' }],
    listMetrics: ['GET', '/metrics'],
    recordValues: ['POST', '/metrics', { values: [{ name: 'queue.length', value: 3 }] }],
    getLatestValues: ['GET', '/metrics/latest?metrics=machine.cpu'],
    getSeries: ['GET', '/metrics/machine.cpu/series?limit=5'],
    getStoredSeries: ['GET', '/metrics/machine.cpu/stored?fromMs=0&by=hour'],
    listRuns: ['GET', '/runs?limit=5'],
    getRun: ['GET', `/runs/${run!.id}`],
    getHistory: ['GET', '/history'],
    compareRuns: ['POST', '/comparisons', { baseline: 'last~1', candidate: 'last' }],
    listComparisons: ['GET', '/comparisons'],
    getComparison: ['GET', '/comparisons/COMPARISON'],
    getHints: ['GET', '/hints?level=maximum'],
    getSuggestions: ['GET', '/suggestions?file=src/slow.js'],
    listAlerts: ['GET', '/alerts'],
    listAlertRules: ['GET', '/alerts/rules'],
    listAlertHistory: ['GET', '/alerts/history?limit=5&rule=memory'],
    acknowledgeAlert: ['POST', `/alerts/${alert}/acknowledge`, { by: 'ada', note: 'looking' }],
    resolveAlert: ['POST', `/alerts/${alert}/resolve`, { by: 'ada' }],
    listSilences: ['GET', '/silences'],
    addSilence: ['POST', '/silences', { rule: 'memory', untilMs, by: 'ada', reason: 'load test' }],
    endSilence: ['DELETE', `/silences/${silence.id}`],
  };
}

/** Operation, request, and the field that the answer names. */
const badRequests: readonly (readonly [id: string, method: string, path: string, field: string, body?: unknown])[] = [
  ['getStatus', 'GET', '/status?verbose=1', 'query.verbose'],
  ['listPrograms', 'GET', '/programs?limit=1', 'query.limit'],
  ['listMarks', 'GET', '/marks?fromMs=yesterday', 'query.fromMs'],
  ['getConfiguration', 'GET', '/configuration?x', 'query.x'],
  ['diagnose', 'POST', '/diagnoses', 'body.pid', { pid: 'all' }],
  ['diagnose', 'POST', '/diagnoses', 'body.seconds', { pid: 1, seconds: 600 }],
  ['listModes', 'GET', '/modes?name=x', 'query.name'],
  ['switchMode', 'PUT', '/modes/current', 'body.name', { name: 'staging' }],
  ['listMetrics', 'GET', '/metrics?subject=machine', 'query.subject'],
  [
    'recordValues',
    'POST',
    '/metrics',
    'body.values[1].name',
    {
      values: [
        { name: 'a', value: 1 },
        { name: 'a b', value: 1 },
      ],
    },
  ],
  ['recordValues', 'POST', '/metrics', 'body.values[0].value', { values: [{ name: 'a', value: '1' }] }],
  ['recordValues', 'POST', '/metrics', 'body.values', { values: [] }],
  ['recordValues', 'POST', '/metrics', 'body.values', {}],
  ['recordValues', 'POST', '/metrics', 'body', null],
  ['recordValues', 'POST', '/metrics', 'body.__proto__', JSON.parse('{ "values": [{ "name": "a", "value": 1 }], "__proto__": 1 }')],
  ['getLatestValues', 'GET', '/metrics/latest?metrics=machine.cpuu', 'query.metrics'],
  ['getLatestValues', 'GET', '/metrics/latest?metrics=a,', 'query.metrics[1]'],
  ['getSeries', 'GET', '/metrics/machine.gpu/series', 'path.metric'],
  ['getSeries', 'GET', '/metrics/%E0%A4%A/series', 'path.metric'],
  ['getSeries', 'GET', '/metrics/machine.cpu/series?limit=0', 'query.limit'],
  ['getSeries', 'GET', '/metrics/machine.cpu/series?limit=1&limit=2', 'query.limit'],
  ['getStoredSeries', 'GET', '/metrics/machine.cpu/stored', 'query.fromMs'],
  ['getStoredSeries', 'GET', '/metrics/machine.cpu/stored?fromMs=5&untilMs=4', 'query.untilMs'],
  ['getStoredSeries', 'GET', '/metrics/machine.cpu/stored?fromMs=0&by=day', 'query.by'],
  ['listRuns', 'GET', '/runs?limit=1e3', 'query.limit'],
  ['getRun', 'GET', '/runs/none', 'path.run'],
  ['getHistory', 'GET', '/history?metric=mean', 'query.metric'],
  ['compareRuns', 'POST', '/comparisons', 'body.candidate', { baseline: 'last' }],
  ['compareRuns', 'POST', '/comparisons', 'body.margin', { baseline: 'last~1', candidate: 'last', margin: 2 }],
  ['listComparisons', 'GET', '/comparisons?limit=-1', 'query.limit'],
  ['getComparison', 'GET', '/comparisons/none', 'path.comparison'],
  ['getHints', 'GET', '/hints?level=all', 'query.level'],
  ['getSuggestions', 'GET', '/suggestions?file=../secret.js', 'query.file'],
  ['getSuggestions', 'GET', '/suggestions?file=%2Fetc%2Fsecret.js', 'query.file'],
  ['listAlerts', 'GET', '/alerts?state=firing', 'query.state'],
  ['listAlertRules', 'GET', '/alerts/rules?x=1', 'query.x'],
  ['listAlertHistory', 'GET', '/alerts/history?limit=many', 'query.limit'],
  ['acknowledgeAlert', 'POST', '/alerts/none/acknowledge', 'path.alert', { by: 'ada' }],
  ['acknowledgeAlert', 'POST', '/alerts/none/acknowledge', 'body.by', { by: ' ' }],
  ['resolveAlert', 'POST', '/alerts/none/resolve', 'path.alert', { by: 'ada' }],
  ['resolveAlert', 'POST', '/alerts/none/resolve', 'body.note', { by: 'ada', note: 'x' }],
  ['listSilences', 'GET', '/silences?x=1', 'query.x'],
  ['addSilence', 'POST', '/silences', 'body.untilMs', { rule: 'memory', untilMs: 1, by: 'ada', reason: 'x' }],
  ['addSilence', 'POST', '/silences', 'body.rule', { untilMs: 8e15, by: 'ada', reason: 'x' }],
  ['addSilence', 'POST', '/silences', 'body.rule', { rule: 'none', untilMs: 8e15, by: 'ada', reason: 'x' }],
  ['addSilence', 'POST', '/silences', 'body.labels.team', { labels: { team: 1 }, untilMs: 8e15, by: 'ada', reason: 'x' }],
  ['endSilence', 'DELETE', '/silences/none', 'path.silence'],
];

describe('the operations', () => {
  it('are described by a valid OpenAPI 3.1 document', async () => {
    const document = await readDocument(await serve());
    const validator = new Validator();
    expect(await validator.validate({ ...structuredClone(document) })).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('answer good requests as the document says, every one', async () => {
    const server = await served();
    const document = await readDocument(server);
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    ajv.addSchema({ $id: 'https://laptime.test/document', components: document.components });
    const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const requests = await goodRequests(server);
    expect(Object.keys(requests).toSorted()).toEqual(described.map(({ operationId }) => operationId).toSorted());
    let comparison = '';
    for (const [id, [method, path, body]] of Object.entries(requests)) {
      const address = `/api/v1${path.replace('COMPARISON', comparison)}`;
      const response = body === undefined ? await server.ask(address, { method }) : await server.send(method, address, body);
      const text = await response.text();
      const { responses } = described.find(({ operationId }) => operationId === id)!;
      const [[status, { content }]] = Object.entries(responses) as [[string, Described['responses'][string]]];
      expect({ id, status: response.status, text: response.ok ? '' : text }).toEqual({ id, status: Number(status), text: '' });
      const schema = JSON.stringify(content?.['application/json'].schema ?? false);
      const answer = text === '' ? undefined : (JSON.parse(text) as { run?: { id: string } });
      // What has no content answers with none.
      const isRight =
        content === undefined
          ? text === ''
          : ajv.validate(JSON.parse(schema.replaceAll('"#/components', '"https://laptime.test/document#/components')) as object, answer);
      expect({ id, isRight, errors: ajv.errors }).toEqual({ id, isRight: true, errors: null });
      if (id === 'compareRuns') comparison = answer?.run?.id ?? '';
    }
  });

  it('say which field is wrong, every one, and never where in our code', async () => {
    const server = await served();
    const document = await readDocument(server);
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect([...new Set(badRequests.map(([id]) => id))].toSorted()).toEqual(ids.toSorted());
    for (const [id, method, path, field, body] of badRequests) {
      const address = `/api/v1${path}`;
      const response = body === undefined ? await server.ask(address, { method }) : await server.send(method, address, body);
      const text = await response.text();
      expect({ id, path, type: response.headers.get('content-type') }).toEqual({ id, path, type: 'application/problem+json' });
      const problem = JSON.parse(text) as ProblemDetails;
      expect(problem.status).toBe(response.status);
      expect([400, 404]).toContain(response.status);
      expect({ id, path, fields: problem.errors?.map((error) => error.field) }).toEqual({ id, path, fields: [field] });
      expect(problem.detail).toContain(field);
      expect(text).not.toMatch(/\.ts:\d|node_modules|node:internal/u);
    }
  });

  it('say what cannot be done, and what is no operation', async () => {
    const { ask, send } = await serve();
    expect((await send('POST', '/api/v1/comparisons', { baseline: 'last', candidate: 'last~1' })).status).toBe(422);
    expect((await ask('/api/v1/nothing')).status).toBe(404);
    expect((await ask('/etc/passwd')).status).toBe(404);
    expect((await ask('/page.js.map')).status).toBe(404);
    expect((await ask('/api/v1/../../package.json')).status).toBe(404);
    const wrongMethod = await ask('/api/v1/metrics', { method: 'PUT' });
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await ask('/api/v1/stream')).status).toBe(426);
  });

  it('record values that the series then has', async () => {
    const { ask, send, monitor } = await serve();
    const need = monitor.need({ everyMs: 250 });
    const atMs = Date.now() - 1000;
    await send('POST', '/api/v1/metrics', { values: [{ name: 'orders', value: 7, unit: 'perSecond', atMs }] });
    const answer = await ask('/api/v1/metrics/program.custom.orders/series');
    expect(await answer.json()).toEqual({ metric: 'program.custom.orders', unit: 'perSecond', atMs: [atMs], values: [7] });
    need.dispose();
  });

  it('show no values of environment variables', async () => {
    const env = { TOKEN: 'hunter2' };
    const { ask } = await serve({ files: { 'laptime.config.json': JSON.stringify({ node: { env } }) } });
    const text = await (await ask('/api/v1/configuration')).text();
    expect(text).toContain('TOKEN');
    expect(text).not.toContain('hunter2');
  });
});
