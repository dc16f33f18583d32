import { ts, unwrapped } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { methodCall } from './shapes.ts';
import { constantNumber } from './values.ts';

/** A question whether something is in a list: `list.includes(x)`, `list.indexOf(x) !== -1`. */
export interface PresenceTest {
  readonly list: ts.Expression;
  readonly value: ts.Expression;
  /** It asks whether it is not there. */
  readonly isNegated: boolean;
  readonly search: ts.CallExpression;
}

export function presenceTest(condition: ts.Expression, file: FileFacts): PresenceTest | null {
  const inner = unwrapped(condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const test = presenceTest(inner.operand, file);
    return test && { ...test, isNegated: !test.isNegated };
  }
  if (!ts.isBinaryExpression(inner)) return searchOf(inner, 'includes', false);
  const isThere = answerOf(ts.tokenToString(inner.operatorToken.kind) ?? '', constantNumber(inner.right, file.names));
  return isThere === null ? null : searchOf(unwrapped(inner.left), 'indexOf', !isThere);
}

function searchOf(node: ts.Expression, name: string, isNegated: boolean): PresenceTest | null {
  const method = methodCall(node);
  if (method?.name !== name || method.args.length !== 1 || method.isOptional) return null;
  return { list: unwrapped(method.receiver), value: unwrapped(method.args[0]!), isNegated, search: method.call };
}

/** What a comparison of an index says: that there is one, or that there is none. */
function answerOf(operator: string, number: number | null): boolean | null {
  if (number === -1) {
    if (operator === '===' || operator === '==') return false;
    return operator === '!==' || operator === '!=' || operator === '>' ? true : null;
  }
  if (number !== 0) return null;
  if (operator === '<') return false;
  return operator === '>=' ? true : null;
}
