export { createNodeLookup, type NodeLookup, type WorkspaceNode } from './findNode.ts';
export { startMachineWatch, type MachineMark, type MachineWatch } from './machineWatch.ts';
export { readEnvironment } from './readEnvironment.ts';
