// How messages cross the socket between a page and its host in the test process: JSON, and typed arrays as their bytes after it.

const arrays = { Int32Array, Uint8Array, Uint32Array, Float32Array, Float64Array } as const;
type ArrayName = keyof typeof arrays;
type AnyArray = InstanceType<(typeof arrays)[ArrayName]>;

const MARK = '\u0000array';
const ALIGNED = 8;
const padded = (length: number) => Math.ceil(length / ALIGNED) * ALIGNED;

/** One message as bytes: the length of the JSON, the JSON, and the arrays, each at a place that its numbers fit. */
export function toBytes(message: unknown): Uint8Array<ArrayBuffer> {
  const found: { readonly array: AnyArray; readonly offset: number }[] = [];
  let size = 0;
  const json = JSON.stringify(message, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const array = value as AnyArray;
    found.push({ array, offset: size });
    const entry = { [MARK]: array.constructor.name, offset: size, length: array.length };
    size += padded(array.byteLength);
    return entry;
  });
  const text = new TextEncoder().encode(json);
  const start = padded(4 + text.length);
  const bytes = new Uint8Array(start + size);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  for (const { array, offset } of found) bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset);
  return bytes;
}

export function fromBytes(buffer: ArrayBuffer): unknown {
  const length = new DataView(buffer).getUint32(0, true);
  const start = padded(4 + length);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, MARK)) return value;
    const { [MARK]: name, offset, length } = value as { [MARK]: ArrayName; offset: number; length: number };
    return new arrays[name](buffer, start + offset, length);
  }) as unknown;
}
