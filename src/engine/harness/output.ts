const MOST_HELD = 64 * 1024;

/** Replaces `write` of a stream until `restore` is called. */
function replaceWrite(stream: NodeJS.WriteStream, take: (text: string) => void): () => void {
  const original = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
    if (done) queueMicrotask(done);
    return true;
  };
  return () => {
    stream.write = original;
  };
}

/** Drops what is written to stdout until the returned function is called: tables of numbers that are not there yet. */
export function muteOutput(): () => void {
  return replaceWrite(process.stdout, () => {});
}

/** Holds what is written to stdout and stderr back. */
export function holdOutput(): { drop(): void; release(): void } {
  let held = '';
  const take = (text: string) => {
    if (held.length < MOST_HELD) held += text;
  };
  const restores = [replaceWrite(process.stdout, take), replaceWrite(process.stderr, take)];
  const drop = () => restores.splice(0).forEach((restore) => restore());
  return {
    drop,
    release() {
      drop();
      if (held !== '') process.stdout.write(held);
      held = '';
    },
  };
}
