import { ts, unwrapped } from '../../../syntax/index.ts';
import { queryOf } from '../../facts/database.ts';
import { fileFunctionOf } from '../../facts/fileCalls.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { functionNamed } from '../../facts/functions.ts';
import { originOf } from '../../facts/origins.ts';
import { functionAround, inlineFunction, lastName, methodCall, nodesIn, onlyResult, type FunctionWithBody } from '../../facts/shapes.ts';
import { constantOf } from '../../facts/values.ts';
import { shortened } from '../../facts/words.ts';
import type { Rule } from '../../rule.ts';

/** Functions that hold a file open, with what is in it or a part of that. */
const FILES = /^(?:appendFile|copy|copyFile|cp|outputFile|outputJson|readFile|readJson|readJSON|writeFile|writeJson|writeJSON)$/u;
const CLIENTS = new Set(['axios', 'got', 'ky', 'node-fetch', 'superagent', 'undici']);
const PROCESSES = new Set(['child_process', 'cross-spawn', 'execa', 'nano-spawn', 'tinyexec', 'zx']);
/** What gives the names of as many files as there are. */
const LISTING = /^(?:fastGlob|fg|glob|globSync|globby|globbySync|readdir|readdirSync|tinyglobby|walk|walkDir|walkSync)$/u;
/** Steps from one list to another that has as many, or nearly. */
const KEEPING = new Set(['concat', 'filter', 'flat', 'flatMap', 'map', 'reverse', 'sort', 'toReversed', 'toSorted']);
/** Words of what keeps the number down, in a callback or in what a query asks for. */
const LIMITING = /acquire|batch|chunk|concurren|limit|mutex|p(?:ool|age)Size|queue|semaphore|take\b|throttle/iu;
/** In a query: those of a list that the program has. */
const LISTED = /\bin:|inArray|\b(?:in|any)\s*\(/iu;

export const noUnboundedPromiseAll: Rule = {
  id: 'no-unbounded-promise-all',
  category: 'memory',
  gate: 'loop',
  title: 'As many at once as there are',
  costs: ['held'],
  docs: {
    why: '`Promise.all` over a list starts all calls at once. Each holds what it needs until it is done: an open file, a connection or a process, and what has been read so far. For as many files or rows as there happen to be, that is more than memory holds, or than the system lets one program have (`EMFILE`).',
    before: 'const files = await readdir(folder);\nawait Promise.all(files.map(async (file) => upload(file, await readFile(file))));',
    after:
      'const files = await readdir(folder);\nconst waiting = files.values();\nconst work = async () => {\n  for (const file of waiting) upload(file, await readFile(file));\n};\nawait Promise.all(Array.from({ length: 8 }, work));',
    silent: [
      'The file does not show that the list comes from a folder, a pattern for files, the lines of a text or a query without a limit.',
      'The list is cut before (`slice`), or is a written one; the query asks for rows whose keys are known (`in`).',
      'The callback reads, writes, fetches or starts nothing itself, or hands it to something that limits how many run.',
      'It only asks about files (`stat`, `access`), which holds next to nothing.',
      'What is read is the result as it is: all of it is in memory at the end, however few are read at a time.',
    ],
    beware:
      'A few at a time take about as long: the disk and the other side do not answer faster when more are waiting. Where one fails, the others go on.',
    peers: [],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const all = methodCall(call);
        if (!all || !/^all(?:Settled)?$/u.test(all.name) || !isPromise(all.receiver, file)) return;
        const [tasks] = all.args;
        const mapped = tasks && methodCall(constantOf(tasks, file.names) ?? tasks);
        const [callback] = mapped?.name === 'map' ? mapped.args : [];
        const fn = callback && (inlineFunction(callback) ?? functionNamed(callback, file.names));
        if (!mapped || !fn || LIMITING.test(file.textOf(fn))) return;
        const source = sourceOf(mapped.receiver, file);
        const work = source && workOf(fn, file);
        if (!work) return;
        report({
          node: mapped.call,
          cost: 'held',
          message: `\`${shortened(work.name)}\` is started for ${source} at once, however many there are, and each holds ${work.holds} until it is done`,
        });
      },
    };
  },
};

