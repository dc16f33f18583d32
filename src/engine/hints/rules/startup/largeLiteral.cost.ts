import type { RuleCosts } from '../../cost.ts';
import { processPair } from '../../costProcess.ts';

export const costs: RuleCosts = {
  entries: {
    unit: 'entries of an object',
    sizes: [1000, 5000, 20_000],
    prepare(n) {
      const entries = Array.from({ length: n }, (_, id) => ({
        id,
        name: `City ${id}`,
        at: [id / 7, -id],
        tags: ['city', `region ${id % 40}`],
        open: id % 2 === 0,
      }));
      const program = (data: string, as: string) => ({
        files: {
          'main.mjs': `${as}\nconsole.log(cities.length, cities.at(-1).name);\n`,
          [`cities.${as.includes('json') ? 'json' : 'mjs'}`]: data,
        },
      });
      const json = `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;
      return processPair(
        program(`export const cities = ${json};\n`, "import { cities } from './cities.mjs';"),
        program(json, "import cities from './cities.json' with { type: 'json' };"),
      );
    },
  },
};
