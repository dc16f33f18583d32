import { describe, expect, it } from 'vitest';
import { createHider } from './hideSecrets.ts';

const SECRET = 'correct-horse-battery';

describe('what may be secret', () => {
  it('is hidden where it is in the environment, also inside of a text, with its length', () => {
    const hider = createHider({ DB_URL: SECRET, SHORT: 'abc' });
    const hidden = hider.hide(`connects with ${SECRET} twice: ${SECRET}; abc`, null);
    expect(hidden).not.toContain(SECRET);
    expect(hidden).toHaveLength(`connects with ${SECRET} twice: ${SECRET}; abc`.length);
    expect(hidden).toMatch(/^connects with (.{21}) twice: \1; abc$/);
    expect(hider.taken()).toEqual(['DB_URL']);
    expect(hider.taken()).toEqual([]);
  });

  it('is hidden as the longest of values that contain each other', () => {
    const hider = createHider({ PART: 'password-of', WHOLE: 'password-of-all' });
    expect(hider.hide('password-of-all', null)).not.toMatch(/of|all/);
    expect(hider.taken()).toEqual(['WHOLE']);
  });

  it('is a short value, too, where its name says so, and no word that everybody has', () => {
    const hider = createHider({ APP_PASSWORD: 'hunter2', NODE_ENV: 'production', LANG: 'en_US.UTF-8', npm_package_name: 'a-package' });
    expect(hider.hide('hunter2', null)).not.toBe('hunter2');
    expect(hider.hide('production en_US.UTF-8 a-package', null)).toBe('production en_US.UTF-8 a-package');
  });

  it.each([
    'password',
    'userPassword',
    'SECRET',
    'authorization',
    'Cookie',
    'set-cookie',
    'apiKey',
    'api_key',
    'private-key',
    'credentials',
  ])('is what a property %s has', (key) => {
    const hider = createHider({});
    expect(hider.hide('me', key)).not.toBe('me');
    expect(hider.hideNumber(key)).toBe(0);
    expect(hider.taken()).toEqual([key]);
  });

  it.each(['token', 'key', 'sessionId', 'auth', 'signature'])('is what looks made by chance in a property %s, and no word', (key) => {
    const hider = createHider({});
    expect(hider.hide('a81f-33b0-9c4d-22aa', key)).not.toContain('a81f');
    expect(hider.hide('identifier', key)).toBe('identifier');
    expect(hider.hide('an identifier of 3 words', key)).toBe('an identifier of 3 words');
    expect(hider.taken()).toEqual([key]);
  });

  it.each([
    ['a token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['a token', `ghp_${'a1B2'.repeat(9)}`],
    ['a token', 'AKIAIOSFODNN7EXAMPLE'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----'],
  ])('is %s by its look: %s', (name, text) => {
    const hider = createHider({});
    const hidden = hider.hide(`before ${text} after`, null);
    expect(hidden).toHaveLength(`before ${text} after`.length);
    expect(hidden).toMatch(/^before hidden1-[^]* after$/);
    expect(hidden).not.toContain(text.slice(5, 15));
    expect(hider.taken()).toEqual([name]);
  });

  it('is the password of an address, and its parameters', () => {
    const { hide } = createHider({});
    expect(hide('postgres://me:swordfish@db.example/all', null)).toBe(
      'postgres://me:hidden1-h@db.example/all'.replace('hidden1-h', 'hidden1-h'.slice(0, 9)),
    );
    expect(hide('https://a.example/?page=2&access_token=tokenofmine&x=1', null)).toMatch(/\?page=2&access_token=hidden2-hid&x=1$/);
  });

  it('stays equal where it was equal, and different where it was not', () => {
    const { hide } = createHider({});
    expect(hide('one', 'password')).toBe(hide('one', 'password'));
    expect(hide('first one', 'password')).not.toBe(hide('other one', 'password'));
  });

  it('is nothing in usual text', () => {
    const hider = createHider({ TOKEN: 'abcdefgh12345678' });
    for (const text of ['', 'word', 'a = b', 'https://example.com/a?b=c', 'function token(key) {}', '2024-01-01T00:00:00Z']) {
      expect(hider.hide(text, 'text')).toBe(text);
    }
    expect(hider.taken()).toEqual([]);
  });
});
