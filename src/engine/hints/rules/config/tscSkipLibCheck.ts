import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { dependenciesOf, packagesAbove } from '../../facts/packages.ts';
import { isOn, objectSetting, settingOf, settingsIn } from '../../facts/settings.ts';
import type { Edit, Rule } from '../../rule.ts';

export const tscSkipLibCheck: Rule = {
  id: 'tsc-skip-lib-check',
  category: 'config',
  gate: 'always',
  looksAt: 'tsconfig',
  title: 'Types of dependencies checked each time',
  costs: ['declarations'],
  docs: {
    why: 'Without `skipLibCheck` TypeScript checks all declaration files that the program comes to, those of its own libraries and of every package, each time that it checks yours. They do not change from one time to the next.',
    before: '{ "compilerOptions": { "strict": true } }',
    after: '{ "compilerOptions": { "skipLibCheck": true, "strict": true } }',
    silent: [
      '`skipLibCheck` is there, also with `false`: somebody has decided.',
      'The package writes declarations for others (`declaration`, `composite`), which should be checked.',
      'The file `extends` another one, which is not read, or only refers to projects.',
      'No `package.json` above names packages with types, such as `@types/node`.',
    ],
    beware:
      'Declaration files of your own are not checked either, and two packages whose types contradict each other are found only where you use them.',
    peers: [],
  },
  check(file, report) {
    return {
      SourceFile(source) {
        const settings = settingsIn(source);
        const options = settings && objectSetting(settings, 'compilerOptions');
        const name = options && (options.parent as ts.PropertyAssignment).name;
        if (!settings || !options || !name || isDecided(settings, options) || !hasTypes(file)) return;
        report({
          node: name,
          cost: 'declarations',
          message: 'The declaration files of all packages are checked each time that the code is',
          fixes: [{ title: 'Check the code alone', kind: 'suggestion', edits: [insertion(options, source)] }],
        });
      },
    };
  },
};

const DECIDED = ['skipLibCheck', 'skipDefaultLibCheck', 'noCheck'];

function isDecided(settings: ts.ObjectLiteralExpression, options: ts.ObjectLiteralExpression): boolean {
  if (settingOf(settings, 'extends') || DECIDED.some((name) => settingOf(options, name))) return true;
  if (isOn(options, 'declaration') || isOn(options, 'composite')) return true;
  const files = settingOf(settings, 'files')?.initializer;
  return files !== undefined && ts.isArrayLiteralExpression(files) && files.elements.length === 0;
}

const hasTypes = ({ source, others }: FileFacts): boolean =>
  packagesAbove(source.fileName, others).some((one) => dependenciesOf(one).some((name) => name.startsWith('@types/')));

/** The setting before the first one, with the space that stands there. */
function insertion(options: ts.ObjectLiteralExpression, { text }: ts.SourceFile): Edit {
  const start = options.getStart() + 1;
  const space = /^\s*/u.exec(text.slice(start))![0];
  const isEmpty = options.properties.length === 0;
  return { start, end: start, text: isEmpty ? ' "skipLibCheck": true ' : `${space || ' '}"skipLibCheck": true,` };
}
