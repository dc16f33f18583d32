import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup/cache.mjs';

/**
 * Names the packages whose code is inside the bundles, with their licence texts, as those licences ask.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
export function thirdPartyNotices(metafiles) {
  /** @type {Set<string>} */
  const folders = new Set(['node_modules/tsx']);
  for (const { inputs } of metafiles) {
    for (const input of Object.keys(inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (folder) folders.add(folder);
    }
  }
  /** @type {Map<string, string[]>} */
  const packagesByText = new Map();
  for (const folder of [...folders].toSorted()) {
    const manifest = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const licence = readdirSync(path.join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
    const text = licence ? readFileSync(path.join(root, folder, licence), 'utf8').trim() : `Licence: ${manifest.license}`;
    packagesByText.set(text, [...(packagesByText.get(text) ?? []), `${manifest.name} ${manifest.version}`]);
  }
  const notices = [...packagesByText].map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`);
  return `Laptime contains code of these packages:\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
