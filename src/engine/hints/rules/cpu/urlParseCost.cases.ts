import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function isUrl(text: string): boolean {\n  try {\n    new URL(text);\n    return true;\n  } catch {\n    return false;\n  }\n}',
    'const valid = (link) => { try { new URL(link); return true; } catch (error) { return false; } };',
    "function check(urls: string[]) { for (const url of urls) { try { new URL(url); } catch { throw new Error('no URL: ' + url); } } }",
    'const isAbsolute = (text: string) => { try { return Boolean(new URL(text)); } catch { return false; } };',
    'const isAbsolute = (text: string) => { try { return !!new URL(text); } catch { return false; } };',
    'class Link { get isBroken() { const { href } = this; try { void new URL(href); return false; } catch { return true; } } }',
    "import { URL } from 'node:url';\nfunction baseOf(link: string, base: string) { try { new URL(link, base); return base; } catch (_e) { return null; } }",
    'function setLink(value: string) { let isUrl; try { new URL(value); isUrl = true; } catch { isUrl = false; } setState({ value, isUrl }); }',
    'const schema = string().refine((value) => { try { new URL(value); return true; } catch {} return false; });',
    'const site = (link: string) => `${new URL(link).protocol}//${new URL(link).host}`;',
    'function route(url: string) { const path = new URL(url).pathname; if (path === "/") return home(); return find(path, new URL(url).searchParams); }',
    'const isOurs = (link) => new URL(link).hostname === "example.com" && new URL(link).port === "";',
    '// src/sort.js\nexports.parts = (urls) => urls.map((url) => ({ host: new URL(url).host, path: new URL(url).pathname }));',
  ],
  silent: [
    'function f(text) { try { return new URL(text); } catch { return null; } }',
    'function f(text) { try { const url = new URL(text); return url.protocol === "https:"; } catch { return false; } }',
    'function f(text) { try { new URL(text); return true; } catch (error) { report(error); return false; } }',
    'function f(text) { try { new URL(text); return load(text); } catch { return null; } }',
    'function f(text) { try { new URL(text); save(text); } catch { warn(); } }',
    'function f(row) { try { new URL(row.link.href); return true; } catch { return false; } }',
    'function f(text) { try { new URL(text.trim()); return true; } catch { return false; } }',
    'function f(text) { try { new URL(text); return true; } catch { return false; } finally { done(); } }',
    'class URL { constructor(text) { check(text); } }\nfunction f(text) { try { new URL(text); return true; } catch { return false; } }',
    'function f(text) { try { new Intl.Locale(text); return true; } catch { return false; } }',
    'function f(text) { try { new URL(text); } catch {} }',
    'function f(text) { try { return new URL(text).protocol === "https:"; } catch { return false; } }',
    'const hosts = (urls) => urls.map((url) => new URL(url).hostname);',
    'const f = (a, b) => new URL(a).host === new URL(b).host;',
    'function f(url) { const { host } = new URL(url); url = next(); return new URL(url).host === host; }',
    'function f(url) { const host = new URL(url).host; url = next(); return new URL(url).host === host; }',
    'function f(url, isShort) { if (isShort) return new URL(url).host; return new URL(url).href; }',
    'const f = (url, isShort) => (isShort ? new URL(url).host : new URL(url).href);',
    'function f(url, base) { return new URL(url, base).host + new URL(url, "https://example.com").port; }',
    'const f = (url) => [() => new URL(url).host, () => new URL(url).port];',
  ],
  fixed: [
    [
      'function f(text: string) {\n  try {\n    new URL(text);\n    return true;\n  } catch {\n    return false;\n  }\n}',
      'function f(text: string) {\n  return URL.canParse(text);\n}',
    ],
    [
      'const f = (s) => { try { new URL(s); return false; } catch (e) { return true; } };',
      'const f = (s) => { return !URL.canParse(s); };',
    ],
    [
      'const f = (s, b) => { try { new URL(s, `${b}/`); return s; } catch { return null; } };',
      'const f = (s, b) => { return URL.canParse(s, `${b}/`) ? s : null; };',
    ],
    [
      'const f = (s) => { try { return !!new URL(s); } catch { return a, b; } };',
      'const f = (s) => { return URL.canParse(s) ? true : (a, b); };',
    ],
    [
      'for (const s of list) {\n  try {\n    new URL(s);\n  } catch {\n    // not ours\n    continue;\n  }\n  use(s);\n}',
      'for (const s of list) {\n  if (!URL.canParse(s)) {\n    // not ours\n    continue;\n  }\n  use(s);\n}',
    ],
    ['function f(s) { try { new URL(s); return 1; } catch {} return 2; }', 'function f(s) { if (URL.canParse(s)) return 1; return 2; }'],
    [
      'function f(s) { if (a) try { new URL(s); } catch { g(); } else h(); }',
      'function f(s) { if (a) try { new URL(s); } catch { g(); } else h(); }',
    ],
    [
      'function f(s) { try { new URL(s); /* it is */ return true; } catch { return false; } }',
      'function f(s) { try { new URL(s); /* it is */ return true; } catch { return false; } }',
    ],
  ],
};
