import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { formatDuration } from '../../src/base/units.ts';
import { cliFile, repository } from './dist.ts';
import { measuredRow, type Section } from './section.ts';

const ROUNDS = 25;

const commands = [
  { label: 'node -e 0, for comparison', args: ['-e', '0'], limitNs: undefined },
  { label: 'laptime --version', args: [cliFile, '--version'], limitNs: undefined },
  { label: 'laptime bench --list', args: [cliFile, 'bench', '--list', '--root', path.join(repository, 'examples')], limitNs: 300e6 },
] as const;

export const cli: Section = {
  name: 'cli',
  title: 'Start-up of the command line',
  method: `From start to end of the process, ${ROUNDS} rounds of all commands in turn; the first round, which fills the compile cache, is left out. The list is that of the example workspace.`,
  run() {
    const timesNs = commands.map((): number[] => []);
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [place, { args }] of commands.entries()) {
        const startedAt = performance.now();
        const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        const endedAt = performance.now();
        if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
        if (round > 0) timesNs[place]!.push((endedAt - startedAt) * 1e6);
      }
    }
    return Promise.resolve(commands.map(({ label, limitNs }, place) => measuredRow(label, timesNs[place]!, formatDuration, limitNs)));
  },
};
