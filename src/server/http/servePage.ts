import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { PAGE_HEADERS } from './securityHeaders.ts';

const PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Laptime: local server</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<main id="laptime"></main>
<script type="module" src="/page.js"></script>
</body>
</html>
`;

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/page.js': ['api.js', 'text/javascript; charset=utf-8'],
  '/page.css': ['api.css', 'text/css; charset=utf-8'],
};

export const isPage = (pathname: string): boolean => pathname === '/' || Object.hasOwn(FILES, pathname);

/** The page that shows the operations. It has nothing that needs a token. `folder` has the built pages. */
export async function servePage(pathname: string, folder: string, response: ServerResponse): Promise<void> {
  const [file, type] = FILES[pathname] ?? [null, 'text/html; charset=utf-8'];
  const text = file === null ? PAGE : await readFile(path.join(folder, file));
  response.writeHead(200, { ...PAGE_HEADERS, 'Content-Type': type }).end(text);
}
