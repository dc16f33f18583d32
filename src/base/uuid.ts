/** A UUID of version 7 (RFC 9562): sorts by time. Its random part is no secret. */
export function uuidv7(nowMs: number): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, '0');
  const random = crypto.randomUUID().replaceAll('-', '');
  // Version 4's own bits make the variant; the version digit is set.
  const digits = `${time}7${random.slice(13, 32)}`;
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20, 32)].join('-');
}
