import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runInThisContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseDocument } from 'yaml';
import { parseArguments } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/commands/index.ts';

const page = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8');
const MARKER = '<!-- laptime-comparison -->';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly name: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface GitLabJob {
  readonly script: readonly string[];
  readonly before_script?: readonly string[];
}

const files = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text]) => {
  const document = parseDocument(text!, { strict: true, uniqueKeys: true });
  return { text: text!, problems: [...document.errors, ...document.warnings].map(String), content: document.toJS() as unknown };
});
const [benchmarks, comment] = files.slice(0, 2).map(({ content }) => content as Workflow) as [Workflow, Workflow];
const gitlab = files[2]!.content as Readonly<Record<string, GitLabJob>>;
const history = (files[3]!.content as Readonly<Record<string, Job>>)['history']!;

const steps = [...Object.values(benchmarks.jobs), ...Object.values(comment.jobs), history].flatMap((job) => job.steps);
const gitlabLines = ['benchmarks', 'benchmark-note'].flatMap((name) => [...(gitlab[name]!.before_script ?? []), ...gitlab[name]!.script]);
const shell = [
  ...steps.flatMap(({ run }) => (run === undefined ? [] : [run])),
  ...gitlabLines,
  ...[...page.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text]) => text!),
];

describe('docs/ci.md', () => {
  it('has files that are YAML', () => {
    expect(files.map(({ problems }) => problems)).toEqual([[], [], [], []]);
  });

  it('pins every action by its full hash and says which release that is; the same action by the same hash', () => {
    const uses = files.flatMap(({ text }) => [...text.matchAll(/uses: (.*)$/gm)].map(([, use]) => use!));
    expect(uses.length).toBeGreaterThan(5);
    for (const use of uses) expect(use).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect(new Set(uses).size).toBe(new Set(uses.map((use) => use.split('@')[0])).size);
  });

  it('gives the run of a pull request no right to write, and puts nothing from outside into a script', () => {
    expect(benchmarks.permissions).toEqual({ contents: 'read' });
    expect(comment.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
    expect(
      Object.values(comment.jobs)
        .flatMap((job) => job.steps)
        .map(({ uses, run }) => [uses?.split('@')[0], run]),
    ).toEqual([
      ['actions/download-artifact', undefined],
      ['actions/github-script', undefined],
    ]);
    for (const text of [...shell, ...steps.flatMap((step) => String(step.with?.['script'] ?? ''))]) expect(text).not.toContain('${{');
  });

  it('uses commands and options that there are', async () => {
    const used = shell.flatMap((text) => text.split('\n')).filter((line) => line.trim().startsWith('laptime '));
    expect(used.length).toBeGreaterThan(5);
    for (const line of used) {
      const [name, ...args] = line
        .trim()
        .split(/\s+/)
        .slice(1)
        .map((word) => word.replaceAll('"', ''));
      const entry = commands.find((command) => command.name === name);
      expect(entry, line).toBeDefined();
      const { options } = await entry!.load();
      expect(() => parseArguments(args, options), line).not.toThrow();
    }
    const scripts = [...page.matchAll(/npm --prefix \S+ run (\S+)/g)].map(([, script]) => script!);
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(scripts));
    expect(scripts).toEqual(['build', 'build']);
  });
});

