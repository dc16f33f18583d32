/** The one page of the panel. All values come from the host, never from a workspace. */
export interface PanelPageOptions {
  readonly scriptUri: string;
  readonly styleUri: string;
  /** `webview.cspSource`: where style sheets may come from. */
  readonly cspSource: string;
  /** Fresh for every page, at least 16 random characters from A-Z, a-z and 0-9. */
  readonly nonce: string;
  /** BCP 47, `vscode.env.language`. */
  readonly language: string;
}

const escapeAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** HTML of the panel: nothing is allowed that is not named, and no inline style or script is. */
export function panelPage(options: PanelPageOptions): string {
  const { scriptUri, styleUri, cspSource, nonce, language } = options;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Laptime</title>
<link rel="stylesheet" href="${escapeAttribute(styleUri)}">
</head>
<body>
<div id="laptime"></div>
<script type="module" nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(scriptUri)}"></script>
</body>
</html>
`;
}
