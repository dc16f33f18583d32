import { ts } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import { runsAgain } from '../../facts/repeated.ts';
import { functionAround } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

export const noProcessEnvHot: Rule = {
  id: 'no-process-env-hot',
  category: 'caching',
  gate: 'heat',
  title: 'Variable of the environment on a hot line',
  costs: ['read'],
  docs: {
    why: '`process.env` is no plain object: each read asks the system for the variable and makes a text of it, some hundred times slower than a constant.',
    before: 'for (const row of rows) if (process.env.DEBUG) trace(row);',
    after: 'const isDebug = Boolean(process.env.DEBUG);\nfor (const row of rows) if (isDebug) trace(row);',
    silent: [
      'It is read once, when the file is loaded, in no loop or function.',
      'It stands in a function that nothing in the file calls again and again, and no profile says that it is hot.',
      'It is `NODE_ENV`, which bundlers replace by its value.',
      'The file changes the environment.',
    ],
    beware: 'A constant does not learn of a variable that is set later.',
    peers: ['n/no-process-env'],
  },
  check(file, report) {
    const { names, source } = file;
    if (/process\.env(?:\.\w+|\[[^\]]*\])\s*(?:[|&?+]{0,2}=(?!=)|\+\+|--)|delete\s+process\.env/u.test(source.text)) return {};
    const look = (node: ts.ElementAccessExpression | ts.PropertyAccessExpression): void => {
      const { expression: owner } = node;
      if (!ts.isPropertyAccessExpression(owner) || owner.name.text !== 'env' || isTarget(node)) return;
      const { expression: root } = owner;
      if (!ts.isIdentifier(root) || root.text !== 'process' || !names.isGlobal(root)) return;
      const name = ts.isPropertyAccessExpression(node) ? node.name.text : '';
      if (name === 'NODE_ENV') return;
      const isRepeated = runsAgain(node, names);
      if (!isRepeated && !functionAround(node)) return;
      report({
        node,
        cost: 'read',
        ...(!isRepeated && { gate: 'hot' }),
        message: `\`process.env${name === '' ? '' : `.${name}`}\` asks the system each time that it is read`,
      });
    };
    return { PropertyAccessExpression: look, ElementAccessExpression: look };
  },
};
