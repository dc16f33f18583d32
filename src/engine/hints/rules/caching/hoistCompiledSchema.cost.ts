import { Ajv } from 'ajv';
import type { RuleCosts } from '../../cost.ts';

const SCHEMA = {
  type: 'object',
  properties: { id: { type: 'integer' }, name: { type: 'string', minLength: 1 }, tags: { type: 'array', items: { type: 'string' } } },
  required: ['id', 'name'],
  additionalProperties: false,
};
const CODE = "return data.first + ' ' + data.last + ' (' + data.id + ')';";

export const costs: RuleCosts = {
  schema: {
    unit: 'calls',
    sizes: [1, 3, 10],
    prepare(n) {
      const orders = Array.from({ length: n }, (_, id) => ({ id, name: `order ${id}`, tags: id % 2 === 0 ? ['new'] : [id] }));
      const validate = new Ajv().compile(SCHEMA);
      return {
        before: () => orders.map((order) => new Ajv().compile(SCHEMA)(order)),
        after: () => orders.map((order) => validate(order)),
      };
    },
  },
  code: {
    unit: 'calls',
    sizes: [1, 10, 100],
    prepare(n) {
      const users = Array.from({ length: n }, (_, id) => ({ id, first: `first${id}`, last: `last${id}` }));
      // oxlint-disable-next-line no-new-func, no-implied-eval, typescript/no-implied-eval -- what is measured
      const compile = () => new Function('data', CODE) as (data: object) => string;
      const render = compile();
      return {
        before: () => users.map((user) => compile()(user)),
        after: () => users.map((user) => render(user)),
      };
    },
  },
};
