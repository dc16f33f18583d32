import { ts, unwrapped } from '../../../syntax/index.ts';
import { wholeFileOf } from '../../facts/fileCalls.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopsAround } from '../../facts/loops.ts';
import { type Variable } from '../../facts/names.ts';
import { contains, functionAround, methodCall, nodesIn, wrapped } from '../../facts/shapes.ts';
import { constantNumber, constantOf } from '../../facts/values.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

const SLICING = new Set(['slice', 'subarray', 'substr', 'substring']);
/** V8 copies what is shorter than this. */
const LEAST_SHARED = 13;

/** A part of something larger that is put where it stays. */
interface Kept {
  readonly part: ts.CallExpression;
  readonly whole: ts.Identifier;
}

export const noSliceRetention: Rule = {
  id: 'no-slice-retention',
  category: 'memory',
  gate: 'heat',
  title: 'Small part that keeps the whole',
  costs: ['texts', 'buffers'],
  docs: {
    why: 'A part that is cut out of a text or buffer is no copy: it refers to the whole. As long as the part is kept, the whole file or answer stays in memory with it.',
    before:
      'const heads = new Map();\nexport async function read(file) {\n  const data = await readFile(file);\n  heads.set(file, data.subarray(0, 64));\n}',
    after:
      'const heads = new Map();\nexport async function read(file) {\n  const data = await readFile(file);\n  heads.set(file, Buffer.from(data.subarray(0, 64)));\n}',
    silent: [
      'The file does not show that the whole is a file or an answer, read in the same function.',
      'What keeps the part is not seen to outlast the call: a variable of the file, or a field.',
      'Several parts of the same whole are kept: together they may be all of it.',
      'The part is at most 12 characters long, which V8 copies anyway, or the whole is kept as well.',
    ],
    beware: 'A copy of a part takes time and memory itself: where most of the whole is kept, it is better to share it.',
    peers: [],
  },
  check(file, report) {
    const look = (kept: Kept | null): void => {
      const variable = kept && file.names.variableOf(kept.whole);
      const kind = variable && isOnlyPart(kept, variable, file) ? kindOf(variable, file) : null;
      if (!kept || !kind) return;
      report({
        node: kept.part,
        cost: kind,
        message: `This part keeps all of \`${kept.whole.text}\` in memory as long as it is kept itself`,
        fixes: kind === 'buffers' ? copied(kept.part, file) : [],
      });
    };
    return {
      CallExpression: (call) => look(keptPart(call, file)),
      BinaryExpression({ left, operatorToken, right }) {
        if (operatorToken.kind === ts.SyntaxKind.EqualsToken && outlasts(left, file)) look(partOf(right, file));
      },
    };
  },
};

/** The part in `map.set(key, text.slice(…))` and `list.push(…)`, of a map or list that outlasts the call. */
function keptPart(call: ts.CallExpression, file: FileFacts): Kept | null {
  const method = methodCall(call);
  if (!method || !/^(?:add|push|set|unshift)$/u.test(method.name) || !outlasts(method.receiver, file)) return null;
  const value = method.args.at(-1);
  return value ? partOf(value, file) : null;
}

/** Whether something is of the file or of an object, and not of the function that runs. */
function outlasts(owner: ts.Expression, { names }: FileFacts): boolean {
  let at = unwrapped(owner);
  let isField = false;
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) {
    isField = true;
    at = unwrapped(at.expression);
  }
  if (at.kind === ts.SyntaxKind.ThisKeyword) return isField;
  return ts.isIdentifier(at) && names.variableOf(at)?.scope === names.fileScope && names.variableOf(at)?.kind !== 'import';
}

function partOf(expression: ts.Expression, { names }: FileFacts): Kept | null {
  const part = constantOf(expression, names);
  const cut = part && methodCall(part);
  const whole = cut && unwrapped(cut.receiver);
  if (!cut || !whole || !ts.isIdentifier(whole) || !SLICING.has(cut.name)) return null;
  const [start, end] = cut.args.map((each) => constantNumber(each, names));
  const length = cut.name === 'substr' ? end : typeof start === 'number' && typeof end === 'number' ? end - start : null;
  const isShort = cut.name !== 'subarray' && typeof length === 'number' && length > 0 && length < LEAST_SHARED;
  return isShort || cut.args.length === 0 ? null : { part: cut.call, whole };
}

/** Whether nothing else of the whole stays, and no loop takes one part after the other of it. */
function isOnlyPart({ part, whole }: Kept, variable: Variable, file: FileFacts): boolean {
  const fn = functionAround(part);
  const [declaration] = variable.declarations;
  if (!fn || !declaration || functionAround(declaration) !== fn || variable.kind !== 'const') return false;
  if (loopsAround(part).some(({ node }) => !contains(node, declaration))) return false;
  return variable.references.every(({ identifier }) => identifier === whole || isRead(identifier, file));
}

/** Whether one use of the whole leaves nothing of it behind: a call of a method that finds something out, its length, a condition. */
function isRead(identifier: ts.Identifier, { names }: FileFacts): boolean {
  const { parent } = wrapped(identifier);
  if (ts.isPropertyAccessExpression(parent)) {
    const method = methodCall(parent.parent);
    return method?.receiver === identifier
      ? /^(?:charAt|charCodeAt|endsWith|equals|includes|indexOf|lastIndexOf|read\w+|startsWith|at)$/u.test(method.name)
      : parent.name.text === 'length';
  }
  if (ts.isElementAccessExpression(parent)) return true;
  const isTested = ts.isPrefixUnaryExpression(parent) || ts.isIfStatement(parent);
  return isTested && names.variableOf(identifier) !== null;
}

/** What a variable is the whole of, where it comes from outside. */
function kindOf({ declarations: [declaration] }: Variable, { names, textOf }: FileFacts): 'buffers' | 'texts' | null {
  const parent = declaration?.parent;
  if (!parent || !ts.isVariableDeclaration(parent) || !parent.initializer || !ts.isIdentifier(parent.name)) return null;
  const value = unwrapped(parent.initializer);
  const read = wholeFileOf(value, names);
  if (read)
    return read.arguments.length > 1 || [...nodesIn(value)].some((node) => methodCall(node)?.name === 'toString') ? 'texts' : 'buffers';
  // `await response.text()`.
  const answer = ts.isAwaitExpression(value) ? methodCall(unwrapped(value.expression)) : null;
  return answer?.name === 'text' && answer.args.length === 0 && /^(?:await |\(await |\w*(?:res|response)\b)/iu.test(textOf(answer.receiver))
    ? 'texts'
    : null;
}

const copied = (part: ts.CallExpression, { names, source, textOf }: FileFacts): ProposedFix[] => {
  if (names.fileScope.variables.has('Buffer')) return [];
  const text = `Buffer.from(${textOf(part)})`;
  return [{ title: 'Keep a copy of the part', kind: 'suggestion', edits: [{ start: part.getStart(source), end: part.end, text }] }];
};
