import themes from './themes.json' with { type: 'json' };

// How a webview looks in VS Code, as far as its own pages see of it.

export type ThemeName = keyof typeof themes;

export function setTheme(name: ThemeName): void {
  const { bodyClass, tokens } = themes[name];
  document.body.className = bodyClass;
  document.documentElement.removeAttribute('style');
  for (const [token, value] of Object.entries(tokens)) document.documentElement.style.setProperty(token, value);
}

/** What VS Code puts under every webview's own styles, in so far as it shows here. */
export function addDefaultStyles(): void {
  const defaults = new CSSStyleSheet();
  defaults.replaceSync(`@layer vscode-default {
    html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
    body { padding: 0 20px; background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); }
    input:focus, select:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
  }`);
  document.adoptedStyleSheets = [defaults];
}
