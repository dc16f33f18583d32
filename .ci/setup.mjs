// node .ci/setup.mjs [--build] -- command args…
//
// Brings what is missing (a Node that suits, the locked dependencies, with --build the built files) and runs the command
// with it, where one is given. Plain JavaScript for Node 18 and later, without dependencies: it is the first thing that runs in a fresh clone.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { root } from './setup/cache.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { alone } from './setup/lock.mjs';
import { ensureNode } from './setup/node.mjs';
import { Problem } from './setup/problem.mjs';
import { run } from './setup/run.mjs';

const [options, [command, ...args]] = partsOf(process.argv.slice(2));

/** What stands before and after `--`. @param {string[]} words @returns {[string[], string[]]} */
function partsOf(words) {
  const at = words.includes('--') ? words.indexOf('--') : words.length;
  return [words.slice(0, at), words.slice(at + 1)];
}

async function prepare() {
  const node = await ensureNode();
  await ensureDependencies();
  if (options.includes('--build')) {
    const built = await run(node, [path.join(root, 'esbuild.mjs')], { cwd: root });
    if (!built.ok) {
      console.error(built.output.trimEnd());
      throw new Problem('The build failed: see the lines above.');
    }
  }
  return node;
}

/** Runs the command to its end, whatever signal arrives here, and ends as it ended. @param {string} node @param {string} command */
function hand(node, command) {
  const PATH = [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter);
  // On Windows the tools in node_modules/.bin are .cmd files, which only a shell starts; the commands are our own constants.
  const shell = process.platform === 'win32' && command !== 'node';
  const child = spawn(command === 'node' ? node : command, args, { stdio: 'inherit', env: { ...process.env, PATH }, shell });
  // The terminal sends Ctrl-C to the child as well; what is sent to this process alone is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => {
    console.error(`${command}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 1);
  });
}

process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
try {
  const node = await alone(prepare);
  process.removeAllListeners('SIGINT');
  process.removeAllListeners('SIGTERM');
  if (command !== undefined) hand(node, command);
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
