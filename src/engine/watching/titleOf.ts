import path from 'node:path';
import { withoutCredentials } from '../../base/text.ts';
import { createHider } from '../harness/index.ts';

const LONGEST = 200;
/** What these options are given is hidden whatever it looks like: a title loses little by it. */
const SECRET_OPTION = /token|auth|jwt|signature|(?:^|[-_])(?:key|pwd|pass)$/i;

/** A command line as a user would write it. What may be secret in it is not kept. */
export function titleOf(args: readonly string[], cwd: string): string {
  const hider = createHider(process.env);
  const isSecret = (option: string) => SECRET_OPTION.test(option) || hider.isSecretKey(option);
  let key: string | null = null;
  const words = args.map((arg, at) => {
    if (at === 0) return path.basename(arg).replace(/\.exe$/i, '');
    if (at === 1) return shownScript(arg, cwd);
    const [, name, value] = /^--?([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const of = key;
    // `--token VALUE` and `--token=VALUE`.
    key = name !== undefined && value === undefined && isSecret(name) ? name : null;
    if (of !== null && name === undefined) return '…';
    if (name !== undefined && value !== undefined && isSecret(name)) return `${arg.slice(0, arg.indexOf('='))}=…`;
    return hider.hide(withoutCredentials(arg), value === undefined ? null : name!);
  });
  const title = words.join(' ');
  return title.length > LONGEST ? `${title.slice(0, LONGEST)}…` : title;
}

function shownScript(script: string, cwd: string): string {
  const relative = path.isAbsolute(script) ? path.relative(cwd, script) : script;
  return relative.startsWith('..') ? script : relative;
}
