import { ts } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import { runsAgain } from '../../facts/repeated.ts';
import { functionAround } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

export const domTextContent: Rule = {
  id: 'dom-text-content',
  category: 'dom',
  gate: 'loop',
  title: 'Text of elements as it is laid out',
  costs: ['read'],
  docs: {
    why: '`innerText` is the text as it is shown: the page has to be styled and laid out before it can answer. `textContent` reads what is in the tree.',
    before: 'const names = cells.map((cell) => cell.innerText);',
    after: 'const names = cells.map((cell) => cell.textContent);',
    silent: [
      'It is written, not read.',
      'It is what somebody asked for: it stands in a function whose name says so, such as `allInnerTexts`.',
      'It stands in no loop, and in no function that is called for each of many, such as by `filter`.',
    ],
    beware: '`textContent` has hidden text, the text of `script` and `style`, and line breaks and blanks as they are in the source.',
    peers: ['unicorn/prefer-dom-node-text-content', 'biome/noInnerText'],
  },
  check(file, report) {
    return {
      PropertyAccessExpression(node) {
        if (node.name.text !== 'innerText' || isTarget(node) || !runsAgain(node, file.names)) return;
        // A method of that name is one of a library.
        if (ts.isCallExpression(node.parent) && node.parent.expression === node) return;
        if (isAskedFor(node)) return;
        report({
          node,
          cost: 'read',
          message: '`innerText` has the page laid out before it can answer; `textContent` reads the tree',
          fixes: [
            {
              title: 'Use textContent',
              kind: 'suggestion',
              edits: [{ start: node.name.getStart(file.source), end: node.name.end, text: 'textContent' }],
            },
          ],
        });
      },
    };
  },
};

/** Whether a function around a node is named after it: it promises this text, and no other. */
function isAskedFor(node: ts.Node): boolean {
  for (let fn = functionAround(node); fn; fn = functionAround(fn)) {
    const named = fn.name ?? (ts.isVariableDeclaration(fn.parent) || ts.isPropertyAssignment(fn.parent) ? fn.parent.name : undefined);
    if (named && ts.isIdentifier(named) && /innerText/iu.test(named.text)) return true;
  }
  return false;
}
