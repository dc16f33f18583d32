/**
 * What `node --test` tells its results to: one line of JSON for each test, with its file, its full name and how it ended. An entry file,
 * which runs in the workspace's own Node.
 */
interface TestEvent {
  readonly type: string;
  readonly data: {
    readonly name: string;
    readonly nesting: number;
    readonly file?: string;
    readonly skip?: unknown;
    readonly todo?: unknown;
    readonly details?: { readonly type?: string };
  };
}

// oxlint-disable-next-line import/no-default-export -- Node asks for it
export default async function* tellTests(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const around: string[] = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') around.splice(data.nesting, Infinity, data.name);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isOut = (data.skip ?? false) !== false || (data.todo ?? false) !== false;
    if (isOut || data.details?.type === 'suite') continue;
    const name = [...around.slice(0, data.nesting), data.name].join(' > ');
    yield `${JSON.stringify({ file: data.file ?? '', name, passed: type === 'test:pass' })}\n`;
  }
}
