import { ts } from '../../syntax/index.ts';
import { isCondition } from './shapes.ts';

/** A question whether something has elements, made of its length or size. */
export interface Emptiness {
  /** The whole question: `list.length > 0`. */
  readonly whole: ts.Expression;
  /** It asks whether there is none. */
  readonly isNegated: boolean;
  /** For a length that is `undefined`, the answer is that there is none. */
  readonly takesNothing: boolean;
}

type Answer = Omit<Emptiness, 'whole'>;

const ANY: Answer = { isNegated: false, takesNothing: true };
const NOT_ZERO: Answer = { isNegated: false, takesNothing: false };
const NONE: Answer = { isNegated: true, takesNothing: false };

/** What a comparison of a length with a number asks. */
const ANSWERS: ReadonlyMap<string, Answer> = new Map([
  ['> 0', ANY],
  ['>= 1', ANY],
  ['!== 0', NOT_ZERO],
  ['!= 0', NOT_ZERO],
  ['=== 0', NONE],
  ['== 0', NONE],
  ['< 1', NONE],
  ['<= 0', NONE],
]);

const MIRRORED: ReadonlyMap<string, string> = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
]);

/** The question that a length is only there for: compared with zero, or where a condition is expected; null where it counts. */
export function emptiness(length: ts.Expression): Emptiness | null {
  let at = length;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  const answer = ts.isBinaryExpression(parent) ? answerOf(parent, at) : undefined;
  if (answer) return { whole: parent as ts.BinaryExpression, ...answer };
  return isCondition(at) ? { whole: at, ...ANY } : null;
}

function answerOf({ left, operatorToken, right }: ts.BinaryExpression, length: ts.Expression): Answer | undefined {
  const operator = ts.tokenToString(operatorToken.kind) ?? '';
  const [number, normal] = left === length ? [right, operator] : [left, MIRRORED.get(operator) ?? operator];
  return ts.isNumericLiteral(number) ? ANSWERS.get(`${normal} ${number.text}`) : undefined;
}
