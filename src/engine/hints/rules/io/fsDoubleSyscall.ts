import { statOfEntry } from '../../facts/entries.ts';
import type { Rule } from '../../rule.ts';

export const fsDoubleSyscall: Rule = {
  id: 'fs-double-syscall',
  category: 'io',
  gate: 'loop',
  title: 'Each entry of a folder looked at again',
  costs: ['sync', 'promise'],
  docs: {
    why: 'To ask for the kind of each entry with `stat` is a call of the system for each. `readdir` with `withFileTypes` gives the names together with the kinds.',
    before: 'for (const name of readdirSync(folder)) if (statSync(path.join(folder, name)).isDirectory()) folders.push(name);',
    after: 'for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) folders.push(entry.name);',
    silent: ['More of `stat` is used than the kind.', 'What is gone through is not seen to come from `readdir`, or has options already.'],
    beware: 'Of a symbolic link, `stat` tells what it leads to, and an entry that it is a link.',
    peers: [],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const stat = statOfEntry(call, file);
        if (!stat) return;
        report({
          node: stat.call,
          cost: stat.isAwaited ? 'promise' : 'sync',
          message: 'The system is asked for the kind of each entry, which `readdir` with `withFileTypes` tells with the names',
        });
      },
    };
  },
};
