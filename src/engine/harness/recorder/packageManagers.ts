const SCRIPTS = /^(?:npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(?:-cli)?(?:\.[cm]?js)?$/;

/** Whether a script only starts others: npm and its kind. What they start is what was meant. */
export function isPackageManager(script: string | undefined): boolean {
  const [name = '', ...folders] = (script ?? '').split(/[\\/]/).toReversed();
  if (!SCRIPTS.test(name)) return false;
  // A program may have a file with such a name; those are installed, or links in a folder for commands.
  return folders.includes('node_modules') || folders.includes('bin') || folders.includes('corepack') || folders.includes('releases');
}
