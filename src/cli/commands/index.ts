import type { CommandEntry } from '../command.ts';

export const commands: readonly CommandEntry[] = [
  {
    name: 'alerts',
    summary: 'show, acknowledge and silence alerts, or watch their rules',
    load: async () => (await import('./alerts.ts')).alerts,
  },
  {
    name: 'baseline',
    summary: 'save what is on disk, to compare with it later',
    load: async () => (await import('./baseline.ts')).baseline,
  },
  { name: 'bench', summary: 'run benchmarks, or list them', load: async () => (await import('./bench.ts')).bench },
  {
    name: 'bench-function',
    summary: 'write a bench file with what a run of the tests calls a function with',
    load: async () => (await import('./benchFunction.ts')).benchFunction,
  },
  {
    name: 'bisect',
    summary: 'find the commit that made a benchmark slower',
    load: async () => (await import('./bisect.ts')).bisect,
  },
  {
    name: 'compare',
    summary: 'say whether a change made benchmarks faster or slower',
    load: async () => (await import('./compare.ts')).compare,
  },
  { name: 'convert', summary: 'write a profile in another form', load: async () => (await import('./convert.ts')).convert },
  {
    name: 'detect',
    summary: 'find changes, anomalies and trends in any series of numbers',
    load: async () => (await import('./detect.ts')).detect,
  },
  {
    name: 'diagnose',
    summary: 'say what holds a program up, and what to do about it',
    load: async () => (await import('./diagnose.ts')).diagnose,
  },
  { name: 'export', summary: 'write the stored runs as JSON Lines', load: async () => (await import('./exportRuns.ts')).exportRuns },
  {
    name: 'heap',
    summary: 'see what lives on the heap, and find what leaks',
    load: async () => (await import('./heap.ts')).heap,
  },
  {
    name: 'hints',
    summary: 'find code that is slow as it is written, and mend it',
    load: async () => (await import('./hints.ts')).hints,
  },
  {
    name: 'history',
    summary: 'show benchmarks over the commits, and where they changed',
    load: async () => (await import('./history.ts')).history,
  },
  {
    name: 'import',
    summary: 'add runs of an export, or results of other tools',
    load: async () => (await import('./importRuns.ts')).importRuns,
  },
  {
    name: 'insight',
    summary: 'say what V8 does with a benchmark that costs time',
    load: async () => (await import('./insight.ts')).insight,
  },
  { name: 'mode', summary: 'show what Laptime goes by, or switch it', load: async () => (await import('./mode.ts')).mode },
  {
    name: 'monitor',
    summary: 'show what the machine, or a process, does now',
    load: async () => (await import('./monitor.ts')).monitor,
  },
  {
    name: 'profile',
    summary: 'record where the time goes: of benchmarks, programs and processes',
    load: async () => (await import('./profile.ts')).profile,
  },
  {
    name: 'run-range',
    summary: 'measure the commits of a range, to fill the history',
    load: async () => (await import('./runRange.ts')).runRange,
  },
  {
    name: 'serve',
    summary: 'serve metrics, runs, hints and alerts to programs of this machine',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'share',
    summary: 'share runs through the git remote, and take those of others',
    load: async () => (await import('./share.ts')).share,
  },
  { name: 'top', summary: 'show the functions and lines of a profile that cost most', load: async () => (await import('./top.ts')).top },
  {
    name: 'watch',
    summary: 'run a program, and say how its event loop, heap and requests fared',
    load: async () => (await import('./watch.ts')).watch,
  },
];
