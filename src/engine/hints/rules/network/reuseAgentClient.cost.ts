import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  agent: {
    unit: 'requests',
    sizes: [3, 20, 200],
    async prepare(n) {
      const server = createServer((_, response) => response.end('ok'));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const ask = (agent: Agent) =>
        new Promise<number>((resolve, reject) => {
          const request = get({ host: '127.0.0.1', port, agent }, (response) => {
            response.resume().on('end', () => resolve(response.statusCode!));
          });
          request.on('error', reject);
        });
      const shared = new Agent({ keepAlive: true });
      return {
        async before() {
          let sum = 0;
          for (let turn = 0; turn < n; turn += 1) {
            const agent = new Agent({ keepAlive: true });
            sum += await ask(agent);
            agent.destroy();
          }
          return sum;
        },
        async after() {
          let sum = 0;
          for (let turn = 0; turn < n; turn += 1) sum += await ask(shared);
          return sum;
        },
        async end() {
          shared.destroy();
          server.close();
          await once(server, 'close');
        },
      };
    },
  },
};
