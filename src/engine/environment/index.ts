export { systemFiles, type Files } from './files.ts';
export { createNodeLookup, type NodeLookup, type WorkspaceNode } from './findNode.ts';
export { allowedCores, controlGroups, usableCores, usableMemoryBytes } from './limits.ts';
export { startMachineWatch } from './machineWatch.ts';
export { optionsOf } from './optionsOf.ts';
export { environmentOf } from './readEnvironment.ts';
