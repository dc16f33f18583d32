import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and gathers what it prints.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ ok: boolean, output: string, stdout: string }>} `ok` is false when it could not be started, too
 */
export function run(file, args, options = {}) {
  return new Promise((resolve) => {
    let stdout = '';
    let output = '';
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...options });
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => (output += chunk));
    child.on('error', (error) => resolve({ ok: false, output: String(error), stdout: '' }));
    child.on('close', (code) => resolve({ ok: code === 0, output, stdout }));
  });
}
