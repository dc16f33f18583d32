import { Ajv } from 'ajv';
import Handlebars from 'handlebars';
import { z } from 'zod';
import type { RuleCosts } from '../../cost.ts';

const SCHEMA = {
  type: 'object',
  properties: { id: { type: 'integer' }, name: { type: 'string', minLength: 1 }, tags: { type: 'array', items: { type: 'string' } } },
  required: ['id', 'name'],
  additionalProperties: false,
};
const TEMPLATE = '<p>{{first}} {{last}} ({{id}})</p>{{#if isNew}}<b>new</b>{{/if}}';

const orderSchema = () => z.object({ id: z.number().int(), name: z.string().min(1), tags: z.array(z.string()) });

const ordersOf = (n: number) => Array.from({ length: n }, (_, id) => ({ id, name: `order ${id}`, tags: id % 2 === 0 ? ['new'] : [id] }));

export const costs: RuleCosts = {
  schema: {
    unit: 'calls',
    sizes: [1, 3, 10],
    prepare(n) {
      const orders = ordersOf(n);
      const validate = new Ajv().compile(SCHEMA);
      return {
        before: () => orders.map((order) => new Ajv().compile(SCHEMA)(order)),
        after: () => orders.map((order) => validate(order)),
      };
    },
  },
  zod: {
    unit: 'calls',
    sizes: [1, 10, 100],
    prepare(n) {
      const orders = ordersOf(n);
      const schema = orderSchema();
      return {
        before: () => orders.map((order) => orderSchema().safeParse(order).success),
        after: () => orders.map((order) => schema.safeParse(order).success),
      };
    },
  },
  code: {
    unit: 'calls',
    sizes: [1, 10, 100],
    prepare(n) {
      const users = Array.from({ length: n }, (_, id) => ({ id, first: `first${id}`, last: `last${id}`, isNew: id % 3 === 0 }));
      const render = Handlebars.compile(TEMPLATE);
      return {
        before: () => users.map((user) => Handlebars.compile(TEMPLATE)(user)),
        after: () => users.map((user) => render(user)),
      };
    },
  },
};
