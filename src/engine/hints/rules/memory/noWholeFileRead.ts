import { ts, unwrapped } from '../../../syntax/index.ts';
import { wholeFileOf } from '../../facts/fileCalls.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopsAround } from '../../facts/loops.ts';
import { type Names } from '../../facts/names.ts';
import { variableOfFunction } from '../../facts/repeated.ts';
import { contains, functionAround, inlineFunction, methodCall, nodesIn, wrapped } from '../../facts/shapes.ts';
import { constantOf, constantText } from '../../facts/values.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import type { Rule } from '../../rule.ts';

/** Methods that go through all lines, and leave none of them for later. */
const EACH = new Set(['filter', 'flatMap', 'forEach', 'map', 'reduce']);
/** Files that grow with what a program is used for. */
const GROWING = /\.(?:csv|jsonl|log|ndjson|tsv)$/iu;
/** Words in names of files that people write, and that are small. */
const SMALL = wordsOf(
  'attributes authors cgroup changelog code config configs contributors css dockerfile env etc fixture gitignore head header hosts html ignore ini js json license',
  'list lock lockfile manifest markdown md module npmrc package passwd pid proc profile rc readme release requirements rules script settings',
  'snapshot source src stack stat status sys template tex toml ts tsconfig version vue yaml yml',
);

export const noWholeFileRead: Rule = {
  id: 'no-whole-file-read',
  category: 'memory',
  gate: 'heat',
  title: 'Whole file in memory for its lines',
  costs: ['held'],
  docs: {
    why: 'The whole text and the list of all its lines are in memory at the same time, although only one line is looked at. For a file of some hundred megabytes that ends the program; a text cannot be longer than 512 MB at all. It is the memory that is saved: going through the lines of a stream takes about as long.',
    before: "for (const line of readFileSync(file, 'utf8').split('\\n')) count(line);",
    after: 'for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) count(line);',
    silent: [
      'The path is written out, unless its ending is one of files that grow (`.log`, `.csv`, `.ndjson`).',
      'The name of the path, or of the function, says that people write the file: sources, templates, configuration, lists.',
      'It is one of many files that a loop goes through, or the numbers of the lines are asked for, as of sources.',
      'The text, or the list of lines, is used for something else as well, or becomes one text again (`join`).',
    ],
    beware: 'The function has to wait for the lines then. A last line that is empty is none for a stream.',
    peers: [],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const split = methodCall(call);
        if (split?.name !== 'split' || split.args.length !== 1 || !isLineEnd(split.args[0]!, file)) return;
        const text = untrimmed(split.receiver);
        const read = wholeFileOf(text, file.names);
        const [path] = read?.arguments ?? [];
        if (!path || !mayBeLarge(path, file) || !isUsedOnce(text, file) || !isGoneThrough(call, file)) return;
        report({
          node: call,
          cost: 'held',
          message: 'The whole file and all of its lines are in memory, for one line at a time; that costs memory, hardly time',
        });
      },
    };
  },
};

const isLineEnd = (separator: ts.Expression, { textOf }: FileFacts): boolean =>
  /^(?:(?:'(?:\\r)?\\n'|"(?:\\r)?\\n"|`\\n`)|\/(?:\\r\?|\[\\r\\n\]\+?)?(?:\\n\+?)?\/[gu]*|\/\\r\?\\n\/[gu]*|(?:\w+\.)?EOL)$/u.test(
    textOf(separator),
  );

/** Of `text.trim()`, `text`. */
function untrimmed(expression: ts.Expression): ts.Expression {
  const trim = methodCall(unwrapped(expression));
  return trim?.name.startsWith('trim') ? trim.receiver : expression;
}

/** Whether a path leads to what may grow: it is given to the function, and nothing says that it is something small. */
function mayBeLarge(path: ts.Expression, { names, textOf }: FileFacts): boolean {
  const known = constantText(path, names);
  if (known !== null) return GROWING.test(known);
  const text = textOf(constantOf(path, names) ?? path);
  // A file descriptor, or what the program has beside its code.
  if (hasWord(`${textOf(path)} ${text}`, SMALL) || /^\d+$|\bimport\.meta\b|\b__dirname\b|stdin/u.test(text)) return false;
  const fn = functionAround(path);
  const name = fn && (variableOfFunction(fn, names)?.name ?? (fn.name && ts.isIdentifier(fn.name) ? fn.name.text : ''));
  return !(name && hasWord(name, SMALL)) && !isOneOfMany(path, names);
}

/** Whether a path is made with what a loop around goes through: many files are small ones, most likely sources. */
function isOneOfMany(path: ts.Expression, names: Names): boolean {
  const loops = loopsAround(path);
  return [...nodesIn(path)].some((node) => {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    return variable?.declarations.some((each) => loops.some((loop) => contains(loop.node, each))) ?? false;
  });
}

/** Whether the content has no other use, so that it need not be in memory as a whole. */
function isUsedOnce(text: ts.Expression, { names }: FileFacts): boolean {
  const variable = names.variableAt(text);
  return !variable || variable.references.length === 1;
}

/** Whether a list of lines is only gone through, from the first to the last. */
function isGoneThrough(lines: ts.Expression, { names }: FileFacts): boolean {
  const at = wrapped(lines);
  const { parent } = at;
  if (ts.isForOfStatement(parent)) return parent.expression === at;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === at) return isEach(parent);
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  const references = names.variableOf(parent.name)?.references ?? [];
  return references.length === 1 && references.every(({ identifier }) => isGoneThroughHere(identifier));
}

const isGoneThroughHere = ({ parent }: ts.Identifier): boolean =>
  ts.isForOfStatement(parent) || (ts.isPropertyAccessExpression(parent) && isEach(parent));

/** Whether a method that goes through all lines is called, and the outcome is not all of them in one text again. */
function isEach({ parent: call }: ts.PropertyAccessExpression): boolean {
  const method = methodCall(call);
  // Who asks for the numbers of lines tells of places in sources.
  if (!method || !EACH.has(method.name) || (method.name !== 'reduce' && (inlineFunction(method.args[0])?.parameters.length ?? 0) > 1))
    return false;
  for (let at: ts.Node = call; ts.isPropertyAccessExpression(at.parent) && ts.isCallExpression(at.parent.parent); at = at.parent.parent)
    if (at.parent.name.text === 'join') return false;
  return true;
}
