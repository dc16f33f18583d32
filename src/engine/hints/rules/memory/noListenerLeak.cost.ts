import { EventEmitter } from 'node:events';
import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  listeners: {
    unit: 'calls',
    sizes: [100, 10_000, 100_000],
    quantity: 'memory',
    prepare(n) {
      return {
        before() {
          const emitter = new EventEmitter().setMaxListeners(0);
          for (let id = 0; id < n; id += 1) emitter.on('change', () => id);
          return emitter;
        },
        after() {
          const emitter = new EventEmitter().setMaxListeners(0);
          for (let id = 0; id < n; id += 1) {
            const listener = () => id;
            emitter.on('change', listener);
            emitter.off('change', listener);
          }
          return emitter;
        },
      };
    },
  },
  timers: {
    unit: 'calls',
    sizes: [100, 2000, 20_000],
    quantity: 'memory',
    prepare(n) {
      const started: NodeJS.Timeout[] = [];
      const start = (id: number) => setInterval(() => id, 60_000).unref();
      return {
        before() {
          for (let id = 0; id < n; id += 1) started.push(start(id));
          return started;
        },
        after() {
          for (let id = 0; id < n; id += 1) clearInterval(start(id));
          return null;
        },
        end() {
          for (const timer of started) clearInterval(timer);
        },
      };
    },
  },
};
