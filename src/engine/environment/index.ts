export { createNodeLookup, type NodeLookup, type WorkspaceNode } from './findNode.ts';
export { startMachineWatch } from './machineWatch.ts';
export { optionsOf } from './optionsOf.ts';
export { readEnvironment } from './readEnvironment.ts';
