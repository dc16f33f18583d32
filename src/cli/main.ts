#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../base/clock.ts';
import { watchInterrupts } from './interrupts.ts';
import { stderrLog } from './log.ts';
import { runCli } from './runCli.ts';
import { createTerminal } from './terminal.ts';

if (Number.parseInt(process.versions.node, 10) < 20) {
  process.stderr.write(`laptime: this is Node ${process.version}; Laptime needs Node 20 or later\n`);
  process.exit(1);
}

// Node 20 has no compile cache; there each start parses its modules anew.
nodeModule.enableCompileCache?.();

const distFolder = path.dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(path.join(distFolder, '..', 'package.json'), 'utf8')) as { version: string };

const terminal = createTerminal(process, process.env, process.platform);
const log = stderrLog(terminal.err, process.env['LAPTIME_LOG']);
// The children that are left are killed by the keeper, which sees this process end.
const interrupts = watchInterrupts(process, systemClock, () => process.exit(130));

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    terminal,
    input: process.stdin,
    clock: systemClock,
    workingFolder: process.cwd(),
    laptimeVersion: version,
    distFolder,
    log,
    async openEngine(root) {
      const { createEngine } = await import('../engine/engine.ts');
      return createEngine({
        root,
        distFolder,
        laptimeVersion: version,
        source: 'cli',
        log,
        clock: systemClock,
      });
    },
  },
  version,
  interrupts.signal,
);
// Who interrupts once more while it ends has the same exit code.
if (!interrupts.signal.aborted) interrupts.dispose();
