/** Hides what may be secret in recorded texts. What is hidden keeps its length, and equal values stay equal. */
export interface Hider {
  /** A text, with what may be secret in it replaced. `key`: of the property, or the parameter, whose value it is. */
  hide(text: string, key: string | null): string;
  /** Whether all that is in a property is secret by its name. */
  isSecretKey(key: string): boolean;
  /** In place of a number in a property that is secret by its name. */
  hideNumber(key: string): number;
  /** Where something was hidden since this was asked the last time. */
  taken(): string[];
}

/** Variables whose values are words that everybody has. */
const PUBLIC =
  /^(?:NODE_ENV|NODE|NODE_OPTIONS|LANG|LANGUAGE|LC_\w+|TERM|TERM_PROGRAM|COLORTERM|TZ|SHELL|EDITOR|VITEST\w*|JEST_\w+|npm_(?:lifecycle|package)_\w+|npm_(?:command|execpath|node_execpath)|INIT_CWD|XDG_\w+|LAPTIME_\w+)$/;
const LONG_ENOUGH = 8;
const SHORT_SECRET = 4;

/** Never anything but secret. */
const SECRET = /pass(?:word|wd|phrase|code)|secret|credential|authorization|cookie|api[-_]?key|private[-_]?key|access[-_]?key|bearer/i;
/** Secret in some programs, and quite usual in others: tokens of a parser, keys of a map. */
const PERHAPS_SECRET = /token|key|session|^auth$|signature|^pwd$|^jwt$/i;
/** Long, of letters and digits: what nobody would call a thing in a program. */
const RANDOM = /^(?=\S*\d)(?=\S*[a-zA-Z])[\w\-+/=.~:]{16,}$/;

/** Whether it may have one of those shapes: cheap to ask. */
const SHAPED = /eyJ|_|-|AKIA|Bearer|Basic|:\/\/|=/i;

/** What secrets look like, wherever they are. */
const SHAPES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a token', /\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/g],
  ['a token', /\b(?:gh[opsur]_|github_pat_|glpat-|xox[abprs]-|sk-|sk_live_|sk_test_|npm_|AKIA)[A-Za-z0-9_-]{12,}/g],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g],
  ['an authorization', /(?<=\b(?:Bearer|Basic) )[\w\-+/=.~]{8,}/gi],
  ['a password in an address', /(?<=:\/\/[^/\s:@]*:)[^/\s@]+(?=@)/g],
  ['a parameter of an address', /(?<=[?&](?:[\w-]*(?:token|secret|password|api_?key|signature))=)[^&#\s]+/gi],
];

export function createHider(env: Readonly<Record<string, string | undefined>>): Hider {
  const known = Object.entries(env)
    .filter(([name, value = '']) => !PUBLIC.test(name) && value.length >= (SECRET.test(name) ? SHORT_SECRET : LONG_ENOUGH))
    .map(([name, value = '']) => ({ name, value }))
    // One that contains another goes first.
    .toSorted((a, b) => b.value.length - a.value.length);
  const placeholders = new Map<string, string>();
  let places = new Set<string>();

  const placeholder = (text: string): string => {
    let made = placeholders.get(text);
    if (made === undefined) {
      made = `hidden${placeholders.size + 1}-`.repeat(Math.ceil(text.length / 8)).slice(0, text.length);
      placeholders.set(text, made);
    }
    return made;
  };
  const isSecretKey = (key: string) => SECRET.test(key);

  return {
    isSecretKey,
    hideNumber(key) {
      places.add(key);
      return 0;
    },
    hide(text, key) {
      if (text === '') return text;
      if (key !== null && (isSecretKey(key) || (PERHAPS_SECRET.test(key) && RANDOM.test(text)))) {
        places.add(key);
        return placeholder(text);
      }
      let hidden = text;
      for (const { name, value } of known) {
        if (!hidden.includes(value)) continue;
        places.add(name);
        hidden = hidden.replaceAll(value, placeholder(value));
      }
      if (!SHAPED.test(hidden)) return hidden;
      for (const [name, pattern] of SHAPES) {
        hidden = hidden.replaceAll(pattern, (found) => {
          places.add(name);
          return placeholder(found);
        });
      }
      return hidden;
    },
    taken() {
      const taken = [...places];
      places = new Set();
      return taken;
    },
  };
}
