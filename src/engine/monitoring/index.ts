export { createMonitor, type MetricHistory, type PluggableMonitor } from './createMonitor.ts';
export { machineWarnings } from './machineWarnings.ts';
export type { Monitor } from './monitor.ts';
