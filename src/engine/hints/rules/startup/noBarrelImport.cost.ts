import type { RuleCosts } from '../../cost.ts';
import { processPair } from '../../costProcess.ts';

/** A module as small ones are. */
const moduleText = (at: number): string => `
const names = new Map([['id', ${at}], ['size', ${at * 2}]]);
export class Format${at} {
  constructor(options = {}) { this.options = { quiet: false, ...options }; }
  write(rows) { return rows.map((row) => [...names.keys()].map((name) => row[name] ?? this.options.quiet).join(';')).join('\\n'); }
}
export function format${at}(value) {
  if (value === undefined) throw new TypeError('there is no value');
  return String(names.get('id') + value);
}
`;

export const costs: RuleCosts = {
  modules: {
    unit: 'modules',
    sizes: [20, 100, 300],
    prepare(n) {
      const numbers = Array.from({ length: n }, (_, at) => at);
      const modules = Object.fromEntries(numbers.map((at) => [`formats/format${at}.mjs`, moduleText(at)]));
      const index = numbers.map((at) => `export * from './format${at}.mjs';\n`).join('');
      const files = { ...modules, 'formats/index.mjs': index };
      const main = (from: string) => ({
        ...files,
        'main.mjs': `import { format0 } from './formats/${from}.mjs';\nconsole.log(format0(1));\n`,
      });
      return processPair({ files: main('index') }, { files: main('format0') });
    },
  },
};