describe('the comment on GitHub', () => {
  const script = String(comment.jobs['comment']!.steps.at(-1)!.with!['script']);
  const pull = { number: 7, head: { sha: 'f00' } };

  interface Comment {
    readonly id: number;
    readonly user: { readonly login: string };
    readonly body: string;
  }

  /** What the script does where there are these comments and pull requests, as calls. */
  async function calls(report: string | null, comments: readonly Comment[], pulls: readonly unknown[] = [pull]): Promise<unknown[]> {
    const made: unknown[] = [];
    const call = (name: string) => (options: object) => void made.push([name, options]);
    const rest = {
      pulls: { list: 'pulls' },
      issues: { listComments: 'comments', updateComment: call('update'), createComment: call('create') },
    };
    const github = {
      rest,
      paginate: (what: string, options: { head?: string }) =>
        Promise.resolve(what === 'comments' ? comments : options.head === 'ada:fast' ? pulls : []),
    };
    const run = { head_branch: 'fast', head_repository: { owner: { login: 'ada' } }, head_sha: 'f00' };
    const context = { repo: { owner: 'o', repo: 'r' }, payload: { workflow_run: run } };
    const core = { info: (text: string) => void made.push(['info', text]), setFailed: (text: string) => void made.push(['failed', text]) };
    const fs = { existsSync: () => report !== null, readFileSync: () => report };
    const work = runInThisContext(`(async (github, context, core, require) => {${script}})`) as (...args: unknown[]) => Promise<void>;
    await work(github, context, core, () => fs);
    return made;
  }

  const bot = { login: 'github-actions[bot]' };
  const report = `${MARKER}\n## Laptime`;

  it('is made once, and replaced from then on', async () => {
    expect(await calls(report, [])).toEqual([['create', { owner: 'o', repo: 'r', issue_number: 7, body: report }]]);
    const comments = [
      { id: 1, user: { login: 'ada' }, body: `${MARKER} quoted` },
      { id: 2, user: bot, body: 'of another workflow' },
      { id: 3, user: bot, body: `${MARKER}\nold` },
    ];
    expect(await calls(report, comments)).toEqual([['update', { owner: 'o', repo: 'r', comment_id: 3, body: report }]]);
  });

  it('is not made without a report, without its pull request, or of something else', async () => {
    expect(await calls(null, [])).toEqual([['info', expect.any(String)]]);
    expect(await calls('# Anything', [])).toEqual([['failed', expect.any(String)]]);
    expect(await calls(report, [], [{ number: 7, head: { sha: 'other' } }])).toEqual([['info', expect.any(String)]]);
  });
});

describe('the note on GitLab', () => {
  const text = gitlab['benchmark-note']!.script[0]!;
  const script = /<<'END'\n([^]*?)^END$/m.exec(text)![1]!;

  /** What the script asks of a server that has these pages of notes. */
  async function requests(report: string | null, pages: readonly (readonly object[])[]): Promise<unknown[]> {
    const made: unknown[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += String(part)));
      request.on('end', () => {
        made.push([request.method, request.url, request.headers['private-token'], ...(body === '' ? [] : [JSON.parse(body)])]);
        const number = Number(/[?&]page=(\d+)/.exec(request.url!)?.[1] ?? 1);
        response.setHeader('x-next-page', number < pages.length ? String(number + 1) : '');
        response.end(JSON.stringify(request.method === 'GET' ? pages[number - 1] : {}));
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const folder = mkdtempSync(path.join(tmpdir(), 'laptime-note-'));
    onTestFinished(() => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    });
    writeFileSync(path.join(folder, 'note.mjs'), script);
    if (report !== null) writeFileSync(path.join(folder, 'comment.md'), report);
    const env = {
      ...process.env,
      CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`,
      CI_PROJECT_ID: '5',
      CI_MERGE_REQUEST_IID: '6',
      LAPTIME_TOKEN: 'secret',
    };
    await promisify(execFile)(process.execPath, ['note.mjs'], { cwd: folder, env });
    return made;
  }

  const notes = '/api/v4/projects/5/merge_requests/6/notes';
  const report = `${MARKER}\n## Laptime`;

  it('is made once, and replaced from then on, wherever it is', async () => {
    expect(await requests(report, [[]])).toEqual([
      ['GET', `${notes}?per_page=100&page=1`, 'secret'],
      ['POST', notes, 'secret', { body: report }],
    ]);
    const other = { id: 1, system: false, body: 'Looks good' };
    expect((await requests(report, [[other], [{ id: 9, system: false, body: `${MARKER}\nold` }]])).slice(1)).toEqual([
      ['GET', `${notes}?per_page=100&page=2`, 'secret'],
      ['PUT', `${notes}/9`, 'secret', { body: report }],
    ]);
  });

  it('is not made without a report', async () => {
    expect(await requests(null, [[]])).toEqual([]);
  });
});
