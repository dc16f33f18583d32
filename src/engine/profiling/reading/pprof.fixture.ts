const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return bytes;
};

export const numberField = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];

export const bytesField = (field: number, bytes: readonly number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];

export const textField = (field: number, text: string): number[] => bytesField(field, [...new TextEncoder().encode(text)]);

export const packedField = (field: number, values: readonly number[]): number[] => bytesField(field, values.flatMap(varint));
