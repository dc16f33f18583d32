export function wordsOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}

/** The words that a name is put together from, in small letters: of `readLine` and `READ_LINE`, `read` and `line`. */
export const wordsIn = (name: string): string[] =>
  name
    .split(/(?<=[a-z\d])(?=[A-Z])|[^A-Za-z]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

/** Whether one of the words that a name is put together from is one of these. */
export const hasWord = (name: string, words: ReadonlySet<string>): boolean => wordsIn(name).some((word) => words.has(word));

/** Code as a message quotes it: in one line, with its beginning only where it is long. */
export const shortened = (text: string): string =>
  (text.length > 40 ? `${text.slice(0, 39)}…` : text).replaceAll(/\s+/gu, ' ').replaceAll('`', '');

/** Words in names of lists that are short in nearly every program: what a file has at its top, what a command is given, what a type has. */
const FEW = wordsOf(
  'alias aliases allow allowed allowlist ancestor ancestors arg args argument arguments argv attr attribute attributes attrs',
  'blacklist browser browsers categories category chain chains choice choices class classes cmd color colors colour colours cols',
  'column columns command commands condition conditions config configs days denied deny descriptor descriptors directive directives',
  'env exclude excluded excludes ext extension extensions exts field fields flag flags forbidden format formats formatter formatters',
  'header headers hook hooks iface ifaces ignore ignored ignores interface interfaces key keys kind kinds lang langs language',
  'languages level levels loader loaders locale locales method methods middleware middlewares migrations mime mimes mode modes',
  'modifier modifiers months omit omitted option options opts param parameter parameters params parentheses parenthesis path',
  'permission permissions platform platforms plugin plugins prefix prefixes preset presets privilege privileges processor processors',
  'prop properties property props protocol protocols providers reporter reporters required reserved role roles rule rules scheme',
  'schemes scope scopes selector selectors setting settings severities shortcut shortcuts skip skipped stack statistics status',
  'statuses suffix suffixes symbol symbols tab tabs tag tags target targets theme themes type types unit units variant variants verb',
  'verbs weekdays whitelist contributes contribution contributions fixture fixtures globals keyword keywords letter letters localizations mac',
  'macs constraint constraints database databases discriminator discriminators disk disks exclusion exclusions filter filters namespace',
  'namespaces reason reasons',
);

/** Whether a name is one of a list that is short in nearly every program: `extensions`, `userRoles`. */
export const namesFew = (name: string): boolean => hasWord(name, FEW);
