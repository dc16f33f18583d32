import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { RuleCosts } from '../../cost.ts';

/** A source of n texts of 16 KB, and a sink that takes the first one and no more, as slow as it can be. */
function slowSide(n: number) {
  let count = 0;
  const source = new Readable({
    encoding: 'latin1',
    read() {
      count += 1;
      this.push(count > n ? null : Buffer.alloc(16_384, 'a'));
    },
  });
  return { source, sink: new Writable({ decodeStrings: false, write: () => undefined }) };
}

export const costs: RuleCosts = {
  held: {
    unit: 'parts of 16 KB that the other side has not taken',
    sizes: [100, 1000, 5000],
    quantity: 'memory',
    prepare(n) {
      return {
        async before() {
          const { source, sink } = slowSide(n);
          source.on('data', (chunk) => sink.write(chunk));
          await once(source, 'end');
          return sink;
        },
        async after() {
          const { source, sink } = slowSide(n);
          source.pipe(sink);
          // Until the sink holds as much as it wants to.
          while (!source.isPaused()) await setImmediate();
          return [source, sink];
        },
      };
    },
  },
};
