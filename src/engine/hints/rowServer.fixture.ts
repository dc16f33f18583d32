import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

export interface Row {
  readonly id: number;
  readonly name: string;
}

/** A server of rows behind a connection, as databases are: each question is a round trip through the loopback. */
export interface RowServer {
  /** The rows with some ids, in the order of these. */
  find(ids: readonly number[]): Promise<readonly Row[]>;
  /** Takes rows; gives how many they were. */
  insert(rows: readonly Row[]): Promise<number>;
  close(): Promise<void>;
}

export async function rowServer(): Promise<RowServer> {
  const server = createServer((socket) => {
    createInterface({ input: socket }).on('line', (line) => {
      const { ids, rows } = JSON.parse(line) as { ids?: readonly number[]; rows?: readonly Row[] };
      socket.write(`${JSON.stringify(ids ? ids.map((id) => ({ id, name: `name ${id}` })) : rows!.length)}\n`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, noDelay: true });
  await once(socket, 'connect');
  const waiting: ((answer: unknown) => void)[] = [];
  createInterface({ input: socket }).on('line', (line) => waiting.shift()!(JSON.parse(line)));
  const ask = (question: object) =>
    new Promise<unknown>((resolve) => {
      waiting.push(resolve);
      socket.write(`${JSON.stringify(question)}\n`);
    });
  return {
    find: async (ids) => (await ask({ ids })) as readonly Row[],
    insert: async (rows) => (await ask({ rows })) as number,
    async close() {
      socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
