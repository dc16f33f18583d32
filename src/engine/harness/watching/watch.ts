// Loaded into a program before its own code (`--require`), and into what it starts where that is to be watched: reports what only the
// program itself can know. CommonJS, so that nothing of the program's own loading is early or late because of it. Whatever fails here, the
// program runs as it would without it.
import { isMainThread } from 'node:worker_threads';
import { WATCH_VARIABLE, type WatchSettings } from '../../../protocol/watching.ts';
import { startReporter } from './reporter.ts';
import { isStarter } from './starters.ts';

/** For a program that runs already, through its inspector. */
export function watch(settings: WatchSettings): void {
  startReporter(settings, __filename);
}

/** What the program starts is told nothing. */
function forget(): void {
  delete process.env[WATCH_VARIABLE];
  const options = process.env['NODE_OPTIONS'];
  if (options === undefined) return;
  const left = options.replace(`--require ${JSON.stringify(__filename)}`, '').trim();
  if (left === '') delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = left;
}

try {
  const text = isMainThread ? process.env[WATCH_VARIABLE] : undefined;
  if (text !== undefined) {
    const settings = JSON.parse(text) as WatchSettings;
    if (!settings.children) forget();
    if (!isStarter(process.argv[1], process.execArgv, process.env)) watch(settings);
  }
} catch {
  // A program that forbids what it takes is not watched.
}
