import type * as vscode from 'vscode';

/** What a document is to those who look for hints. */
export interface HintFile {
  /** From its workspace folder, with `/`; of what is no file of one a name that tells its language. */
  readonly file: string;
  readonly isInFolder: boolean;
}

const extensions: Readonly<Record<string, string>> = {
  javascript: '.js',
  javascriptreact: '.jsx',
  typescript: '.ts',
  typescriptreact: '.tsx',
  vue: '.vue',
  svelte: '.svelte',
};

export const hintLanguages = Object.keys(extensions);

/** Pages whose scripts are read, also where no extension knows their language. */
const PAGE = /\.(?:vue|svelte)$/iu;
const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$/iu;
/** The settings that code is compiled with, in the languages that VS Code has for them. */
const SETTINGS = /(?:^|\/)tsconfig(?:[.-][\w.-]+)?\.json$/u;
const JSON_LANGUAGES = new Set(['json', 'jsonc']);

/** Null for what is not looked at. `located`: its name in its workspace folder; null where it is in none. */
export function hintFileOf({ uri, languageId }: Pick<vscode.TextDocument, 'uri' | 'languageId'>, located: string | null): HintFile | null {
  const isPage = PAGE.test(uri.path);
  if (uri.scheme !== 'file' && uri.scheme !== 'untitled') return null;
  if (JSON_LANGUAGES.has(languageId)) return located !== null && SETTINGS.test(located) ? { file: located, isInFolder: true } : null;
  if (!isPage && !Object.hasOwn(extensions, languageId)) return null;
  if (located !== null) return SOURCE.test(located) ? { file: located, isInFolder: true } : null;
  const name = uri.path.replace(/^\/+/u, '');
  return { file: SOURCE.test(name) ? name : `${name}${extensions[languageId]}`, isInFolder: false };
}
