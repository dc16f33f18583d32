import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { mayBeBundled, oldestNode, packagesAbove } from '../../facts/packages.ts';
import { isOn, objectSetting, settingOf, settingsIn } from '../../facts/settings.ts';
import type { Rule } from '../../rule.ts';

/** Targets without the generators and classes of the language, and those without its async functions. */
const OLD: Readonly<Record<string, 'es5' | 'async'>> = { es3: 'es5', es5: 'es5', es6: 'async', es2015: 'async', es2016: 'async' };
/** The newest target that all releases of a major version of Node understand. */
const TARGETS = [
  { node: 18, target: 'ES2022' },
  { node: 16, target: 'ES2021' },
  { node: 14, target: 'ES2020' },
] as const;

export const tsTargetTooLow: Rule = {
  id: 'ts-target-too-low',
  category: 'config',
  gate: 'always',
  looksAt: 'tsconfig',
  title: 'Compiled for a language that is older than its Node',
  costs: ['es5', 'async'],
  docs: {
    why: 'For an old `target` TypeScript rewrites what that language has not: async functions become generators or state machines, loops over iterables and spread become calls of functions. Node runs the originals faster, and it understands them: `engines` of `package.json` says so.',
    before: '{ "compilerOptions": { "target": "ES5" } } // package.json: "engines": { "node": ">=20" }',
    after: '{ "compilerOptions": { "target": "ES2022" } }',
    silent: [
      'No `package.json` above says in `engines` which Node it needs, or an older one than 14.',
      'The compiler writes no code (`noEmit`, `emitDeclarationOnly`), or the file `extends` another one, which is not read.',
      'The code may run in a browser: `lib` has `DOM`, or a bundler, a framework or `browserslist` is there.',
    ],
    beware:
      'From `ES2022` on, fields of classes are defined as the language does it: where a class declares again what its parent sets, or decorators rely on the old way, `useDefineForClassFields` decides.',
    peers: [],
  },
  check(file, report) {
    return {
      SourceFile(source) {
        const settings = settingsIn(source);
        const options = settings && objectSetting(settings, 'compilerOptions');
        const target = options && settingOf(options, 'target')?.initializer;
        if (!settings || !options || !target || !ts.isStringLiteral(target) || settingOf(settings, 'extends')) return;
        const cost = OLD[target.text.toLowerCase()];
        const node = neededNode(file);
        const newer = TARGETS.find((each) => node !== null && node >= each.node)?.target;
        if (cost === undefined || newer === undefined) return;
        if (isOn(options, 'noEmit') || isOn(options, 'emitDeclarationOnly') || isForPages(options)) return;
        const what = cost === 'es5' ? 'classes, iteration and async functions become' : 'async functions become generators:';
        report({
          node: target,
          cost,
          message: `Node ${node} understands ${newer}, and for ${target.text} ${what} ${cost === 'es5' ? 'older code that is slower' : 'each `await` takes longer'}`,
          fixes: [
            {
              title: `Compile for ${newer}`,
              kind: 'suggestion',
              edits: [{ start: target.getStart(source), end: target.end, text: `"${newer}"` }],
            },
          ],
        });
      },
    };
  },
};

/** The oldest Node that the code has to run with; null where that is not said, or it may run elsewhere. */
function neededNode({ source, others }: FileFacts): number | null {
  const packages = packagesAbove(source.fileName, others);
  return packages.some((one) => mayBeBundled(one)) ? null : oldestNode(packages);
}

function isForPages(options: ts.ObjectLiteralExpression): boolean {
  const lib = settingOf(options, 'lib')?.initializer;
  const isDom = (each: ts.Node): boolean => ts.isStringLiteral(each) && /^(?:dom|webworker)/iu.test(each.text);
  return settingOf(options, 'jsx') !== null || (lib !== undefined && ts.isArrayLiteralExpression(lib) && lib.elements.some(isDom));
}
