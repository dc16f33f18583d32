import { ts } from '../../syntax/index.ts';

/** The object that a file of JSON is; null where it is something else, or nothing yet. */
export function settingsIn({ statements }: ts.SourceFile): ts.ObjectLiteralExpression | null {
  const [first] = statements;
  return first && ts.isExpressionStatement(first) && ts.isObjectLiteralExpression(first.expression) ? first.expression : null;
}

/** What an object of JSON has under a name; the last one counts. */
export function settingOf(object: ts.ObjectLiteralExpression, name: string): ts.PropertyAssignment | null {
  const found = object.properties.findLast(
    (each) => ts.isPropertyAssignment(each) && ts.isStringLiteral(each.name) && each.name.text === name,
  );
  return found && ts.isPropertyAssignment(found) ? found : null;
}

/** Whether a setting is `true`. */
export const isOn = (object: ts.ObjectLiteralExpression, name: string): boolean =>
  settingOf(object, name)?.initializer.kind === ts.SyntaxKind.TrueKeyword;

/** The object that a setting is; null for all else. */
export function objectSetting(object: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralExpression | null {
  const value = settingOf(object, name)?.initializer;
  return value && ts.isObjectLiteralExpression(value) ? value : null;
}
