import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string) => createHash('sha256').update(text).digest();

/** 32 random bytes, in letters that a URL, a header and a subprotocol can have. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Whether a text is the token. Takes as long whatever is wrong with it, its length too: what is compared are digests. */
export function createTokenCheck(token: string): (offered: string) => boolean {
  const expected = digestOf(token);
  return (offered) => timingSafeEqual(digestOf(offered), expected);
}

/** What follows `Bearer` in an `Authorization` header; empty where there is none. */
export function bearerOf(header: string | undefined): string {
  return /^bearer +([\w~+/.=-]+) *$/iu.exec(header ?? '')?.[1] ?? '';
}
