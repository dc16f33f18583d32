export type { Collector } from './collector.ts';
export { machineCollectors, processesCollector } from './createCollectors.ts';
export { createExtensionHostCollector } from './extensionHost.ts';
export { metricTexts } from './metricTexts.ts';