const isPromise = (owner: ts.Expression, { names }: FileFacts): boolean =>
  ts.isIdentifier(owner) && owner.text === 'Promise' && names.isGlobal(owner);

/** What a list has as many elements as, in words, where nobody knows how many that are. */
function sourceOf(list: ts.Expression, file: FileFacts): string | null {
  let at = constantOf(list, file.names);
  for (let step = at && methodCall(at); at && step && KEEPING.has(step.name); step = at && methodCall(at))
    at = constantOf(step.receiver, file.names);
  if (!at) return null;
  const value = ts.isAwaitExpression(at) ? unwrapped(at.expression) : at;
  if (queryOf(value, file)) return isWholeTable(value, file) ? 'each row' : null;
  if (!ts.isCallExpression(value)) return null;
  const name = lastName(value.expression);
  if (LISTING.test(name) || LISTING.test(originOf(value.expression, file.names)?.name ?? '')) return 'each file';
  const [separator] = value.arguments;
  return name === 'split' && separator && /^(?:['"]\\r?\\n|['"]\\n|\/\\r\?\\n|\/\\n|\w*\.?EOL)/u.test(file.textOf(separator))
    ? 'each line'
    : null;
}

/** Whether a query gives many rows, and nothing in it says how many at most. */
function isWholeTable(query: ts.Expression, file: FileFacts): boolean {
  const asked = queryOf(query, file);
  const text = file.textOf(query);
  return (
    asked?.does === 'read' &&
    /\bfindMany\(|\.find\(|\bselect\b|\.all\(|\bfindAll\(/iu.test(text) &&
    !LIMITING.test(text) &&
    !LISTED.test(text)
  );
}

interface Work {
  readonly name: string;
  /** What it holds until it is done. */
  readonly holds: string;
}

/** What a callback does for each element: by itself, or by a function of the file that it calls. */
function workOf(fn: FunctionWithBody, file: FileFacts, isInner = false): Work | null {
  let byOther: Work | null = null;
  for (const node of nodesIn(fn.body)) {
    if (!ts.isCallExpression(node) || functionAround(node) !== fn) continue;
    const held = heldBy(node.expression, file);
    // What is the result by itself is held at the end, however few are read at a time.
    if (held?.isGiven && !isInner && isResult(node, fn)) return null;
    if (held) return { name: file.textOf(node.expression), holds: held.what };
    const other = isInner || byOther ? null : functionNamed(node.expression, file.names);
    if (other && !LIMITING.test(file.textOf(other))) byOther = workOf(other, file, true);
  }
  return byOther;
}

/** Whether a call is all that a callback does and gives. */
function isResult(call: ts.CallExpression, fn: FunctionWithBody): boolean {
  const result = onlyResult(fn);
  return result !== null && (ts.isAwaitExpression(result) ? unwrapped(result.expression) : result) === call;
}

interface Held {
  readonly what: string;
  /** Whether it is what the call gives. */
  readonly isGiven: boolean;
}

const ANSWER: Held = { what: 'a connection and its answer', isGiven: true };

function heldBy(callee: ts.Expression, { names }: FileFacts): Held | null {
  const inner = unwrapped(callee);
  const ofFile = fileFunctionOf(inner, names) ?? '';
  if (FILES.test(ofFile)) return { what: 'an open file', isGiven: ofFile.startsWith('read') };
  if (ts.isIdentifier(inner) && inner.text === 'fetch' && names.isGlobal(inner)) return ANSWER;
  const module = originOf(inner, names)?.module ?? originOf(promisified(inner, { names }), names)?.module;
  if (module === undefined) return null;
  if (CLIENTS.has(module)) return ANSWER;
  return PROCESSES.has(module) && !lastName(inner).endsWith('Sync') ? { what: 'a process', isGiven: false } : null;
}

/** Of `const run = promisify(execFile)`, `execFile`. */
function promisified(callee: ts.Expression, { names }: Pick<FileFacts, 'names'>): ts.Expression {
  const made = constantOf(callee, names);
  const [inner] = made && ts.isCallExpression(made) && lastName(made.expression) === 'promisify' ? made.arguments : [];
  return inner ?? callee;
}
