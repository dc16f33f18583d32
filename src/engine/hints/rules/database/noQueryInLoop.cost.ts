import type { RuleCosts } from '../../cost.ts';
import { rowServer } from '../../rowServer.fixture.ts';

export const costs: RuleCosts = {
  roundTrip: {
    unit: 'rows',
    sizes: [3, 20, 200],
    async prepare(n) {
      const server = await rowServer();
      const ids = Array.from({ length: n }, (_, index) => index * 7);
      return {
        async before() {
          const names: string[] = [];
          for (const id of ids) {
            const [row] = await server.find([id]);
            names.push(row!.name);
          }
          return names;
        },
        async after() {
          const rows = await server.find(ids);
          const byId = new Map(rows.map((row) => [row.id, row]));
          return ids.map((id) => byId.get(id)!.name);
        },
        end: () => server.close(),
      };
    },
  },
};
