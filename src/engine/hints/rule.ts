import type { HintCategory, HintGate } from '../../model/hint.ts';
import type { ts } from '../syntax/index.ts';
import type { FileFacts } from './facts/fileFacts.ts';
import type { SourceKind } from './facts/sourceKind.ts';

/** What happens at each node of a kind, as a rule sees it. */
export type Checks = { readonly [K in keyof CheckedNodes]?: (node: CheckedNodes[K]) => void };

/** Nodes that rules look at, by the names of their kinds. */
export interface CheckedNodes {
  readonly ArrayLiteralExpression: ts.ArrayLiteralExpression;
  readonly ArrowFunction: ts.ArrowFunction;
  readonly AwaitExpression: ts.AwaitExpression;
  readonly BinaryExpression: ts.BinaryExpression;
  readonly Block: ts.Block;
  readonly CallExpression: ts.CallExpression;
  readonly ClassDeclaration: ts.ClassDeclaration;
  readonly DeleteExpression: ts.DeleteExpression;
  readonly ElementAccessExpression: ts.ElementAccessExpression;
  readonly ForInStatement: ts.ForInStatement;
  readonly ForOfStatement: ts.ForOfStatement;
  readonly ForStatement: ts.ForStatement;
  readonly FunctionDeclaration: ts.FunctionDeclaration;
  readonly FunctionExpression: ts.FunctionExpression;
  readonly IfStatement: ts.IfStatement;
  readonly ImportDeclaration: ts.ImportDeclaration;
  readonly JsxAttribute: ts.JsxAttribute;
  readonly JsxOpeningElement: ts.JsxOpeningElement;
  readonly JsxSelfClosingElement: ts.JsxSelfClosingElement;
  readonly NewExpression: ts.NewExpression;
  readonly ObjectLiteralExpression: ts.ObjectLiteralExpression;
  readonly PrefixUnaryExpression: ts.PrefixUnaryExpression;
  readonly PropertyAccessExpression: ts.PropertyAccessExpression;
  readonly PropertyAssignment: ts.PropertyAssignment;
  readonly PropertyDeclaration: ts.PropertyDeclaration;
  readonly RegularExpressionLiteral: ts.RegularExpressionLiteral;
  readonly SourceFile: ts.SourceFile;
  readonly SpreadElement: ts.SpreadElement;
  readonly TaggedTemplateExpression: ts.TaggedTemplateExpression;
  readonly TryStatement: ts.TryStatement;
  readonly VariableDeclaration: ts.VariableDeclaration;
  readonly VariableDeclarationList: ts.VariableDeclarationList;
  readonly VariableStatement: ts.VariableStatement;
  readonly WhileStatement: ts.WhileStatement;
  readonly YieldExpression: ts.YieldExpression;
}

/** A change of the text, by offsets in UTF-16 units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface ProposedFix {
  /** What it does, in words for the user: `Use startsWith`. */
  readonly title: string;
  /** `safe`: it behaves the same, whatever the values are and other files say; `suggestion`: the user judges that. */
  readonly kind: 'safe' | 'suggestion';
  readonly edits: readonly Edit[];
}

/** A place that a rule finds slow. */
export interface Found {
  /** What the user sees marked. */
  readonly node: ts.Node;
  /** Where the mark ends, if not with the node. */
  readonly end?: ts.Node;
  /** Which of the rule's costs this one is. */
  readonly cost: string;
  /** What of the code is slow and why, one sentence without its full stop; figures are added to it. */
  readonly message: string;
  /** What must be known for this one to be worth a word, where that is more than for others of the rule. */
  readonly gate?: HintGate;
  readonly fixes?: readonly ProposedFix[];
}

/** What a page about a rule says, beside the figures. Markdown. */
export interface RuleDocs {
  /** What it finds and why that is slow. */
  readonly why: string;
  /** Slow code, and the same made fast. */
  readonly before: string;
  readonly after: string;
  /** Where it keeps silent, one sentence each. */
  readonly silent: readonly string[];
  /** What to know before changing it, where there is something. */
  readonly beware?: string;
  /** Rules of others about the same: `unicorn/prefer-set-has`. */
  readonly peers: readonly string[];
}

/** Something slow that can be seen in the code. */
export interface Rule {
  readonly id: string;
  readonly category: HintCategory;
  readonly gate: HintGate;
  /** `code` if not given. */
  readonly looksAt?: SourceKind;
  /** A few words for lists: `Spread of an accumulator`. */
  readonly title: string;
  readonly docs: RuleDocs;
  /** Measured pairs that it quotes, by name, as the file beside it measures them. */
  readonly costs: readonly string[];
  /** Called for a file; the checks it gives are called for each of its nodes, in the order of the text. */
  check(file: FileFacts, report: (found: Found) => void): Checks;
}
