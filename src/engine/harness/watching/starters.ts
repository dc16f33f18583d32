import { isPackageManager } from '../recorder/packageManagers.ts';

const STARTERS =
  /[\\/]node_modules[\\/](?:\.bin[\\/]|(?:nodemon|node-dev|ts-node-dev|tsx|cross-env|env-cmd|dotenv-cli|concurrently|npm-run-all2?|wireit|turbo|lerna|pm2)[\\/])/;
const NAMES =
  /^(?:nodemon|node-dev|ts-node-dev|tsnd|tsx|cross-env|env-cmd|dotenv|concurrently|npm-run-all|run-[ps]|wireit|turbo|lerna)(?:\.[cm]?js)?$/;

/** Whether a process only starts the one that is meant, and perhaps starts it again: npm, nodemon, `node --watch`. */
export function isStarter(
  script: string | undefined,
  execArgv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (isPackageManager(script)) return true;
  // The process that runs the program under --watch has this variable, the one that starts it has not.
  if (execArgv.some((arg) => /^--watch(?:-path)?(?:=|$)/.test(arg)) && env['WATCH_REPORT_DEPENDENCIES'] === undefined) return true;
  const name = script?.split(/[\\/]/).at(-1) ?? '';
  if (script === undefined || !STARTERS.test(script)) return false;
  // A link in the folder for commands may be of any package.
  return !/[\\/]\.bin[\\/]/.test(script) || NAMES.test(name);
}
