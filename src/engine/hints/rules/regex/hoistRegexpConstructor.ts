import { ts } from '../../../syntax/index.ts';
import { hoister } from '../../facts/hoisting.ts';
import { isInFailure, isKeptBeyond, repeatedWithSame } from '../../facts/repeated.ts';
import { methodCall } from '../../facts/shapes.ts';
import { constantText } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

/** Methods of texts that begin at the start of the text, wherever the expression stopped before. */
const FROM_START = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'search', 'split']);

export const hoistRegexpConstructor: Rule = {
  id: 'hoist-regexp-constructor',
  category: 'regex',
  gate: 'loop',
  title: 'Regular expression made in a loop',
  costs: ['pattern'],
  docs: {
    why: 'Each call of `RegExp` reads the pattern and makes a new object, also for a pattern that it has seen. Made once before the loop, it serves all turns.',
    before: "const found = names.filter((name) => new RegExp(query, 'i').test(name));",
    after: "const pattern = new RegExp(query, 'i');\nconst found = names.filter((name) => pattern.test(name));",
    silent: [
      'The pattern or its flags change within the loop.',
      'It is made in a function of which the file does not show that a loop calls it.',
      'The list is written out, and has four elements at the most.',
      'The expression is written as a literal: the engine keeps those.',
    ],
    beware:
      'With the flags `g` or `y` an expression remembers where it stopped: `test` and `exec` go on from there in the next text, unless `lastIndex` is set to 0.',
    peers: ['biome/useTopLevelRegex', 'clippy/regex_creation_in_loops'],
  },
  check(file, report) {
    const { names } = file;
    const hoist = hoister(file);
    const look = (node: ts.CallExpression | ts.NewExpression): void => {
      const { expression, arguments: args = ts.factory.createNodeArray<ts.Expression>() } = node;
      if (!ts.isIdentifier(expression) || expression.text !== 'RegExp' || !names.isGlobal(expression) || args.length === 0) return;
      const repeated = repeatedWithSame(node, args, file);
      if (!repeated || isInFailure(node, repeated.part) || isKeptBeyond(node, repeated.part, file)) return;
      const flags = args[1] ? constantText(args[1], names) : '';
      const keepsPlace = flags === null || /[gy]/u.test(flags);
      const edits = keepsPlace && !isReadFromStart(node) ? null : hoist(node, repeated.part, { name: 'pattern', value: file.textOf(node) });
      report({
        node,
        cost: 'pattern',
        message: `\`RegExp\` makes the same expression anew ${repeated.when}`,
        fixes: edits ? [{ title: 'Make the expression once', kind: 'suggestion', edits }] : [],
      });
    };
    return { CallExpression: look, NewExpression: look };
  },
};

function isReadFromStart(node: ts.Expression): boolean {
  const method = methodCall(node.parent);
  return method !== null && FROM_START.has(method.name) && method.args[0] === node;
}
